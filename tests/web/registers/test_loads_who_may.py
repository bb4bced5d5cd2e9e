"""Nobody but whoever loads registers there meets a file, and looking changes nothing."""

from __future__ import annotations

from tests.registers.desk import Desk
from tests.web.conftest import ClientFor
from tests.web.registers.desk_pages import Keeper, all_others, wrong

PAGES = ("", "waiting/", "rows/", "report/", "apply/", "discard/")
ACTS = ("rows/1/", "compare/", "apply/", "discard/", "again/")


def test_nobody_else_meets_a_file(at: Desk, client_for: ClientFor) -> None:
    load_id = at.preview(wrong())
    typed = {"choice": "leave_out", "rows": "accepted_only"}
    for user in all_others(at.everyone):
        client = client_for(user)
        for page in PAGES:
            assert client.get(f"/loads/{load_id}/{page}").status_code == 404, (user.name, page)
        for act in ACTS:
            assert client.post(f"/loads/{load_id}/{act}", typed).status_code == 404, (user.name, act)
    assert at.value("SELECT state FROM registers_load") == "previewed"
    assert at.count("registers_stagedrow", "choice <> ''") == 0
    assert at.count("procrastinate_jobs") == 0


def test_looking_changes_nothing(at: Desk, gro: Keeper) -> None:
    load_id = at.preview(wrong())
    for act in ACTS:
        assert gro.client.get(f"/loads/{load_id}/{act}").status_code in {200, 302}, act
    assert at.value("SELECT state FROM registers_load") == "previewed"
    assert at.count("procrastinate_jobs") == 0
