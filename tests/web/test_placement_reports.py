"""The figures about placements in the browser: with their base, as a file, and only for those who work with young people."""

from __future__ import annotations

from tests.cast import Cast
from tests.placementfigures.test_figures import some
from tests.placements.conftest import place, placement, scheme, seen_by_ditte
from tests.web.conftest import ClientFor, read

from stafet.placements.api import Place, Scheme, WayState

__all__ = ["place", "placement", "scheme", "seen_by_ditte"]
HERE = "/placements/reports/"


def test_figures_stand_with_their_base(
    everyone: Cast, scheme: Scheme, place: Place, client_for: ClientFor
) -> None:
    some(everyone, scheme, 6, WayState.SEEKING)
    page = client_for(everyone.bo).get(HERE)
    text = read(page)
    assert "Where are they?" in text
    assert "Looks for a place" in text
    assert "Building and construction" in text
    assert "Without a place: 6" in text, "the picture says its numbers"


def test_what_is_typed_in_is_kept_in_the_form_and_reckoned_with(
    everyone: Cast, scheme: Scheme, client_for: ClientFor
) -> None:
    some(everyone, scheme, 6, WayState.SEEKING)
    page = client_for(everyone.bo).get(f"{HERE}?year=2026&kind=&rate=125.5&uptake=50&lessons=6")
    text = page.content.decode()
    assert 'value="125.5"' in text
    assert "If a share of the 6 pupils in these grades chose it" in read(page)
    assert "125.5" in read(page)


def test_a_number_that_is_none_is_said_above_its_field_and_the_rest_is_shown(
    everyone: Cast, scheme: Scheme, client_for: ClientFor
) -> None:
    some(everyone, scheme, 6, WayState.SEEKING)
    page = client_for(everyone.bo).get(f"{HERE}?year=2026&rate=much&uptake=500")
    assert page.status_code == 200
    assert 'value="much"' in page.content.decode()
    assert "Something must be put right" in read(page)
    assert "Looks for a place" in read(page)


def test_a_year_without_anybody_says_so(everyone: Cast, client_for: ClientFor) -> None:
    assert "nothing to count yet" in read(client_for(everyone.bo).get(f"{HERE}?year=2025"))


def test_the_file_holds_the_same_and_no_names(everyone: Cast, scheme: Scheme, client_for: ClientFor) -> None:
    some(everyone, scheme, 6, WayState.SEEKING)
    answer = client_for(everyone.bo).get(f"{HERE}file/?year=2026")
    assert answer["Content-Type"].startswith("text/csv")
    text = answer.content.decode()
    assert '"Looks for a place";"6";"6"' in text
    assert "Barn" not in text


def test_it_is_no_page_of_those_who_do_not_work_with_young_people(
    everyone: Cast, client_for: ClientFor
) -> None:
    assert client_for(everyone.viggo).get(HERE).status_code in {200, 404}
