"""Where somebody is, in words and on a day; and what they say of it themselves."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import tracked
from stafet.kernel.identity import uuid7
from stafet.progress.models.privacy import on_the_way
from stafet.progress.states import Voice

LONGEST_TEXT = 1000


@tracked
class ProgressWord(models.Model):
    """One word for one area on one day, with what it is seen in and who says so. A later one never replaces it."""

    scoped: ClassVar[bool] = True
    privacy = on_the_way("replaces")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    edition = models.CharField(max_length=12, help_text="The edition of the list it was chosen from.")
    area = models.CharField(max_length=20)
    word = models.CharField(max_length=20)
    on = models.DateField()
    seen_in = models.TextField(max_length=LONGEST_TEXT)
    voice = models.CharField(max_length=12, choices=Voice.choices)
    said_by = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", null=True, blank=True
    )
    replaces = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True, blank=True)
    withdrawn_because = models.TextField(max_length=LONGEST_TEXT, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(seen_in=""),
                name="word_is_seen_in_something",
                violation_error_message=_("Say what it is seen in."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_because="")),
                name="withdrawn_word_says_why",
                violation_error_message=_("What is withdrawn says by whom and why."),
            ),
            models.CheckConstraint(
                condition=Q(voice="young_person", organisation=None)
                | Q(voice="at_work", organisation__isnull=False),
                name="word_is_said_by_somebody",
                violation_error_message=_("At work one says for which place one speaks."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "person"], name="progress_of_person")]

    def __str__(self) -> str:
        return f"{self.area} on {self.on}"


@tracked
class OwnWords(models.Model):
    """What the young person, or somebody with custody, says of a word about them: beside it, never instead of it.

    ``is_noted``: said in conversation, and written down by whoever wrote the word.
    """

    scoped: ClassVar[bool] = True
    privacy = on_the_way("progress_word")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    progress_word = models.ForeignKey(ProgressWord, models.PROTECT, related_name="+")
    voice = models.CharField(max_length=12, choices=Voice.choices)
    words = models.TextField(max_length=LONGEST_TEXT)
    is_noted = models.BooleanField(default=False)
    written_by = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "progress_word"],
                condition=Q(voice="young_person"),
                name="own_words_once",
                violation_error_message=_("There is such a text already. Change it."),
            ),
            models.UniqueConstraint(
                fields=["municipality_id", "progress_word", "written_by"],
                condition=Q(voice="home"),
                name="words_of_each_at_home_once",
                violation_error_message=_("There is such a text already. Change it."),
            ),
            models.CheckConstraint(
                condition=Q(voice__in=["young_person", "home"]) & ~Q(words=""),
                name="own_words_are_theirs",
                violation_error_message=_("These are the words of the young person or of those at home."),
            ),
        ]

    def __str__(self) -> str:
        return f"own words on {self.written_at.date()}"
