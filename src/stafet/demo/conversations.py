"""Who has not been reached, how far the search has come, and which conversations were held or are planned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from stafet.careerplans import api as careerplans
from stafet.conversations import api as conversations
from stafet.conversations.api import (
    ContactOutcome,
    ContactWay,
    ConversationKind,
    ConversationOutcome,
    ConversationWay,
    GroupTopic,
    Guest,
    Guide,
    Party,
)
from stafet.demo.staff import employee
from stafet.demo.story import LEADERS, Town
from stafet.organisations import api as organisations
from stafet.own import api as own
from stafet.people import api as people
from stafet.responsibility import api as responsibility

_SKIPPED = 12
"""The first ones have other stories."""

_NO, _WRONG, _REACHED, _DECLINED = (
    ContactOutcome.NO_ANSWER,
    ContactOutcome.WRONG_CONTACT_DATA,
    ContactOutcome.REACHED,
    ContactOutcome.DECLINED,
)
_SEARCHES: tuple[tuple[tuple[int, ContactWay, ContactOutcome, str], ...], ...] = (
    (
        (14, ContactWay.LETTER, _NO, ""),
        (6, ContactWay.MESSAGE, _NO, "To beskeder, læst men ikke besvaret"),
    ),
    (
        (45, ContactWay.LETTER, _NO, ""),
        (36, ContactWay.TELEPHONE, _NO, "Telefonsvarer"),
        (25, ContactWay.SCHOOL, _NO, "Skolen har ikke hørt noget siden jul"),
        (9, ContactWay.HOME_VISIT, _NO, "Ingen hjemme, seddel i postkassen"),
    ),
    ((11, ContactWay.LETTER, _WRONG, "Kom retur, flyttet"),),
    (
        (20, ContactWay.LETTER, _NO, ""),
        (12, ContactWay.TELEPHONE, _DECLINED, "Vil gerne være i fred lige nu"),
    ),
    (
        (30, ContactWay.LETTER, _NO, ""),
        (21, ContactWay.TELEPHONE, _REACHED, "Vil gerne mødes på biblioteket"),
    ),
    (
        (60, ContactWay.LETTER, _NO, ""),
        (52, ContactWay.MESSAGE, _NO, ""),
        (44, ContactWay.SCHOOL, ContactOutcome.NOT_KNOWN, "Ikke kendt på den skole, der står i registeret"),
    ),
)
"""Searches of the demonstration: days ago, way, what came of it, words."""

_NOTE = (
    "Vi har talt om to uddannelser og en praktik. Du ringer selv til mesteren, jeg hjælper med ansøgningen."
)
_OWN = "Træt og stille i dag. Spørg til søvn og arbejde om natten næste gang."
_GROUPS = (("899001", 21, 23), ("899001", 49, 20), ("899002", 14, 18), ("899003", 9, 4))
"""Guidance of groups: at which school, days ago, how many took part."""

_AHEAD = (-1, 0, 2, 5)
"""Planned conversations, by days from now: of the first nobody has said yet what came of it."""


def hold_conversations(town: Town, now: datetime) -> None:
    """Bo's searches and conversations, a meeting that recurs, talks with whoever logs in themselves, guidance of classes."""
    found = _held_by_guidance(town, now)
    for person, search in zip(found, _SEARCHES, strict=False):
        _seek(town, person, search, now)
    talks = found[len(_SEARCHES) :]
    for number, person in enumerate(talks[:7]):
        _talk(town, person, number, now)
    for person in talks[7:8]:
        _recurring(town, person, now)
    for days, person in zip(_AHEAD, talks[8:], strict=False):
        _plan(town, person, now + timedelta(days=days), now, ConversationKind.GUIDANCE)
    for login in own.PersonalLogin.objects.filter(capacity=own.Capacity.SELF).select_related("person"):
        _talk(town, login.person, 0, now)
        _plan(town, login.person, now + timedelta(days=6), now, ConversationKind.GUIDANCE)
    _settle(town, found[len(_SEARCHES) - 1], now)
    _groups(town, now)


def _held_by_guidance(town: Town, now: datetime) -> Sequence[people.Person]:
    bo = town.actor("bo", now)
    mine = responsibility.Holding.objects.filter(
        municipality_id=town.municipality_id, ends_at=None, organisation_id__in=bo.organisation_ids
    )
    rows = people.Person.objects.filter(pk__in=mine.values("person_id")).order_by("sort_key", "pk")
    return list(rows[_SKIPPED : _SKIPPED + 18])


def _seek(
    town: Town,
    person: people.Person,
    search: Sequence[tuple[int, ContactWay, ContactOutcome, str]],
    now: datetime,
) -> None:
    for days, way, outcome, words in search:
        at = now - timedelta(days=days)
        conversations.record_attempt(
            person=person,
            attempt=conversations.AttemptDraft(way, at.date(), outcome, words),
            by=town.actor("bo", at),
            at=at,
        )


def _settle(town: Town, person: people.Person, now: datetime) -> None:
    """One search ends with a decision: what happens instead, and when it is looked at again."""
    at = now - timedelta(days=3)
    ladder = conversations.ContactLadder.objects.open().filter(person=person).first()
    if ladder is None:
        return
    step = responsibility.StepDraft(
        responsibility.StepKind.FOLLOW_UP,
        (now + timedelta(days=90)).date(),
        words="Slå op i Ungedatabasen og prøv igen",
        assignee_id=employee("bo").pk,
    )
    conversations.settle_contact(
        ladder=ladder,
        because="Er efter alt at dømme rejst til familie i udlandet",
        step=step,
        by=town.actor("bo", at),
        at=at,
    )


def _plan(
    town: Town,
    person: people.Person,
    planned_at: datetime,
    at: datetime,
    kind: ConversationKind,
    *,
    guide: Guide = Guide.AFTER_BREAK_OFF,
    repeats_weeks: int | None = None,
) -> conversations.Conversation:
    by = town.actor("bo", at)
    draft = conversations.ConversationDraft(
        kind=kind,
        planned_at=planned_at.replace(hour=12, minute=0, second=0, microsecond=0),
        way=ConversationWay.MEETING,
        place="Ungevejledningen, lokale 2",
        organisation_id=by.posts[0].organisation_id,
        guests=(Guest(Party.YOUNG_PERSON), Guest(Party.GUIDANCE, by.user_id)),
        guide=guide,
        repeats_weeks=repeats_weeks,
    )
    return conversations.plan_conversation(person=person, draft=draft, by=by, at=at)


def _talk(town: Town, person: people.Person, number: int, now: datetime) -> None:
    """A guidance conversation that was held some days ago; the first has notes and a step that was agreed."""
    at = now - timedelta(days=4 + number)
    row = _plan(town, person, at - timedelta(days=1), at, ConversationKind.GUIDANCE)
    _hold(town, row, _NOTE if number == 0 else "", at)
    if number == 0:
        by = town.actor("bo", at)
        conversations.write_own_note(conversation=row, words=_OWN, by=by, at=at)
        step = careerplans.StepOnTheWay(
            "Ringe til mesteren om en uges praktik",
            careerplans.DoneBy.YOUNG_PERSON,
            (now + timedelta(days=10)).date(),
        )
        conversations.agree_step(conversation=row, step=step, new_goal="Tømrer", by=by, at=at)


def _hold(town: Town, row: conversations.Conversation, note: str, at: datetime) -> None:
    there = conversations.Participant.objects.filter(conversation=row).order_by("pk")
    outcome = ConversationOutcome.SOMETHING_AGREED if note else ConversationOutcome.ON_THE_WAY
    held = conversations.Held(outcome, note, frozenset(guest.pk for guest in there))
    conversations.hold_conversation(conversation=row, held=held, by=town.actor("bo", at), at=at)


def _recurring(town: Town, person: people.Person, now: datetime) -> None:
    """A status meeting every six weeks: one was held, the next is planned by itself."""
    at = now - timedelta(days=20)
    row = _plan(
        town,
        person,
        at - timedelta(days=1),
        at,
        ConversationKind.STATUS,
        guide=Guide.STATUS,
        repeats_weeks=6,
    )
    _hold(
        town, row, "Det går bedre i klassen. Matematik er stadig svært; du får lektiehjælp om torsdagen.", at
    )


def _groups(town: Town, now: datetime) -> None:
    for key, days, took_part in _GROUPS:
        at = now - timedelta(days=days)
        place: organisations.Organisation = town.places[key]
        session = conversations.GroupDraft(place.pk, GroupTopic.CHOICE, at.date(), took_part, "9. klasse")
        conversations.record_group(session=session, by=town.actor(LEADERS[key], at), at=at)
