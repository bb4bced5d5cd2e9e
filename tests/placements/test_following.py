"""Placements of somebody registered twice follow to whoever is kept, and go back; of two on one way, one goes on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.duplicates.merging import make_two_again, merge_two, rows_of
from tests.factories import TODAY, Held, a_person, a_spell, covered
from tests.placements.conftest import SAFE, a_holder, acting, applied, consented, signed
from tests.web.conftest import ClientFor, read

from stafet.access import api as access
from stafet.duplicates import api as duplicates
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import SYSTEM
from stafet.placements import api as placements
from stafet.placements.api import EndReason, Voice, WayMove, WayState

LATER = NOW + timedelta(days=1)
TABLES = (
    "placements_placement",
    "placements_wayentry",
    "placements_custodyconsent",
    "placements_agreement",
    "placements_signature",
)


@pytest.fixture
def twice(everyone: Cast, amina: Held) -> Held:
    """Amina once more, at the same school, also held by Bo's guidance unit."""
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, "Amina", birth_date=amina.person.birth_date)
        a_spell(person, everyone.school, ActivityKind.BASIC_SCHOOL, grade=9)
        return covered(person, everyone.guidance, user=everyone.bo)


def on_the_way(
    everyone: Cast, held: Held, scheme: placements.Scheme, place: placements.Place
) -> placements.Placement:
    """All the way to an agreement that everybody has signed."""
    mother = a_holder(everyone, held, "Mona Holm")
    with acting(everyone.bo) as bo:
        placement = placements.begin_placement(person=held.person, scheme=scheme, by=bo, at=NOW)
    applied(everyone, placement, mother)
    consented(everyone, placement, mother)
    with acting(everyone.bo) as bo:
        row = placements.draft_agreement(
            placement=placement, place=place, counsellor="Bo Bertelsen", by=bo, at=NOW
        )
        agreement = placements.change_agreement(agreement=row, changes=SAFE, by=bo, at=NOW)
    signed(everyone, agreement, mother)
    return placement


def whose(database: psycopg.Connection, person_id: UUID) -> dict[str, list[Any]]:
    """The rows of every table about one person."""
    return rows_of(database, TABLES, person_id)


def merged(everyone: Cast, kept: Held, twice: Held) -> duplicates.Merge:
    """Bo proposes, Gro decides."""
    return merge_two(kept, twice, proposed_by=everyone.bo, decided_by=everyone.gro)


def undone(everyone: Cast, merge: duplicates.Merge) -> None:
    make_two_again(merge, undone_by=everyone.gro, at=LATER)


def test_a_placement_with_all_its_parts_follows_and_goes_back(
    everyone: Cast,
    amina: Held,
    twice: Held,
    scheme: placements.Scheme,
    place: placements.Place,
    database: psycopg.Connection,
) -> None:
    placement = on_the_way(everyone, twice, scheme, place)
    before = whose(database, twice.person.pk)
    assert all(before.values())
    merge = merged(everyone, amina, twice)
    assert whose(database, twice.person.pk) == {table: [] for table in TABLES}
    assert whose(database, amina.person.pk) == before
    with acting(everyone.bo):
        (view,) = placements.placements_of(amina.person.pk)
        assert view.placement.aside_since is None
        assert len(view.signatures) == 3
    undone(everyone, merge)
    assert whose(database, twice.person.pk) == before
    assert placement.pk in before["placements_placement"]


def test_what_is_written_since_goes_where_the_placement_goes(
    everyone: Cast,
    amina: Held,
    twice: Held,
    scheme: placements.Scheme,
    place: placements.Place,
    database: psycopg.Connection,
) -> None:
    on_the_way(everyone, twice, scheme, place)
    merge = merged(everyone, amina, twice)
    with acting(everyone.bo) as bo:
        (view,) = placements.placements_of(amina.person.pk)
        assert view.current is not None
        placements.change_agreement(agreement=view.current, changes={"tasks": "Also paints"}, by=bo, at=LATER)
    undone(everyone, merge)
    assert len(whose(database, twice.person.pk)["placements_agreement"]) == 2
    assert whose(database, amina.person.pk) == {table: [] for table in TABLES}


def test_of_two_on_one_way_one_goes_on_and_the_other_is_read_and_ended(
    everyone: Cast,
    amina: Held,
    twice: Held,
    scheme: placements.Scheme,
    place: placements.Place,
    database: psycopg.Connection,
    client_for: ClientFor,
) -> None:
    with acting(everyone.bo) as bo:
        own = placements.begin_placement(person=amina.person, scheme=scheme, by=bo, at=NOW)
    other = on_the_way(everyone, twice, scheme, place)
    its_rows = whose(database, twice.person.pk)
    merge = merged(everyone, amina, twice)
    page = read(client_for(everyone.bo).get(f"/people/{amina.person.pk}/placement/"))
    assert "This one stands aside" in page
    with acting(everyone.bo) as bo:
        goes_on, aside = placements.placements_of(amina.person.pk)
        assert (goes_on.placement.pk, aside.placement.pk) == (own.pk, other.pk)
        assert aside.placement.aside_since is not None
        assert [row.pk for row in placements.list_placements()] == [own.pk]
        assert sum(placements.count_by_state().values()) == 1
        assert not placements.register_of_agreements().exists()
        assert aside.current is not None
        with pytest.raises(placements.ChangedByNow):
            placements.change_agreement(agreement=aside.current, changes={"tasks": "No"}, by=bo, at=NOW)
        with pytest.raises(placements.ChangedByNow):
            placements.move_placement(
                placement=aside.placement, what=WayMove.LOOK_AGAIN, on=TODAY, words="x", by=bo, at=NOW
            )
    undone(everyone, merge)
    assert whose(database, twice.person.pk) == its_rows
    with acting(everyone.bo):
        (back,) = placements.placements_of(twice.person.pk)
        assert back.placement.aside_since is None


def test_one_that_stands_aside_is_ended_and_gives_back_its_place(
    everyone: Cast, amina: Held, twice: Held, scheme: placements.Scheme, place: placements.Place
) -> None:
    with acting(everyone.bo) as bo:
        placements.begin_placement(person=amina.person, scheme=scheme, by=bo, at=NOW)
    on_the_way(everyone, twice, scheme, place)
    merged(everyone, amina, twice)
    assert placements.Place.objects.get(pk=place.pk).taken == 1
    with acting(everyone.bo) as bo:
        aside = placements.placements_of(amina.person.pk)[1].placement
        placements.withdraw(
            placement=aside, reason=EndReason.OTHER, words="Twice", voice=Voice.STAFF, by=bo, at=LATER
        )
        assert placements.placements_of(amina.person.pk)[1].placement.state == WayState.WITHDRAWN
    assert placements.Place.objects.get(pk=place.pk).taken == 0


def test_one_that_stands_aside_is_not_paused_at_night(
    everyone: Cast, amina: Held, twice: Held, scheme: placements.Scheme, place: placements.Place
) -> None:
    with acting(everyone.bo) as bo:
        placements.begin_placement(person=amina.person, scheme=scheme, by=bo, at=NOW)
    on_the_way(everyone, twice, scheme, place)
    merged(everyone, amina, twice)
    much_later = NOW + timedelta(days=800)
    with access.job_scope(everyone.hedeby.pk):
        before = placements.Agreement.objects.get(person_id=amina.person.pk).judged_on
        placements.judge_everybody(municipality_id=everyone.hedeby.pk, by=SYSTEM, at=much_later)
        assert placements.Agreement.objects.get(person_id=amina.person.pk).judged_on == before
