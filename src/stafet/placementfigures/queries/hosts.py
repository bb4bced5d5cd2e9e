"""Hosts by branch, with what they offer in a school year. About nobody young."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from stafet.placementfigures.asked import Asked
from stafet.placements import api as placements
from stafet.placements.api import Branch, Willing


@dataclass(frozen=True, slots=True)
class BranchLine:
    """One branch: how many hosts the bank has, how many take young people this year, how many places, how many are free."""

    branch: Branch
    hosts: int
    willing: int
    places: int
    taken: int

    @property
    def free(self) -> int:
        """How many places nobody has."""
        return self.places - self.taken


def host_counts(asked: Asked) -> tuple[BranchLine, ...]:
    """Every branch that has a host in the bank. Two look-ups."""
    hosts = placements.Host.objects.filter(municipality_id__in=asked.towns)
    every = dict(hosts.order_by("branch").values_list("branch").annotate(count=Count("pk")))
    places = placements.Place.objects.filter(municipality_id__in=asked.towns, starts_in=asked.starts_in)
    yes = Q(willing=Willing.YES)
    rows = (
        places.order_by("host__branch")
        .values("host__branch")
        .annotate(
            takers=Count("pk", filter=yes),
            offered=Coalesce(Sum("capacity", filter=yes), 0),
            gone=Coalesce(Sum("taken", filter=yes), 0),
        )
    )
    told = {row["host__branch"]: row for row in rows}
    nothing = {"takers": 0, "offered": 0, "gone": 0}
    return tuple(
        BranchLine(Branch(branch), every[branch], found["takers"], found["offered"], found["gone"])
        for branch in Branch.values
        if branch in every
        for found in [told.get(branch, nothing)]
    )
