"""A week's look-ups as the rules need them, one question to the database. In the scope of the job."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connections

from stafet.audit import api as audit
from stafet.kernel import names, rules
from stafet.kernel.countries import time_zone
from stafet.logcontrol.grounds import Limits, LookUp, Week
from stafet.organisations import api as organisations

ACT_WITHIN = "stafet.log_control.act_within"
Values = Mapping[str, Any]
_DAYS = 7
_WEEKS_BEFORE = 8

_LOOK_UPS = """
    SELECT r.id, r.at, r.by_id, o.id, p.id, r.view, r.purpose, r.data_classes,
        EXISTS (
            SELECT FROM access_grant g
            WHERE g.municipality_id = %(municipality)s AND g.person_id = p.id AND g.purpose <> 'emergency'
              AND g.organisation_id = ANY (r.organisation_ids) AND g.valid @> r.at),
        EXISTS (
            SELECT FROM audit_change c
            WHERE c.municipality_id = %(municipality)s AND c.person_id = p.id AND c.by_id = r.by_id
              AND c.at BETWEEN r.at - %(act_within)s AND r.at + %(act_within)s),
        EXISTS (
            SELECT FROM access_hiddenperson h
            WHERE h.municipality_id = %(municipality)s AND h.person_id = p.id AND h.since_at <= r.at
              AND (h.lifted_at IS NULL OR h.lifted_at > r.at)),
        p.family_name, u.name
    FROM audit_reading r
    JOIN people_person p ON p.municipality_id = %(municipality)s AND p.id = r.person_ids[1]
    JOIN access_user u ON u.id = r.by_id
    JOIN organisations_organisation o ON o.municipality_id = %(municipality)s AND o.id = ANY (r.organisation_ids)
    WHERE r.at >= %(since)s AND r.at < %(until)s AND r.result = 'shown' AND cardinality(r.person_ids) = 1
    ORDER BY r.at, r.id, o.id
"""
_DAYS_BEFORE = """
    SELECT r.by_id, count(DISTINCT r.person_ids[1])
    FROM audit_reading r
    WHERE r.at >= %(since)s AND r.at < %(until)s AND r.result = 'shown' AND cardinality(r.person_ids) = 1
    GROUP BY r.by_id, (r.at AT TIME ZONE %(zone)s)::date
"""


def read_week(home: organisations.Home, *, week_starts_on: date) -> Week:
    """Every look-up of the municipality's own people in a week, and what each colleague's days were like before."""
    zone = time_zone(home.country)
    since, until = _midnight(week_starts_on, zone), _midnight(week_starts_on + timedelta(days=_DAYS), zone)
    values: Values = {
        "municipality": home.municipality_id,
        "since": since,
        "until": until,
        "act_within": timedelta(days=rules.value(ACT_WITHIN, on=week_starts_on)),
    }
    look_ups = tuple(_look_ups(values, zone))
    earlier: Values = {"since": since - timedelta(weeks=_WEEKS_BEFORE), "until": since, "zone": str(zone)}
    return Week(look_ups, _days_before(earlier), _limits(week_starts_on))


def _look_ups(values: Values, zone: ZoneInfo) -> list[LookUp]:
    """Whoever works in two places is asked about once, by the first."""
    once: dict[UUID, LookUp] = {}
    for key, at, user, place, person, view, purpose, classes, granted, acted, hidden, family, name in _rows(
        _LOOK_UPS, values
    ):
        once.setdefault(
            key,
            LookUp(
                reading_id=key,
                at=at.astimezone(zone),
                user_id=user,
                organisation_id=place,
                person_id=person,
                view=view,
                purpose=purpose,
                data_classes=classes,
                granted=granted,
                acted=acted,
                same_name=_share_a_name(family, name),
                protected=hidden,
            ),
        )
    return list(once.values())


def _share_a_name(family_name: str, user_name: str) -> bool:
    """Whether the colleague's last name is one of the young person's family names."""
    last = names.search_key(user_name).split()[-1:]
    return bool(last) and last[0] in names.search_key(family_name).split()


def _days_before(values: Values) -> dict[UUID, Sequence[int]]:
    days: defaultdict[UUID, list[int]] = defaultdict(list)
    for user, persons in _rows(_DAYS_BEFORE, values):
        days[user].append(persons)
    return dict(days)


def _rows(statement: str, values: Values) -> list[tuple]:  # type: ignore[type-arg]
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _limits(on: date) -> Limits:
    def told(name: str) -> int:
        return rules.value(f"stafet.log_control.{name}", on=on)

    return Limits(told("times_own_median"), told("night_from"), told("night_until"), told("row_of_people"))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone)
