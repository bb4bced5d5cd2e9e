"""That two registrations may be one person, who said so, who agreed, and what moved, so that it can be undone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.duplicates.states import MergeReason, MergeState
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import AFTER_COVERAGE, DataClass, Privacy


class Merge(models.Model):
    """Two registrations of one municipality: proposed by one, decided by another, undone if it was wrong.

    ``person`` is whom to keep. ``moved`` and ``went_along`` hold keys only: what
    the merge moved and how it stood before, and what rooms above let follow.
    """

    scoped: ClassVar[bool] = True
    privacy = Privacy(
        DataClass.PROCESS,
        subject="person_id",
        purpose="guidance",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person", "state"),
        also_about=("duplicate_id",),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    duplicate_id = models.UUIDField(
        help_text="No foreign key: two who were found to be two go at different times."
    )
    because = models.CharField(max_length=12, choices=MergeReason.choices)
    state = models.CharField(max_length=8, choices=MergeState.choices, default=MergeState.PROPOSED.value)
    proposed_at = models.DateTimeField()
    proposed_by_id = models.UUIDField()
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by_id = models.UUIDField(null=True)
    moved = models.JSONField(default=dict)
    went_along = models.JSONField(default=dict, help_text="Keys of the rows of rooms above, by table.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "person", "duplicate_id"],
                condition=Q(state__in=["proposed", "refused"]),
                name="merge_proposed_once",
                violation_error_message=_("These two have been looked at already."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["merged", "undone"]) | ~Q(decided_by_id=F("proposed_by_id")),
                name="merge_takes_two",
                violation_error_message=_("Whoever proposed a merge does not decide about it."),
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at=None)
                | (~Q(state="proposed") & Q(decided_at__isnull=False)),
                name="merge_decision_has_a_time",
                violation_error_message=_("A decision has a time."),
            ),
            models.CheckConstraint(
                condition=~Q(person=F("duplicate_id")),
                name="merge_of_two",
                violation_error_message=_("A person can't be merged into themself."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "state", "-proposed_at"], name="merge_list"),
        ]

    def __str__(self) -> str:
        return f"merge {self.state}"
