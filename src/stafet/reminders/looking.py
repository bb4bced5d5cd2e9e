"""One look at each placement: everything that waits there for those who work with the pupil. One statement, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from stafet.followup import api as followup
from stafet.followup.api import LinkUse
from stafet.kernel.countries import Country
from stafet.placements import api as placements
from stafet.placements.api import Agreement, AgreementState, Party, Placement
from stafet.practicalcourses import api as practicalcourses
from stafet.reminders.waiting import Seen, Thing, things_of

_TOWN = "municipality_id"


@dataclass(frozen=True, slots=True)
class Found:
    """One placement at which something waits, what waits longest first. ``school_id`` is the school whose leader decides."""

    placement_id: UUID
    person_id: UUID
    school_id: UUID
    name: str
    host: str
    things: tuple[Thing, ...]


def things_at(rows: QuerySet[Placement], *, on: date) -> Iterator[Found]:
    """Everything that waits at these placements on a day, whether or not somebody is reminded of it yet."""
    found = list(_looked_at(rows, on).values(*_COLUMNS))
    breaks = _breaks(found, on)
    for row in found:
        seen = Seen(row, on, Country(row["school__municipality__country"]), breaks.get(row[_TOWN], ()))
        things = tuple(sorted(things_of(seen), key=lambda each: (each.since, each.kind)))
        if things:
            yield Found(
                placement_id=row["pk"],
                person_id=row["person_id"],
                school_id=UUID(row["under_way"]["school"]) if row["under_way"] else row["school_id"],
                name=f"{row['person__given_names']} {row['person__family_name']}".strip(),
                host=(row["in_force"] or row["under_way"] or {}).get("host", ""),
                things=things,
            )


def still_asked() -> QuerySet[followup.HostLink]:
    """Links to companies about what nobody has settled otherwise since."""
    mine = {_TOWN: OuterRef(_TOWN), "placement_id": OuterRef("placement_id")}
    checks = followup.CheckIn.objects.planned().filter(municipality_id=OuterRef(_TOWN), pk=OuterRef("about"))
    words = followup.Evaluation.objects.filter(
        municipality_id=OuterRef(_TOWN), pk=OuterRef("about"), host_words=""
    )
    told = followup.AttendanceDay.objects.filter(
        **mine, day__gte=OuterRef("first_day"), day__lt=OuterRef("until")
    )
    confirmed = followup.PlanConfirmation.objects.filter(**mine)
    return followup.HostLink.objects.filter(
        Q(Exists(checks), use=LinkUse.CHECK_IN)
        | Q(Exists(words), use=LinkUse.WORDS)
        | Q(~Exists(told), use=LinkUse.DAYS)
        | Q(~Exists(confirmed), use=LinkUse.PLAN)
    )


def _looked_at(rows: QuerySet[Placement], on: date) -> QuerySet[Placement]:
    """Placements with the first thing of each kind, as a small object of its key and its days; none is null."""
    mine = {_TOWN: OuterRef(_TOWN), "placement_id": OuterRef("pk")}
    agreements = Agreement.objects.filter(**mine)
    under_way = agreements.filter(state__in=(AgreementState.OUT, AgreementState.SIGNED))
    seats = practicalcourses.CourseSeat.objects.filter(**mine).live().filter(aside_since=None)
    plans = practicalcourses.CoursePlan.objects.filter(
        municipality_id=OuterRef(_TOWN), kind=OuterRef("kind"), starts_in=OuterRef("scheme__starts_in")
    )
    days = followup.AttendanceDay.objects.filter(**mine).order_by().values("placement_id")
    return rows.annotate(
        under_way=_first(
            under_way.order_by("pk"), state="state", sent_on="sent_on", host="host_name", school="school_id"
        ),
        in_force=_first(
            agreements.in_force().order_by("pk"),
            starts_on="starts_on",
            ends_on="ends_on",
            weekdays="weekdays",
            decided_on="decided_on",
            host="host_name",
        ),
        sign_link=_first(_links_over(on), over_on="expires_at__date"),
        tell_link=_first(_asked_in_vain(on), over_on="expires_at__date"),
        talk=_first(
            followup.CheckIn.objects.filter(**mine).planned().order_by("due_on", "pk"), due_on="due_on"
        ),
        issue=_first(
            followup.Issue.objects.filter(**mine, state=followup.IssueState.OPEN).order_by(
                "look_again_on", "pk"
            ),
            due_on="look_again_on",
        ),
        incident=_first(_incidents(mine), on="on", judged="must_be_reported"),
        seat=_first(seats.order_by("pk"), state="state", answer_by="answer_by", stranded="course__state"),
        course_plan=_first(plans.order_by("pk"), find_by="find_by"),
        has_plan=Exists(followup.PlanPeriod.objects.filter(**mine)),
        last_told=Subquery(days.annotate(last=Max("day")).values("last")),
    ).order_by("pk")


_COLUMNS = (
    *(
        "pk",
        "person_id",
        "school_id",
        _TOWN,
        "person__given_names",
        "kind",
        "state",
        "since_on",
        "started_on",
    ),
    *("under_way", "in_force", "sign_link", "tell_link", "talk", "issue", "incident", "seat", "course_plan"),
    *("person__family_name", "has_plan", "last_told", "school__municipality__country"),
)


def _first(rows: QuerySet[Any], **days: str) -> Subquery:
    """The first of some rows, as an object of its key and what is asked of it."""
    told = JSONObject(key="pk", **{name: F(column) for name, column in days.items()})
    return Subquery(rows.annotate(told=told).values("told")[:1])


def _links_over(on: date) -> QuerySet[placements.SigningLink]:
    """Links for signing that have run out, of signatures that are still missing."""
    missing = placements.Signature.objects.filter(
        municipality_id=OuterRef(OuterRef(_TOWN)),
        agreement__placement_id=OuterRef(OuterRef("pk")),
        agreement__state=AgreementState.OUT,
        party=Party.HOST,
        signed_at=None,
    )
    rows = placements.SigningLink.objects.filter(
        municipality_id=OuterRef(_TOWN), expires_at__date__lt=on, signature_id__in=missing.values("pk")
    )
    return rows.order_by("expires_at", "pk")


def _asked_in_vain(on: date) -> QuerySet[followup.HostLink]:
    """Other links to the company that have run out while the question still stands."""
    rows = still_asked().filter(
        municipality_id=OuterRef(_TOWN), placement_id=OuterRef("pk"), expires_at__date__lt=on
    )
    return rows.order_by("expires_at", "pk")


def _incidents(mine: Mapping[str, Any]) -> QuerySet[followup.Incident]:
    """Incidents nobody has judged, and those that must be reported and are not."""
    rows = followup.Incident.objects.filter(
        Q(must_be_reported=None) | Q(must_be_reported=True, reported_on=None), **mine
    )
    return rows.order_by("on", "pk")


def _breaks(found: Iterable[Mapping[str, Any]], on: date) -> Mapping[UUID, tuple[followup.SchoolBreak, ...]]:
    """When school is closed in each town somebody is away from school in, a year back."""
    towns = {row[_TOWN] for row in found if row["in_force"]}
    since = on - timedelta(days=366)
    return {town: tuple(followup.school_breaks(town, since=since)) for town in sorted(towns)}
