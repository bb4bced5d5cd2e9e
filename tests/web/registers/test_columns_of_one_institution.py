"""A register of one institution: whose school rows are about that name none."""

from __future__ import annotations

from tests.cast import Cast
from tests.registers.worker import work
from tests.web.registers.desk_pages import (
    DAY,
    Keeper,
    lines,
)

OWN = lines("Elev-id;Navn;Født;Klassetrin", "1;Ida Juul;04-05-2011;9", "2;Bo Lund;05-05-2011;9")


def test_rows_without_a_school_are_about_the_institution_whose_register_it_is(
    everyone: Cast, gro: Keeper
) -> None:
    source_id = gro.add(name="Own", format="mapped", organisation=str(everyone.school.pk), **DAY)
    gro.knows(source_id, ("e.csv", OWN))
    load_id = gro.taken(source_id, ("e.csv", OWN))
    assert "2 young people are taken in" in gro.text(f"/loads/{load_id}/")
    gro.client.post(f"/loads/{load_id}/apply/", {"csrfmiddlewaretoken": "x"})
    work()
    assert gro.values("SELECT DISTINCT organisation_id FROM pathways_spell") == [everyone.school.pk]
    assert gro.count("pathways_spell") == 2


def test_without_such_an_institution_rows_without_a_school_are_about_people_only(gro: Keeper) -> None:
    source_id = gro.add(name="Any", format="mapped", **DAY)
    gro.knows(source_id, ("e.csv", OWN))
    load_id = gro.taken(source_id, ("e.csv", OWN))
    assert gro.values("SELECT DISTINCT kind FROM registers_stagedrow WHERE load_id = %s", load_id) == [
        "person"
    ]


def test_in_a_register_of_one_institution_a_row_may_still_name_another(everyone: Cast, gro: Keeper) -> None:
    rows = lines(
        "Elev-id;Navn;Født;Skole;Klassetrin", "1;Ida Juul;04-05-2011;;9", "2;Bo Lund;05-05-2011;Bakkeskolen;9"
    )
    source_id = gro.add(
        name="Own", format="mapped", organisation=str(everyone.vocational.pk), activity="basic_school", **DAY
    )
    gro.knows(source_id, ("e.csv", rows))
    load_id = gro.taken(source_id, ("e.csv", rows))
    gro.client.post(f"/loads/{load_id}/apply/", {"csrfmiddlewaretoken": "x"})
    work()
    places = gro.values("SELECT organisation_id FROM pathways_spell")
    assert {*places} == {everyone.school.pk, everyone.vocational.pk}
