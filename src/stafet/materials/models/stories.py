"""Good stories. What is told is about nobody by name; whom it is about, and their yes, stands apart and is protected."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import AFTER_COVERAGE, DataClass, NotPersonal, Privacy
from stafet.materials.models.texts import LONGEST_TITLE
from stafet.materials.states import StoryState
from stafet.placements.api import How, SchemeKind

LONGEST_STORY = 4_000


def _of_a_young_person(*technical: str) -> Privacy:
    return Privacy(
        DataClass.PROCESS,
        subject="person_id",
        purpose="guidance",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person", "known_at", *technical),
    )


class Story(models.Model):
    """A story that is told. Taken back, it says nothing any more: the database holds that."""

    privacy = NotPersonal("told without a name and with a yes; taken back, nothing of it stays")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)
    words = models.TextField(max_length=LONGEST_STORY, blank=True)
    scheme_kind = models.CharField(max_length=24, choices=SchemeKind.choices, blank=True)
    is_shared = models.BooleanField(default=False, help_text="Other municipalities read it, too.")
    is_about_somebody = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=StoryState.choices, default=StoryState.PUBLISHED.value)
    told_on = models.DateField()
    by_id = models.UUIDField(null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="published") | (~Q(title="") & ~Q(words="")),
                name="told_story_is_whole",
                violation_error_message=_("A story has a title and words."),
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(title="", words="", is_shared=False),
                name="story_taken_back_is_empty",
                violation_error_message=_("Nothing stays of a story that was taken back."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "state", "told_on"], name="story_feed"),
        ]

    def __str__(self) -> str:
        return self.state


class PersonStory(models.Model):
    """A story about a young person, from the first draft on. It is told, as a ``Story``, with every yes it needs."""

    scoped: ClassVar[bool] = True
    privacy = _of_a_young_person("story", "by_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    story = models.ForeignKey(Story, models.PROTECT, related_name="+", null=True, blank=True)
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)
    words = models.TextField(max_length=LONGEST_STORY, blank=True)
    scheme_kind = models.CharField(max_length=24, choices=SchemeKind.choices, blank=True)
    state = models.CharField(max_length=9, choices=StoryState.choices, default=StoryState.WRITTEN.value)
    written_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    by_id = models.UUIDField(null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(~Q(state="withdrawn") & ~Q(title="") & ~Q(words=""))
                | Q(state="withdrawn", title="", words="", ended_on__isnull=False),
                name="person_story_is_whole_or_gone",
                violation_error_message=_(
                    "A story has a title and words, and nothing of it stays when it is taken back."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(story__isnull=False),
                name="told_person_story_is_told",
                violation_error_message=_("What is told stands among the stories."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "person"], name="story_of_person"),
        ]

    def __str__(self) -> str:
        return self.state


class StoryConsent(models.Model):
    """One answer of the young person, or of somebody with custody, to one story. The last of each counts; none is rewritten."""

    scoped: ClassVar[bool] = True
    privacy = _of_a_young_person("person_story", "custody_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    person_story = models.ForeignKey(PersonStory, models.PROTECT, related_name="+")
    custody_id = models.UUIDField(null=True, blank=True)
    name = models.CharField(max_length=200)
    is_yes = models.BooleanField()
    is_shared = models.BooleanField(default=False, help_text="Other municipalities may read it, too.")
    on = models.DateField()
    how = models.CharField(max_length=6, choices=How.choices)
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_yes=True) | Q(is_shared=False),
                name="only_a_yes_shares_a_story",
                violation_error_message=_("Whoever says no shares nothing."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person_story", "known_at"], name="consent_of_story"),
        ]

    def __str__(self) -> str:
        return "yes" if self.is_yes else "no"
