"""What was said about columns is remembered for the next file, until somebody says it anew."""

from __future__ import annotations

from uuid import UUID

import pytest
from tests.conftest import NOW
from tests.registers.worker import work
from tests.web.registers.desk_pages import (
    ANSWERS,
    DAY,
    HEADINGS,
    TABLE,
    Keeper,
    filled_in,
    lines,
    pupils_table,
    suggested,
    waiting,
)

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.registers import api as registers


def described_and_taken(gro: Keeper) -> UUID:
    """A table whose columns are known, read and compared."""
    source_id = gro.add(name="Tables", format="mapped", **DAY)
    gro.knows(source_id, TABLE)
    return gro.taken(source_id, TABLE)


def test_the_answers_are_remembered_and_it_is_said(gro: Keeper) -> None:
    address = waiting(gro, TABLE)
    assert filled_in(gro.page(address)) == ANSWERS
    answer = gro.client.post(address, ANSWERS, follow=True)
    assert "The columns are remembered." in answer.content.decode()
    assert "Version 1" in gro.text(f"/registers/{gro.value('SELECT id FROM registers_source')}/")


def test_the_next_file_of_the_same_shape_is_read_without_asking(gro: Keeper) -> None:
    source_id = gro.add(name="Tables", format="mapped", **DAY)
    gro.knows(source_id, TABLE)
    other_order = "Klassetrin;klasse;SKOLE;Født;Efternavn;Fornavn;Elev-id;Ny"
    content = lines(other_order, "9;9.A;Bakkeskolen;04-05-2011;Hansen;Elev1;1;x")
    answer = gro.upload(source_id, ("naeste.csv", content))
    load_id = gro.newest()
    assert answer.headers["Location"] == f"/loads/{load_id}/waiting/"
    said = gro.client.get(answer.headers["Location"]).content.decode()
    assert "The columns are read as they were described." in said
    work()
    assert "1 young person is taken in" in gro.text(f"/loads/{load_id}/")


@pytest.mark.parametrize("name", ["elever.tsv", "elever.txt"])
def test_the_next_text_file_may_have_another_name(gro: Keeper, name: str) -> None:
    source_id = gro.add(name="Tables", format="mapped", **DAY)
    gro.knows(source_id, (name, pupils_table(1)))
    answer = gro.upload(source_id, (name.replace("e", "a", 1).replace("E", "A", 1), pupils_table(1)))
    assert answer.headers["Location"] == f"/loads/{gro.newest()}/waiting/"


def test_another_heading_is_asked_about_with_the_earlier_answers_filled_in(gro: Keeper) -> None:
    source_id = gro.add(name="Tables", format="mapped", **DAY)
    gro.knows(source_id, TABLE, unused="Klassetrin")
    answer = gro.upload(
        source_id, ("e.csv", pupils_table(1, headings=HEADINGS.replace("Fornavn", "Kaldenavn")))
    )
    address = f"/loads/{gro.newest()}/columns/"
    assert answer.headers["Location"] == address
    found = suggested(gro.page(address))
    assert (found["Kaldenavn"], found["Efternavn"], found["Klassetrin"]) == (
        "unused",
        "family_name",
        "unused",
    )
    assert gro.say_columns(gro.newest(), column_1="given_names").status_code == 302
    work()
    assert gro.state(gro.newest()) == "previewed"
    assert gro.values("SELECT version FROM registers_mapping ORDER BY 1") == [1, 2]


def test_whoever_wants_to_says_the_columns_anew_with_the_next_file(gro: Keeper) -> None:
    source_id = gro.add(name="Tables", format="mapped", **DAY)
    assert "say anew which column" not in gro.text(f"/registers/{source_id}/upload/")
    gro.knows(source_id, TABLE)
    assert "say anew which column" in gro.text(f"/registers/{source_id}/upload/")
    answer = gro.upload(source_id, TABLE, columns_anew="on")
    assert answer.headers["Location"] == f"/loads/{gro.newest()}/columns/"


def test_columns_said_anew_from_the_preview_read_the_file_again(gro: Keeper) -> None:
    source_id = gro.add(name="Tables", format="mapped", **DAY)
    gro.knows(source_id, TABLE, unused="Klasse")
    load_id = gro.taken(source_id, TABLE)
    assert "/columns/" in " ".join(gro.page(f"/loads/{load_id}/").values("href"))
    before = gro.count("registers_stagedrow", "kind = 'group'")
    assert gro.say_columns(load_id, column_5="class_name").headers["Location"] == f"/loads/{load_id}/waiting/"
    assert gro.state(load_id) == "received"
    work()
    assert gro.state(load_id) == "previewed"
    assert (before, gro.count("registers_stagedrow", "kind = 'group'")) == (0, 1)
    assert gro.count("registers_stagedrow", "kind = 'person'") == 2
    assert gro.count("audit_change", "action = 'registers.put_back'") == 1


def test_only_whoever_loads_registers_puts_a_file_back(gro: Keeper) -> None:
    load_id = described_and_taken(gro)
    for user in (gro.everyone.bo, gro.everyone.ditte):
        by = access.actor_for(user, at=NOW)
        with access.user_scope(user.pk), pytest.raises(SentenceError):
            registers.put_back(load_id=load_id, by=by, at=NOW)
    assert gro.state(load_id) == "previewed"


def test_what_was_applied_is_not_put_back(gro: Keeper) -> None:
    load_id = described_and_taken(gro)
    gro.client.post(f"/loads/{load_id}/apply/", {"csrfmiddlewaretoken": "x"})
    work()
    assert gro.state(load_id) == "applied"
    by = access.actor_for(gro.everyone.gro, at=NOW)
    with access.user_scope(gro.everyone.gro.pk), pytest.raises(SentenceError):
        registers.put_back(load_id=load_id, by=by, at=NOW)
