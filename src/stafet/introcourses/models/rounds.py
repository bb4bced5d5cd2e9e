"""A round of wishes, its courses, the answers to it, and what each class does around it. No pupil stands here."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.introcourses.states import RoundState, RunState
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal

LONGEST_NAME = 120
LONGEST_LINE = 300
MOST_WISHES = 5
"""How many courses one pupil can wish for."""
MOST_EACH = 3
"""How many courses one pupil can get in one round: five days are often two, two and one."""
_GRADES = (6, 10)


class WishRound(models.Model):
    """Which pupils of a school year wish among which courses, and how the courses are given out: said before anybody answers.

    ``secret`` holds the seed of the lot until the round closes; ``commitment`` (SHA-256 of it) proves that it was not
    changed. Wishes count as they stood at ``closed_at``. ``over_on`` is the day after the school year.
    """

    privacy = NotPersonal("how a public authority gives out courses")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    organiser = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    starts_in = models.PositiveSmallIntegerField(help_text="The year in which its school year begins.")
    grade = models.PositiveSmallIntegerField()
    wishes = models.PositiveSmallIntegerField(default=3, help_text="How many each pupil is asked for.")
    each = models.PositiveSmallIntegerField(default=1, help_text="How many courses each pupil is to have.")
    only_wished = models.BooleanField(default=False)
    answer_by = models.DateField()
    ask = models.CharField(max_length=LONGEST_LINE, help_text="Whom one asks, and how.")
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.OPEN.value)
    seed = models.CharField(max_length=64, blank=True)
    secret = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)
    closed_at = models.DateTimeField(null=True, blank=True)
    over_on = models.DateField()
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "starts_in", "name"],
                name="wish_round_named_once",
                violation_error_message=_(
                    "There is a round of this name in that school year already. Give this one another name."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(ask=""),
                name="wish_round_is_whole",
                violation_error_message=_("A round has a name and somebody to ask."),
            ),
            models.CheckConstraint(
                condition=Q(wishes__gte=1, wishes__lte=MOST_WISHES, each__gte=1, each__lte=MOST_EACH)
                & Q(grade__gte=_GRADES[0], grade__lte=_GRADES[1]),
                name="wish_round_asks_in_range",
                violation_error_message=_(
                    "One asks for one to five wishes, gives one to three courses, and asks a grade from 6 to 10."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "called_off"]) | (~Q(seed="") & Q(closed_at__isnull=False)),
                name="closed_wish_round_has_a_seed",
                violation_error_message=_("A round is closed at a time, and its seed is published then."),
            ),
            models.CheckConstraint(
                condition=Q(commitment__regex=r"^[0-9a-f]{64}$"),
                name="wish_round_commits_to_a_seed",
                violation_error_message=_("A seed is committed to before anybody knows it."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "-starts_in"], name="wish_round_of_town"),
        ]

    def __str__(self) -> str:
        return self.name


class Course(models.Model):
    """An event that can be wished for in a round. Below ``least`` pupils a person looks at whether it is held.

    Taken out of the round on ``out_on``: no later answer gives it to anybody.
    """

    privacy = NotPersonal("what can be wished for")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    round = models.ForeignKey(WishRound, models.PROTECT, related_name="+")
    event = models.ForeignKey("events.Event", models.PROTECT, related_name="+")
    least = models.PositiveSmallIntegerField(null=True, blank=True)
    out_on = models.DateField(null=True, blank=True)
    because = models.CharField(max_length=LONGEST_LINE, blank=True, help_text="Why it is not in it any more.")
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "event"],
                name="course_in_a_round_once",
                violation_error_message=_("This course is in the round already."),
            ),
            models.CheckConstraint(
                condition=Q(least=None) | Q(least__gte=1),
                name="course_is_held_for_somebody",
                violation_error_message=_("A course is held for one pupil at least."),
            ),
            models.CheckConstraint(
                condition=Q(out_on=None, because="") | Q(out_on__isnull=False) & ~Q(because=""),
                name="course_out_says_why",
                violation_error_message=_("Say why it is taken out: those who wished for it read it."),
            ),
        ]

    def __str__(self) -> str:
        return "a course in a round"


class Run(models.Model):
    """One answer: one more course for each pupil who lacks one. What it was asked, what it is worth, what the check found.

    ``asked``: courses and policy as they were, in keys. ``values``: for each level the priority, the rank, the value, and
    what it is at least. ``below``: the courses that would have fewer pupils than they are held for, and how many.
    """

    privacy = NotPersonal("what a solver answered, in keys")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    round = models.ForeignKey(WishRound, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=7, choices=RunState.choices, default=RunState.WAITING.value)
    code_version = models.CharField(max_length=80, blank=True)
    asked = models.JSONField(default=dict)
    pupils = models.PositiveIntegerField(default=0)
    placed = models.PositiveIntegerField(default=0)
    ranks = models.JSONField(default=dict, help_text="Rank → how many; 0: nothing they wished for.")
    values = models.JSONField(default=list)
    below = models.JSONField(
        default=list, help_text="Course, how many it would have, how many it is held for."
    )
    proof = models.CharField(max_length=8, blank=True)
    checked = models.PositiveSmallIntegerField(
        default=0, help_text="How many priorities the check has proven."
    )
    is_sound = models.BooleanField(default=False)
    ordered_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "number"],
                name="answer_numbered_once",
                violation_error_message=_("Somebody else has asked for an answer just now. Look at that."),
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(state="waiting"),
                name="one_answer_at_a_time",
                violation_error_message=_("An answer is being worked out. Wait for it."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(finished_at__isnull=False),
                name="ended_answer_has_a_time",
                violation_error_message=_("An answer that is over has the time it ended."),
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.number}"


class ClassWork(models.Model):
    """What one class does around its courses: prepared, and followed up. That time is not part of the courses' days."""

    privacy = NotPersonal("what a whole class has done, on which days")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    round = models.ForeignKey(WishRound, models.PROTECT, related_name="+")
    school = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    class_name = models.CharField(max_length=100)
    prepared_on = models.DateField(null=True, blank=True)
    followed_up_on = models.DateField(null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "school", "class_name"],
                name="class_work_once",
                violation_error_message=_("What this class has done is written down already."),
            ),
            models.CheckConstraint(
                condition=Q(prepared_on=None)
                | Q(followed_up_on=None)
                | Q(followed_up_on__gte=models.F("prepared_on")),
                name="class_follows_up_after_it_prepared",
                violation_error_message=_("A class follows up after it has prepared."),
            ),
        ]

    def __str__(self) -> str:
        return "what a class has done"
