"""The figures about placements in the browser: of those the reader sees, as tables and as a file; what is few is not shown."""

from __future__ import annotations

from tests.placementfigures.conftest import Town, place, scheme, town
from tests.web.conftest import ClientFor, read

from stafet.placements.api import EndReason, WayState

__all__ = ["place", "scheme", "town"]
HERE = "/placements/reports/"


def test_hours_costs_and_a_file_of_six_pupils(town: Town, client_for: ClientFor) -> None:
    """Three Wednesdays have passed (12, 19 and 26 August), of twenty; six and a half hours each; a lesson and a half an hour's price are typed in."""
    town.stand(6, WayState.ACTIVE)
    town.stand(6, WayState.COMPLETED, days=200)
    bo = client_for(town.cast.bo)
    told = read(bo.get(f"{HERE}?rate=100&lessons=6"))
    assert "780" in told
    assert "117" in told
    assert "108" in told
    assert "78,000" in told
    assert "Building and construction" in told
    answer = bo.get(f"{HERE}file/?rate=100&lessons=6")
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert '"Is there";"6";"12"' in rows
    assert '"Building and construction";"1";"1";"1";"1"' in rows
    assert '"Those who have an agreement";"6";"130";"100";"78,000"' in rows
    assert '"Days that were agreed";"6";"18";"108"' in rows
    assert '"Days they were told to be there";"0";"0";"0"' in rows
    assert any(row.startswith('"Bo Bertelsen, ') and row.endswith('"6";"0";"0";"0"') for row in rows)
    assert '"3 months after completing it";"Not shown: fewer than 5 in one of the groups";"0"' in rows
    assert '"15 months after completing it";"Nobody to count";"6"' in rows


def test_what_is_few_is_not_shown_and_what_is_mistyped_says_so(town: Town, client_for: ClientFor) -> None:
    town.stand(2, WayState.ACTIVE)
    town.stand(1, WayState.WITHDRAWN, end_reason=EndReason.HOME)
    town.stand(1, WayState.COMPLETED, days=200)
    bo = client_for(town.cast.bo)
    page = bo.get(f"{HERE}?rate=much")
    assert "Enter a number" in read(page)
    rows = bo.get(f"{HERE}file/").content.decode("utf-8-sig").splitlines()
    assert '"Is there";"not shown";"not shown"' in rows
    assert '"Those at home want something else";"not shown";"not shown"' in rows
    assert '"3 months after completing it";"not shown";"not shown"' in rows
    assert any(row.startswith('"Bo Bertelsen, ') and '"2"' not in row for row in rows)
