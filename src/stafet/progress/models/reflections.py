"""What a young person thinks about themselves when they like. It is theirs: unshared, nobody at work meets it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.kernel.identity import uuid7
from stafet.progress.models.privacy import on_the_way
from stafet.progress.models.words import LONGEST_TEXT


class Reflection(models.Model):
    """One time somebody looked at themselves. It keeps no history: what they throw away is gone.

    ``shared_at``: since when those who counsel them read it.
    """

    scoped: ClassVar[bool] = True
    privacy = on_the_way()

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    edition = models.CharField(max_length=12, help_text="The edition of the statements.")
    on = models.DateField()
    shared_at = models.DateTimeField(null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["municipality_id", "person"], name="reflection_of_person")]

    def __str__(self) -> str:
        return f"reflection on {self.on}"


class ReflectionAnswer(models.Model):
    """One statement answered in a word, with an example of one's own; and whether one wants to talk about it."""

    scoped: ClassVar[bool] = True
    privacy = on_the_way("reflection")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    reflection = models.ForeignKey(Reflection, models.PROTECT, related_name="+")
    statement = models.CharField(max_length=20)
    reply = models.CharField(max_length=12, blank=True)
    example = models.TextField(max_length=LONGEST_TEXT, blank=True)
    wants_to_talk = models.BooleanField(default=False)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "reflection", "statement"],
                name="a_statement_once",
                violation_error_message=_("This statement was answered already."),
            ),
            models.CheckConstraint(
                condition=~Q(reply="example") | ~Q(example=""),
                name="example_is_given",
                violation_error_message=_("Give the example, too."),
            ),
        ]

    def __str__(self) -> str:
        return self.statement


class ReflectionInvitation(models.Model):
    """Somebody at work asks whether a young person would like to look at themselves. Whether they did, nobody is told."""

    scoped: ClassVar[bool] = True
    privacy = on_the_way()

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    words = models.TextField(max_length=LONGEST_TEXT, blank=True)
    invited_by = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    asked_on = models.DateField()
    until_on = models.DateField(help_text="The last day it stands on their page.")
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until_on__gte=models.F("asked_on")),
                name="invitation_is_for_a_while",
                violation_error_message=_("The last day comes after the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"invitation until {self.until_on}"
