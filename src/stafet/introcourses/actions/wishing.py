"""Pupils are asked, and answer: themselves, somebody with custody, or on paper through a colleague."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.introcourses import policies
from stafet.introcourses.actions.steps import day_in, hold_round, must_be_open, note
from stafet.introcourses.errors import NotComplete, NotNow, NotYourRound
from stafet.introcourses.models import ClassWork, Course, Entry, Wish, WishList, WishRound
from stafet.introcourses.queries.pupils import PupilAsked
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.placements.api import Voice


@audit.action
def ask_pupils(*, the_round: WishRound, pupils: Iterable[PupilAsked], by: Actor, at: datetime) -> int:
    """These pupils are asked from now on; whoever is asked already stays. Returns how many are new.

    Whoever may see them asks them. Raises ``NotYourRound``, ``NotNow``.
    """
    if not policies.can_see_round(by, the_round):
        raise NotYourRound(sentence("Only those who work with young people in the town ask them."))
    locked = hold_round(the_round.pk)
    must_be_open(locked)
    rows = Entry.objects.filter(
        access.visible(policies.SEEN), municipality_id=locked.municipality_id, round=locked, aside_since=None
    )
    standing = {entry.person_id: entry for entry in rows}
    new = 0
    for pupil in pupils:
        entry = standing.get(pupil.person_id)
        if entry is not None and entry.out_since is None:
            continue
        entry = entry or Entry(
            municipality_id=locked.municipality_id, round=locked, person_id=pupil.person_id
        )
        entry.school_id, entry.class_name = pupil.school_id, pupil.class_name
        entry.out_since, entry.known_at = None, at
        entry.save()
        standing[pupil.person_id] = entry
        audit.record(action="introcourses.ask_pupil", about=entry, by=by, at=at)
        new += 1
    return new


@audit.action
def take_out_pupil(*, entry: Entry, by: Actor, at: datetime) -> None:
    """Somebody is not asked after all. Only before the round closes. Raises ``NotYourRound``, ``NotNow``."""
    if not policies.can_see_round(by, entry.round):
        raise NotYourRound(sentence("Only those who work with young people in the town take them out."))
    must_be_open(hold_round(entry.round_id))
    if Entry.objects.filter(pk=entry.pk, out_since=None).update(out_since=at, known_at=at):
        audit.record(action="introcourses.take_out_pupil", about=entry, by=by, at=at)


@audit.action
def say_course_wishes(
    *, entry: Entry, courses: Sequence[UUID], voice: Voice, by: Actor, at: datetime
) -> WishList:
    """What a pupil wishes for now, best first; what was said before stays. Until the round closes.

    Raises ``NotYourRound``, ``NotNow``, ``NotComplete``.
    """
    _must_be_theirs(voice, entry, by)
    locked = Entry.objects.select_for_update(of=("self",), no_key=True).get(pk=entry.pk)
    the_round = WishRound.objects.get(pk=locked.round_id)
    must_be_open(the_round)
    if locked.out_since is not None:
        raise NotNow(sentence("They are not asked in this round any more."))
    wished = _wished(the_round, courses)
    row = WishList.objects.create(
        municipality_id=locked.municipality_id,
        person_id=locked.person_id,
        round=the_round,
        entry=locked,
        revision=_next_revision(locked),
        voice=voice,
        by_id=by.user_id if voice is Voice.STAFF and not by.is_system else None,
        known_at=at,
    )
    for rank, course in enumerate(wished, start=1):
        Wish.objects.create(
            municipality_id=locked.municipality_id,
            person_id=locked.person_id,
            round=the_round,
            wish_list=row,
            rank=rank,
            course=course,
            title=course.event.title,
            known_at=at,
        )
    audit.record(action="introcourses.say_course_wishes", about=row, by=by, at=at, reason=voice.value)
    return row


@audit.action
def tell_class_work(
    *,
    the_round: WishRound,
    school_id: UUID,
    class_name: str,
    prepared_on: date | None,
    followed_up_on: date | None,
    by: Actor,
    at: datetime,
) -> ClassWork:
    """When a class prepared and followed up; said again, it is corrected. Raises ``NotYourRound``, ``NotComplete``."""
    if not policies.can_see_round(by, the_round):
        raise NotYourRound(sentence("Only those who work with young people in the town write this down."))
    today = day_in(the_round.municipality_id, at)
    days = [day for day in (prepared_on, followed_up_on) if day is not None]
    if any(day > today for day in days):
        raise NotComplete(sentence("Write it down when it has been done: the day is today or before."))
    if days != sorted(days):
        raise NotComplete(sentence("A class follows up after it has prepared."), field="followed_up_on")
    if not _is_asked(the_round, school_id, class_name):
        raise NotComplete(sentence("Nobody you may see of that class is asked in this round."))
    row, _ = ClassWork.objects.update_or_create(
        round=the_round,
        school_id=school_id,
        class_name=class_name,
        defaults={
            "municipality_id": the_round.municipality_id,
            "prepared_on": prepared_on,
            "followed_up_on": followed_up_on,
            "known_at": at,
        },
    )
    note("tell_class_work", the_round.municipality_id, row.pk, by, at)
    return row


def _is_asked(the_round: WishRound, school_id: UUID, class_name: str) -> bool:
    rows = Entry.objects.filter(access.visible(policies.SEEN), round=the_round, out_since=None)
    return rows.filter(school_id=school_id, class_name=class_name).exists()


def _must_be_theirs(voice: Voice, entry: Entry, by: Actor) -> None:
    if voice is Voice.STAFF:
        if not policies.can_see_round(by, entry.round):
            raise NotYourRound(sentence("Only those who work with the young person write this down."))
    elif audit.current_alias() != access.JOB_ALIAS:
        raise NotYourRound(sentence("The wishes are the young person’s own, and their home’s."))


def _wished(the_round: WishRound, keys: Sequence[UUID]) -> list[Course]:
    if not keys:
        raise NotComplete(sentence("Choose one course at least."), field="wish_1")
    if len(keys) > the_round.wishes:
        raise NotComplete(
            sentence(
                "One can wish for %(most)d courses here. Take the last ones away.", most=the_round.wishes
            ),
            field="wish_1",
        )
    rows = Course.objects.filter(round=the_round, out_on=None, pk__in=set(keys)).select_related("event")
    known = {row.pk: row for row in rows}
    if set(keys) - set(known):
        raise NotComplete(
            sentence("One of the courses is not in the round any more. Choose another one."), field="wish_1"
        )
    for number, key in enumerate(keys, start=1):
        if key in keys[: number - 1]:
            raise NotComplete(
                sentence(
                    "“%(course)s” stands there twice. Once is enough: take one of them away.",
                    course=known[key].event.title,
                ),
                field=f"wish_{number}",
            )
    return [known[key] for key in keys]


def _next_revision(entry: Entry) -> int:
    newest = WishList.objects.filter(entry=entry).order_by("-revision")
    return (newest.values_list("revision", flat=True).first() or 0) + 1
