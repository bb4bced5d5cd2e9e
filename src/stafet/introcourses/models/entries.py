"""Which pupils are asked, what they wish for, and what is proposed for each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.introcourses.models.privacy import of_a_pupil
from stafet.introcourses.models.rounds import LONGEST_LINE, MOST_WISHES, Course, Run, WishRound
from stafet.introcourses.states import ProposalState
from stafet.kernel.identity import uuid7
from stafet.placements.api import Voice


class Entry(models.Model):
    """A pupil who is asked in a round. Its key stands for them in the lot."""

    scoped: ClassVar[bool] = True
    privacy = of_a_pupil("aside_since")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    round = models.ForeignKey(WishRound, models.PROTECT, related_name="+")
    school = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+", null=True)
    class_name = models.CharField(max_length=100, blank=True)
    out_since = models.DateTimeField(null=True, blank=True, help_text="Taken out before the round closed.")
    aside_since = models.DateTimeField(null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "entries"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "round", "person"],
                condition=Q(aside_since=None),
                name="asked_in_a_round_once",
                violation_error_message=_("This pupil is asked in the round already."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "person"], name="wish_entry_of_person"),
        ]

    def __str__(self) -> str:
        return "a pupil in a round of wishes"


class WishList(models.Model):
    """One version of what a pupil wishes for, and who said it. Rows are only added; the newest counts."""

    scoped: ClassVar[bool] = True
    privacy = of_a_pupil("entry")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    round = models.ForeignKey(WishRound, models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    revision = models.PositiveSmallIntegerField()
    voice = models.CharField(max_length=14, choices=Voice.choices)
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "entry", "revision"],
                name="course_wishes_version_once",
                violation_error_message=_("Somebody else has just changed these wishes. Look at them again."),
            ),
        ]

    def __str__(self) -> str:
        return f"wishes, version {self.revision}"


class Wish(models.Model):
    """One course on a list; rank 1 is the first wish. ``title`` is what it was called then."""

    scoped: ClassVar[bool] = True
    privacy = of_a_pupil("wish_list", "course")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    round = models.ForeignKey(WishRound, models.PROTECT, related_name="+")
    wish_list = models.ForeignKey(WishList, models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()
    course = models.ForeignKey(Course, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    known_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "wishes"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "wish_list", "rank"],
                name="one_course_of_each_rank",
                violation_error_message=_("Two courses can’t be the same wish. Put one above the other."),
            ),
            models.UniqueConstraint(
                fields=["municipality_id", "wish_list", "course"],
                name="course_wished_once",
                violation_error_message=_("The same course stands there twice. Once is enough."),
            ),
            models.CheckConstraint(
                condition=Q(rank__gte=1, rank__lte=MOST_WISHES),
                name="course_rank_is_in_range",
                violation_error_message=_("One can wish for five courses."),
            ),
        ]

    def __str__(self) -> str:
        return f"wish {self.rank}"


class Proposal(models.Model):
    """What one run says for one pupil. ``course`` empty: none.

    ``rank``: 1 is the first wish, 0 nothing they wished for. ``asked`` is what the solver was told about them, ``why`` what
    became of each wish, and for none the smallest ways out; both in keys.
    """

    scoped: ClassVar[bool] = True
    privacy = of_a_pupil("run", "entry", "course")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    round = models.ForeignKey(WishRound, models.PROTECT, related_name="+")
    run = models.ForeignKey(Run, models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, models.PROTECT, related_name="+", null=True)
    title = models.CharField(max_length=120, blank=True)
    rank = models.PositiveSmallIntegerField(default=0)
    asked = models.JSONField(default=dict)
    why = models.JSONField(default=dict)
    state = models.CharField(
        max_length=8, choices=ProposalState.choices, default=ProposalState.PROPOSED.value
    )
    because = models.CharField(max_length=LONGEST_LINE, blank=True, help_text="Why it is not to be.")
    decided_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    decided_on = models.DateField(null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "run", "entry"],
                name="course_proposed_once",
                violation_error_message=_("An answer proposes one course for each pupil."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "refused"])
                | Q(course__isnull=False, decided_by__isnull=False, decided_on__isnull=False),
                name="course_decided_by_a_person",
                violation_error_message=_("Somebody says yes or no, on a day, to one course."),
            ),
        ]

    def __str__(self) -> str:
        return f"proposal, {self.state}"
