"""What pupils wish for, in versions; and how long the ways are, as somebody typed them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal
from stafet.matchmaking.models.privacy import of_a_pupil
from stafet.placements.api import LONGEST_LINE, Branch, Voice

MOST_WISHES = 5
"""How many places one pupil can wish for. More say little, and each is somebody at a company who is thought of."""
LONGEST_WAY = 240
"""Minutes one way that can be written down: four hours are no way to a day's work for anybody of that age."""


class WishList(models.Model):
    """One version of what a pupil wishes for one placement. Rows are only added; the newest counts.

    ``longest_way``: minutes they would travel to a place they did not wish for; ``None``: they did not say.
    ``branches``: what else they would like; empty: anything.
    """

    scoped: ClassVar[bool] = True
    privacy = of_a_pupil("placement")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    placement = models.ForeignKey("placements.Placement", models.PROTECT, related_name="+")
    revision = models.PositiveSmallIntegerField()
    branches = ArrayField(models.CharField(max_length=10, choices=Branch.choices), default=list, blank=True)
    longest_way = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.CharField(max_length=LONGEST_LINE, blank=True)
    voice = models.CharField(max_length=14, choices=Voice.choices)
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "placement", "revision"],
                name="wish_list_version_once",
                violation_error_message=_("Somebody else has just changed these wishes. Look at them again."),
            ),
            models.CheckConstraint(
                condition=Q(longest_way=None) | Q(longest_way__gte=1, longest_way__lte=LONGEST_WAY),
                name="wished_way_is_a_way",
                violation_error_message=_("A way takes between 1 and 240 minutes."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "placement"], name="wishes_of_placement")
        ]

    def __str__(self) -> str:
        return f"wishes, version {self.revision}"


class Wish(models.Model):
    """One place on a list; rank 1 is the first wish."""

    scoped: ClassVar[bool] = True
    privacy = of_a_pupil("wish_list", "place")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    wish_list = models.ForeignKey(WishList, models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()
    place = models.ForeignKey("placements.Place", models.PROTECT, related_name="+")
    host_name = models.CharField(max_length=120, help_text="What the host was called then.")
    known_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "wishes"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "wish_list", "rank"],
                name="one_wish_of_each_rank",
                violation_error_message=_("Two places can’t be the same wish. Put one above the other."),
            ),
            models.UniqueConstraint(
                fields=["municipality_id", "wish_list", "place"],
                name="wished_once",
                violation_error_message=_("The same place stands there twice. Once is enough."),
            ),
            models.CheckConstraint(
                condition=Q(rank__gte=1, rank__lte=MOST_WISHES),
                name="wish_rank_is_in_range",
                violation_error_message=_("One can wish for five places."),
            ),
        ]

    def __str__(self) -> str:
        return f"wish {self.rank}"


class TravelTime(models.Model):
    """How many minutes it takes from a school to a host, as somebody looked it up and typed it. Nobody measures it for them."""

    privacy = NotPersonal("minutes between two public addresses")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    school = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    host = models.ForeignKey("placements.Host", models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField()
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "school", "host"],
                name="travel_once",
                violation_error_message=_(
                    "The way between this school and this host is written down already."
                ),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=LONGEST_WAY),
                name="travel_takes_minutes",
                violation_error_message=_("A way takes between 1 and 240 minutes."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} minutes"
