"""A pupil on their way, each move of it, and the consent of those with custody."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import tracked
from stafet.kernel.identity import uuid7
from stafet.placements.contract import How
from stafet.placements.models.host import Place
from stafet.placements.models.privacy import of_a_pupil
from stafet.placements.models.scheme import LONGEST_LINE, Scheme
from stafet.placements.states import SchemeKind
from stafet.placements.way import OVER, EndReason, Voice, WayMove, WayState


class PlacementQuerySet(models.QuerySet["Placement"]):
    """Reads on placements; each is a sentence."""

    def under_way(self) -> Self:
        """Those that go on: not over, and not standing aside for another one of theirs."""
        return self.exclude(state__in=OVER).filter(aside_since=None)


@tracked
class Placement(models.Model):
    """One pupil and one scheme in one school year. ``since_on`` is the day the state began: what has waited is counted from it."""

    scoped: ClassVar[bool] = True
    privacy = of_a_pupil("scheme", "place", "aside_since")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24, choices=SchemeKind.choices)
    school = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    class_name = models.CharField(max_length=100, blank=True)
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=WayState.choices, default=WayState.CANDIDATE.value)
    since_on = models.DateField()
    direction = models.CharField(max_length=LONGEST_LINE, blank=True, help_text="What they want to become.")
    acknowledged_on = models.DateField(null=True, blank=True)
    acknowledged = models.TextField(blank=True, help_text="The consequence as it was read.")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", null=True, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    final_talk_on = models.DateField(null=True, blank=True)
    final_words = models.CharField(max_length=LONGEST_LINE, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=16, choices=EndReason.choices, blank=True)
    aside_since = models.DateTimeField(
        null=True,
        blank=True,
        help_text="Another one of theirs goes on since two registrations are one.",
    )
    known_at = models.DateTimeField()

    objects = PlacementQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "person", "kind"],
                condition=~Q(state__in=["completed", "withdrawn"]) & Q(aside_since=None),
                name="one_placement_under_way",
                violation_error_message=_(
                    "This pupil is on the way in this scheme already. Go on with that."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["completed", "withdrawn"], ended_on__isnull=False)
                | (~Q(state__in=["completed", "withdrawn"]) & Q(ended_on=None)),
                name="placement_end_has_a_day",
                violation_error_message=_("What is over has the day it ended, and only that."),
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(end_reason=""),
                name="early_end_has_a_reason",
                violation_error_message=_("Say why it ended early."),
            ),
            models.CheckConstraint(
                condition=~Q(state="completed") | Q(final_talk_on__isnull=False),
                name="completed_after_a_final_talk",
                violation_error_message=_("It is completed when the final conversation has been held."),
            ),
            models.CheckConstraint(
                condition=~Q(state="active", kind="junior_apprenticeship") | Q(registered_on__isnull=False),
                name="registered_before_it_begins",
                violation_error_message=_("Report it to the register of pupils first."),
            ),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(place__isnull=False),
                name="active_somewhere",
                violation_error_message=_("Nobody is at a placement without a place."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "state", "since_on"], name="placement_list"),
            models.Index(fields=["municipality_id", "person"], name="placement_of_person"),
        ]

    def __str__(self) -> str:
        return f"placement {self.state}"


class WayEntry(models.Model):
    """One move: from where to where, on which day, by whom, in which role, why."""

    scoped: ClassVar[bool] = True
    privacy = of_a_pupil("placement")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="+")
    move = models.CharField(max_length=13, choices=WayMove.choices, blank=True)
    from_state = models.CharField(max_length=10, choices=WayState.choices, blank=True)
    to_state = models.CharField(max_length=10, choices=WayState.choices)
    on = models.DateField()
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    voice = models.CharField(max_length=14, choices=Voice.choices)
    words = models.CharField(max_length=LONGEST_LINE, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "way entries"
        indexes: ClassVar = [models.Index(fields=["municipality_id", "placement"], name="entry_of_placement")]

    def __str__(self) -> str:
        return f"{self.move} to {self.to_state}"


class CustodyConsent(models.Model):
    """What somebody with custody has answered to the application. The last answer of each counts."""

    scoped: ClassVar[bool] = True
    privacy = of_a_pupil("placement", "custody_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="+")
    custody_id = models.UUIDField()
    name = models.CharField(max_length=200)
    is_given = models.BooleanField()
    on = models.DateField()
    how = models.CharField(max_length=6, choices=How.choices)
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "placement", "custody_id"], name="one_answer_of_each_holder"
            ),
        ]

    def __str__(self) -> str:
        return "consent" if self.is_given else "no consent"
