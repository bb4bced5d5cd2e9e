"""A town's model of one scheme in one school year. Rows are only added: an earlier version stays as it was."""

from __future__ import annotations

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal
from stafet.placements.states import ConsentOf, PlaceKind, SchemeKind, SchoolSubject

LONGEST_NAME, LONGEST_LINE, LONGEST_WORDS = 120, 200, 1500


class SchemeQuerySet(models.QuerySet["Scheme"]):
    """Reads on models; each is a sentence."""

    def newest(self) -> Self:
        """Of every scheme and school year the version that holds."""
        newer = Scheme.objects.filter(
            municipality_id=models.OuterRef("municipality_id"),
            kind=models.OuterRef("kind"),
            starts_in=models.OuterRef("starts_in"),
            revision__gt=models.OuterRef("revision"),
        )
        return self.exclude(models.Exists(newer))


class Scheme(models.Model):
    """How one municipality does one scheme in one school year: days, subjects, hours, places, deadlines, criteria.

    ``criteria`` are an aid to a conversation; nothing reads them to say no. ``consequence`` is what whoever applies must
    have acknowledged first. ``school_hours`` are lessons and breaks a week beside the placement.
    """

    privacy = NotPersonal("a decision of a public authority")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    kind = models.CharField(max_length=24, choices=SchemeKind.choices)
    starts_in = models.PositiveSmallIntegerField(help_text="The year in which the school year begins.")
    revision = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=LONGEST_NAME)
    grades = ArrayField(models.PositiveSmallIntegerField())
    weekdays = ArrayField(models.PositiveSmallIntegerField(), help_text="Monday is 1.")
    days_a_week = models.PositiveSmallIntegerField()
    school_weeks = models.PositiveSmallIntegerField(default=40)
    school_hours = models.DecimalField(max_digits=4, decimal_places=1, default=0)
    most_hours = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="A year; the town's own cap."
    )
    subjects_kept = ArrayField(
        models.CharField(max_length=20, choices=SchoolSubject.choices), default=list, blank=True
    )
    subjects_wished = ArrayField(
        models.CharField(max_length=20, choices=SchoolSubject.choices), default=list, blank=True
    )
    place_kinds = ArrayField(models.CharField(max_length=20, choices=PlaceKind.choices))
    apply_by = models.DateField(null=True, blank=True)
    consent_of = models.CharField(max_length=3, choices=ConsentOf.choices, default=ConsentOf.ALL.value)
    criteria = ArrayField(models.CharField(max_length=LONGEST_LINE), default=list, blank=True)
    consequence = models.TextField(max_length=LONGEST_WORDS, blank=True)
    fallback = models.CharField(max_length=LONGEST_LINE, blank=True, help_text="For those who find no place.")
    decided = models.CharField(max_length=LONGEST_LINE, help_text="Who decided, when, and where it stands.")
    decided_by_id = models.UUIDField()
    known_at = models.DateTimeField()

    objects = SchemeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "kind", "starts_in", "revision"],
                name="scheme_version_once",
                violation_error_message=_("Somebody else has changed this model just now. Look at it again."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="junior_apprenticeship") | ~Q(consequence=""),
                name="scheme_says_its_consequence",
                violation_error_message=_(
                    "Say what this choice means for the way to upper secondary school."
                ),
            ),
            models.CheckConstraint(
                condition=Q(days_a_week__gte=1) & Q(weekdays__len__gte=models.F("days_a_week")),
                name="scheme_days_fit",
                violation_error_message=_("Name at least as many weekdays as there are days a week."),
            ),
            models.CheckConstraint(
                condition=~Q(decided="") & ~Q(name="") & Q(grades__len__gt=0) & Q(place_kinds__len__gt=0),
                name="scheme_is_whole",
                violation_error_message=_(
                    "A model has a name, grades, kinds of places, and says who decided it."
                ),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "-starts_in", "kind"], name="scheme_list")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def year(self) -> str:
        """The school year as it is written: 2025/26."""
        return f"{self.starts_in}/{(self.starts_in + 1) % 100:02}"
