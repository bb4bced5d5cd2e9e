"""Hundreds of numbers and names that other systems refuse: every one is read as what it is (T22, G34)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from stafet.kernel import names
from stafet.kernel.countries import Country
from stafet.kernel.national_numbers import NationalNumber, NotANationalNumber, NumberKind, parse
from tests.goals.record import measured
from tests.kernel.numbers import danish_number, danish_sevenths, swedish_number

TODAY = date(2026, 9, 1)
YEARS = (1900, 1936, 1937, 1969, 1999, 2000, 2007, 2011, 2024, 2036, 2037, 2057)
DAYS = ((1, 1), (2, 28), (7, 31), (12, 31))
NAMES = (
    "Bo", "O", "Å", "Ærø", "Đặng", "Zoë", "Ng", "X Æ A-12", "D'Angelo", "O’Neill", "Sørensen-Ågård", "von der Leyen",
    "de la Cruz", "bint Yusuf", "Al-Ḥasan", "Łukasz", "İbrahim", "Ștefan", "Nguyễn Thị Minh Khai", "محمد", "Иван",
    "Jón Þór", "Ólöf", "A" * 100, "Anne  Marie", "Anne\u00a0Marie", "Cafe\u0301", "Mc Donald", "Sainte‐Claire", "Ø.",
    "Müller-Lüdenscheidt", "Nuñez", "Çelik", "Kʼuhul", "Ye", "Null", "None", "Test", "True", "Søn af Jón",
)  # fmt: skip


def _danish() -> Iterator[tuple[str, Country, date | None, NumberKind]]:
    """Every digit that may stand in the seventh place, for years on both sides of each turn, with and without a dash."""
    for year in YEARS:
        for month, day in DAYS:
            born = date(year, month, day)
            for serial, _ in enumerate(danish_sevenths(year)):
                number = danish_number(born, serial)
                yield number, Country.DK, born, NumberKind.PERSONAL
                yield f"{number[:6]}-{number[6:]}", Country.DK, born, NumberKind.PERSONAL
            substitute = danish_number(born, 7, is_substitute=True)
            yield substitute, Country.DK, born, NumberKind.SUBSTITUTE
    for year in (2008, 2012, 2024):
        leap = date(year, 2, 29)
        yield danish_number(leap, 4), Country.DK, leap, NumberKind.PERSONAL


def _swedish() -> Iterator[tuple[str, Country, date | None, NumberKind]]:
    """Twelve digits and ten, with the sign that says a hundred, and people with a coordination number."""
    for year in (1918, 1926, 1950, 1999, 2000, 2008, 2011, 2026):
        for month, day in DAYS[:3]:
            born = date(year, month, day)
            twelve = swedish_number(born, year)
            yield twelve, Country.SE, born, NumberKind.PERSONAL
            yield f"{twelve[:8]}-{twelve[8:]}", Country.SE, born, NumberKind.PERSONAL
            sign = "+" if (TODAY.year - year) > 100 or (TODAY.year - year == 100 and born <= TODAY) else "-"
            yield f"{twelve[2:8]}{sign}{twelve[8:]}", Country.SE, born, NumberKind.PERSONAL
            coordination = swedish_number(born, year, is_coordination=True)
            yield coordination, Country.SE, born, NumberKind.COORDINATION


def test_every_number_is_read_as_what_it_is() -> None:
    tried, wrong = 0, []
    for text, country, born, kind in (*_danish(), *_swedish()):
        tried += 1
        read = _read(text, country)
        # A substitute number tells no century that could be trusted.
        if (
            read is None
            or read.kind is not kind
            or (kind is not NumberKind.SUBSTITUTE and read.birth_date != born)
        ):
            wrong.append((text[:6], country, born, read and (read.kind, read.birth_date)))
    measured("numbers", tried, "numbers")
    measured("refused numbers", len(wrong))
    assert wrong == []


def test_every_name_can_be_kept_sorted_and_searched() -> None:
    wrong = [
        name
        for name in NAMES
        if not (
            names.tidied(name)
            and names.search_key(name)
            and names.sort_key_da(name)
            and names.sort_key_sv(name)
            and names.search_key(names.tidied(name)) == names.search_key(name)
        )
    ]
    measured("numbers", len(NAMES), "names")
    measured("refused numbers", len(wrong))
    assert wrong == []


def test_a_number_that_is_none_is_refused_so_that_the_count_means_something() -> None:
    for text in ("3102110001", "0000000000", "0113110001", "99"):
        assert _read(text, Country.DK) is None
    assert _read("201105041111", Country.SE) is None


def _read(text: str, country: Country) -> NationalNumber | None:
    try:
        return parse(text, country, on=TODAY)
    except NotANationalNumber:
        return None
