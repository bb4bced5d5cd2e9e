"""Pupils of a package: who they are, and where they are enrolled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from stafet.integrations.findings import BadValue, Tally, shown
from stafet.integrations.ss12000.lines import Entity, day_after, day_in, text_in
from stafet.integrations.ss12000.schools import Membership, Schools
from stafet.integrations.ss12000.stays import Stay, joined
from stafet.integrations.ss12000.types import types
from stafet.kernel.names import tidied
from stafet.kernel.records import EnrolmentRecord, PersonRecord, Place, Rejection
from stafet.kernel.sentences import sentence

CANCELLED = "cancelled"
"""The register's own word at the end of an enrolment that was broken off before its end."""
_ENDS_BY = {"Avliden": "died", "Utvandrad": "moved"}
_PRIVATE = ("Privat", "")
_HIGHEST_YEAR = 10


def records_of(
    entity: Entity, schools: Schools, tally: Tally, longest_holiday_days: int, day: date
) -> Iterator[PersonRecord | EnrolmentRecord | Rejection]:
    """A pupil and their stays; nothing of somebody who has none that took effect."""
    try:
        key = entity.text("id")
        stays = list(_stays(entity, schools, tally))
        person = _person(entity, key)
    except BadValue as error:
        yield entity.rejected(error)
        return
    if not stays:
        return
    yield person
    for name, stay in joined(stays, longest_holiday_days):
        yield _enrolment(entity, schools, f"{key}@{name}", stay, day)


def removed(place: Place, key: str) -> PersonRecord:
    """That the system has deleted a person."""
    return PersonRecord(place, key, "", "", removed=True)


def _person(entity: Entity, key: str) -> PersonRecord:
    given = tidied(" ".join((entity.text("givenName"), entity.text("middleName"))))
    number = entity.text("civicNo")
    return PersonRecord(
        entity.place,
        key,
        given,
        entity.text("familyName"),
        day_in(entity.said, "birthDate"),
        number,
        _first(entity.parts("emails"), _PRIVATE),
        _phone(entity.parts("phones")),
        entity.text("securityMarking"),
    )


def _first(parts: Sequence[Mapping[str, Any]], types_in_order: tuple[str, ...]) -> str:
    """The private address before the school's own: it still works when somebody has left."""
    ranked = sorted(parts, key=lambda part: 0 if part.get("type") in types_in_order else 1)
    return next((text for part in ranked if (text := text_in(part, "value"))), "")


def _phone(parts: Sequence[Mapping[str, Any]]) -> str:
    ranked = sorted(parts, key=lambda part: part.get("mobile") is not True)
    return next((text for part in ranked if (text := text_in(part, "value"))), "")


def _stays(entity: Entity, schools: Schools, tally: Tally) -> Iterator[Stay]:
    for part in entity.parts("enrolments"):
        stay = _stay(entity, part, schools, tally)
        if stay is not None:
            yield stay


def _stay(entity: Entity, part: Mapping[str, Any], schools: Schools, tally: Tally) -> Stay | None:
    school_type = text_in(part, "schoolType")
    if school_type not in types()["activities"]:
        what = sentence(
            "Enrolments of the school type “%(type)s” are not known here and are left out.",
            type=shown(school_type),
        )
        tally.add(entity.place, what)
        return None
    starts_on, ends_on = day_in(part, "startDate"), day_after(part, "endDate")
    if starts_on is None:
        raise BadValue(
            sentence("An enrolment has no first day."),
            sentence("Fill it in in the school system, and fetch again."),
        )
    if ends_on is not None and ends_on <= starts_on:
        tally.add(
            entity.place,
            sentence("Enrolments that end before they begin never took effect and are left out."),
        )
        return None
    kind, code, name = _education(part, school_type, schools)
    return Stay(
        str(part.get("enroledAt") or ""),
        kind,
        code,
        name,
        _grade(part, school_type),
        starts_on,
        ends_on,
        part.get(CANCELLED) is True,
    )


def _education(part: Mapping[str, Any], school_type: str, schools: Schools) -> tuple[str, str, str]:
    """The kind of activity, the code and the name of the programme."""
    kind = str(types()["activities"][school_type])
    code = text_in(part, "educationCode")
    programme = schools.programme(str(part.get("programme") or ""))
    name = programme.name if programme else ""
    code = code or (programme.code if programme else "")
    if kind:
        return kind, "", name
    if programme is not None and programme.kind:
        return programme.kind, code, name
    if any(code.startswith(each) for each in types()["introduction_codes"]):
        return "introduction_programme", code, name
    return str(types()["usual_upper_secondary"]), code, name


def _grade(part: Mapping[str, Any], school_type: str) -> int | None:
    """The school year of compulsory school. The years of upper secondary school are counted anew, so they are none."""
    if school_type not in types()["graded"]:
        return None
    year = text_in(part, "schoolYear")
    if not year:
        return 0 if school_type == types()["preschool_class"] else None
    if not year.isdigit() or int(year) > _HIGHEST_YEAR:
        raise BadValue(
            sentence("“%(value)s” is not a grade.", value=shown(year)),
            sentence("Correct it in the school system, and fetch again."),
        )
    return int(year)


def _enrolment(entity: Entity, schools: Schools, key: str, stay: Stay, day: date) -> EnrolmentRecord:
    status = str(entity.said.get("personStatus") or "")
    reason = CANCELLED if stay.is_cancelled else _ENDS_BY.get(status, "")
    return EnrolmentRecord(
        Place(entity.place.file, entity.place.row, "enrolments"),
        key,
        entity.text("id"),
        stay.school,
        _class_during(schools, entity.text("id"), stay, day),
        kind=stay.kind,
        grade=stay.grade,
        programme_code=stay.programme_code,
        programme_name=stay.programme_name,
        starts_on=stay.starts_on,
        ends_on=stay.ends_on,
        end_reason=reason if stay.ends_on is not None else "",
        # Broken off, and nobody says when: it is taken back, which asks somebody.
        removed=stay.is_cancelled and stay.ends_on is None,
    )


def _class_during(schools: Schools, person: str, stay: Stay, day: date) -> str:
    """The class somebody was last in during a stay; none that has not begun while another has."""
    during = [each for each in schools.of_person.get(person, ()) if _is_during(schools, each, stay)]
    if not during:
        return ""
    return max(during, key=lambda each: (_has_begun(each, day), each.starts_on or date.min, each.group)).group


def _has_begun(membership: Membership, day: date) -> bool:
    return membership.starts_on is None or membership.starts_on <= day


def _is_during(schools: Schools, membership: Membership, stay: Stay) -> bool:
    place = str(schools.classes[membership.group].said.get("organisation") or "")
    return (
        schools.are_together(place, stay.school)
        and (stay.ends_on is None or (membership.starts_on or date.min) < stay.ends_on)
        and (membership.ends_on is None or membership.ends_on > stay.starts_on)
    )
