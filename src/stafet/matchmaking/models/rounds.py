"""A round of one scheme, and the answers of the solver. No young person stands here: pupils are in entries and proposals."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal
from stafet.matchmaking.states import Fairness, Order, RoundState, RunState, SeedKind
from stafet.placements.api import LONGEST_NAME, PlaceKind, Scheme

LONGEST_SEED = 200


class Round(models.Model):
    """One matching: the priorities, the lot, the days and the places. It is declared before anybody is matched.

    ``seed`` is published when it is typed, and when the round closes if it is drawn; until then ``secret`` holds it and
    ``commitment`` (SHA-256 of it) proves that it was not changed. ``nearest``: how many suitable companies near the school
    a pupil may get besides the wishes. ``unknown_minutes``: what a way counts as that nobody has typed.
    """

    privacy = NotPersonal("how a public authority gives out places")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.OPEN.value)
    first_day = models.DateField(help_text="Ages are judged on it.")
    weekdays = ArrayField(models.PositiveSmallIntegerField())
    days = models.PositiveSmallIntegerField(help_text="A week.")
    place_kinds = ArrayField(models.CharField(max_length=20, choices=PlaceKind.choices))
    left_out = ArrayField(
        models.UUIDField(), default=list, blank=True, help_text="Places that are not in it."
    )
    order = models.CharField(max_length=20, choices=Order.choices, default=Order.WORST_OFF.value)
    good_ranks = models.PositiveSmallIntegerField(default=1)
    nearest = models.PositiveSmallIntegerField(default=5)
    unknown_minutes = models.PositiveSmallIntegerField(default=60)
    contact_load = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds = models.PositiveSmallIntegerField(default=60, help_text="How long one run may work.")
    seed_kind = models.CharField(max_length=5, choices=SeedKind.choices, default=SeedKind.DRAWN.value)
    seed = models.CharField(max_length=LONGEST_SEED, blank=True)
    secret = models.CharField(max_length=64, blank=True)
    commitment = models.CharField(max_length=64, blank=True)
    opened_by_id = models.UUIDField(null=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(
        null=True, blank=True, help_text="Wishes count in it as they stood at this instant."
    )
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "scheme", "name"],
                name="round_named_once",
                violation_error_message=_(
                    "There is a round of this name already. Give this one another name."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "called_off"]) | (~Q(seed="") & Q(closed_on__isnull=False)),
                name="closed_round_has_a_seed",
                violation_error_message=_("A round is closed on a day, and its seed is published then."),
            ),
            models.CheckConstraint(
                condition=Q(seed_kind="typed") | Q(commitment__regex=r"^[0-9a-f]{64}$"),
                name="drawn_seed_is_committed_to",
                violation_error_message=_("A seed that is drawn is committed to before anybody knows it."),
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1) & Q(weekdays__len__gte=F("days")),
                name="round_days_fit",
                violation_error_message=_("Name at least as many weekdays as there are days a week."),
            ),
            models.CheckConstraint(
                condition=Q(seconds__gte=1, seconds__lte=900),
                name="run_ends_some_time",
                violation_error_message=_("A run may work for up to fifteen minutes."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "-known_at"], name="round_list")]

    def __str__(self) -> str:
        return self.name


class Run(models.Model):
    """One answer of the solver: what it was asked, what it is worth, what proves it.

    ``asked``: places, limits and policy as they were (keys only); what was asked about each pupil stands in the proposal.
    ``values``: for each level the priority, the rank, the value, and what it is at least. ``problem``: why it stopped, as
    an English text with its values.
    """

    privacy = NotPersonal("what a solver answered, in keys")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    fairness = models.CharField(max_length=10, choices=Fairness.choices, default=Fairness.PRIORITIES.value)
    earlier = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)
    fewest_changes = models.BooleanField(default=False)
    state = models.CharField(max_length=7, choices=RunState.choices, default=RunState.WAITING.value)
    code_version = models.CharField(max_length=40)
    asked = models.JSONField(default=dict)
    pupils = models.PositiveIntegerField(default=0)
    placed = models.PositiveIntegerField(default=0)
    ranks = models.JSONField(default=dict, help_text="Rank → how many; 0: nothing they wished for.")
    values = models.JSONField(default=list)
    proof = models.CharField(max_length=8, blank=True)
    proven = models.PositiveSmallIntegerField(default=0)
    prices = models.JSONField(default=dict)
    checked = models.PositiveSmallIntegerField(
        default=0, help_text="How many priorities the check has proven."
    )
    is_sound = models.BooleanField(default=False)
    faults = models.PositiveIntegerField(default=0)
    problem = models.JSONField(null=True)
    ordered_by_id = models.UUIDField(null=True)
    ordered_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "round", "number"],
                name="run_numbered_once",
                violation_error_message=_("Somebody else has begun a run just now. Look at that."),
            ),
            models.UniqueConstraint(
                fields=["municipality_id", "round"],
                condition=Q(state__in=["waiting", "working"]),
                name="one_run_at_a_time",
                violation_error_message=_("A run of this round is being worked out. Wait for its answer."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "stopped"]) | Q(finished_at__isnull=False),
                name="ended_run_has_a_time",
                violation_error_message=_("A run that is over has the time it ended."),
            ),
            models.CheckConstraint(
                condition=Q(fewest_changes=False) | Q(earlier__isnull=False),
                name="changes_are_counted_against_a_run",
                violation_error_message=_("Changes are counted against an earlier run."),
            ),
        ]

    def __str__(self) -> str:
        return f"run {self.number}"
