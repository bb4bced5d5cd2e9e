"""A placement with an agreement that waits for signatures, every text of it marked; and a host and a model of another town."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import DataClass
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.placements import api as placements
from stafet.placements.api import Branch, Holder, How, RegisterKind, SchemeKind, Voice, WayMove, Willing
from tests.cast import Cast
from tests.trust.grounded import grounded
from tests.trust.in_a_round import in_a_round
from tests.trust.in_a_week import in_a_week
from tests.trust.markers import marker
from tests.trust.practised import practised
from tests.trust.taught import taught
from tests.trust.told import told

Object = UUID | str | int
D = DataClass.PROCESS
_HOST = placements.HostFacts("The workshop", RegisterKind.CVR, "10000009", Branch.BUILDING, "Hedeby")
_CONTACT = placements.ContactFacts("Villy", "70 11 11 11", "villy@workshop.example")
_PLACE = placements.PlaceFacts(
    Willing.YES, (SchemeKind.JUNIOR_APPRENTICESHIP,), "Saws", weekdays=(3,), from_age=13, capacity=2
)


def placed(person: people.Person, name: str, cast: Cast, at: datetime) -> dict[str, dict[str, Object]]:
    """Bo writes an agreement for somebody and sends it out; Carl keeps a host and a model of his own town."""
    scheme, place = _town(cast.hedeby, cast.bo, cast.gro, at)
    elsewhere, host = _town(cast.elsewhere, cast.carl, None, at)
    holder = Holder(uuid7(), marker(name, D, "holdername"))
    with access.user_scope(cast.bo.pk):
        by = access.actor_for(cast.bo, at=at)
        row = placements.begin_placement(
            person=person, scheme=scheme, because=marker(name, D, "thought"), by=by, at=at
        )
        placements.move_placement(
            placement=row, what=WayMove.TALK, on=at.date(), words=marker(name, D, "talked"), by=by, at=at
        )
        placements.apply_for(
            placement=row,
            acknowledged=scheme.consequence,
            direction=marker(name, D, "direction"),
            holders=[holder],
            voice=Voice.STAFF,
            by=by,
            at=at,
        )
        placements.answer_as_custody(
            placement=row, holder=holder, is_given=True, how=How.PAPER, holders=[holder], voice=Voice.STAFF, by=by, at=at
        )  # fmt: skip
    row = _as_seen(row, cast)
    matched = in_a_round(row, place, elsewhere, name, cast, at)
    seated = practised(row, holder, name, cast, at)
    around = grounded(row, holder, name, cast, at)
    stories = told(person, holder, name, cast, at)
    with access.user_scope(cast.bo.pk):
        draft = placements.draft_agreement(
            placement=row, place=place, counsellor="Bo Bertelsen", by=by, at=at
        )
        placements.change_agreement(agreement=draft, changes=_text(name, at), by=by, at=at)
        placements.send_agreement(agreement=draft, holders=[holder], by=by, at=at)
        signature = placements.Signature.objects.get(agreement=draft, party="young_person")
    return {
        "placement_id": {name: row.pk},
        "agreement_id": {name: draft.pk},
        "signature_id": {name: signature.pk},
        "scheme_id": {"elin": elsewhere.pk},
        "host_id": {"elin": host.host_id},
        "way_move": {"": WayMove.PAUSE.value},
        "agreement_part": {"": "times"},
        "place_link": {"": "guessed"},
        "signing_link": {"": "guessed"},
        **matched,
        **in_a_week(cast, at),
        **taught(cast, at),
        **seated,
        **around,
        **stories,
    }


def _as_seen(row: placements.Placement, cast: Cast) -> placements.Placement:
    """The placement as it stands now."""
    with access.user_scope(cast.bo.pk):
        return placements.Placement.objects.select_related("scheme", "person").get(pk=row.pk)


def _town(
    town: organisations.Municipality, keeper: access.User, organiser: access.User | None, at: datetime
) -> tuple[placements.Scheme, placements.Place]:
    facts = placements.examples(Country.DK, at.year)["one-day"]
    with access.job_scope(town.pk):
        from_system = access.actor_for(organiser, at=at) if organiser else SYSTEM
        scheme = placements.set_scheme(municipality_id=town.pk, facts=facts, by=from_system, at=at)
    with access.user_scope(keeper.pk):
        by = access.actor_for(keeper, at=at)
        host = placements.add_host(municipality_id=town.pk, facts=_HOST, contact=_CONTACT, by=by, at=at)
        place = placements.offer_place(host=host, starts_in=at.year, facts=_PLACE, by=by, at=at)
    return scheme, place


def _text(name: str, at: datetime) -> dict[str, Any]:
    words = {
        field: marker(name, D, field.replace("_", "").replace("q", "k"))  # a q ends a part of a marker
        for field in (
            *("contact_name", "contact_task", "deputy_name", "tasks", "aims", "risk_words", "instruction"),
            *("supervisor", "confidentiality", "absence", "equipment", "transport", "notice"),
        )
    }
    return words | {
        "starts_on": at.date(),
        "ends_on": at.date() + timedelta(days=200),
        "weekdays": [3],
        "begins_at": time(8),
        "stops_at": time(15),
        "break_minutes": 30,
        "is_unpaid": True,
        "heaviest_lift": 10,
        "risk_assessed_on": at.date(),
        "certificate": "not_needed",
        "insurance": "state",
    }
