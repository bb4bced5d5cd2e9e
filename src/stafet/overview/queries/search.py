"""What somebody typed to find a person: names, a class, a school, a birth date or year, a number, in any order.

Names may be misspelt; a national number must be whole and is looked up by its hash only.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import CharField, Func, Q, Value
from django.db.models.functions import Lower

from stafet.access import api as access
from stafet.kernel.countries import Country
from stafet.kernel.national_numbers import NationalNumber, NotANationalNumber, parse
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways
from stafet.people import api as people

_NUMBER = re.compile(r"(?<![\w-])(?:\d{8}[-+ ]?\w{4}|\d{6}[-+ ]?\w{4})(?![\w-])")
_DATE = re.compile(
    r"(?<![\w-])(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-] ?\d{1,2}[./-] ?(?:\d{4}|\d{2})|\d{8}|\d{6})(?![\w-])"
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_CLASS = re.compile(r"(?<!\w)(\d{1,2})\. ?(\w{1,2})(?!\w)")
_GROUP = re.compile(r"(?=\w*\d)(?=\w*[^\W\d_])[\w.-]+")
_GRADE = re.compile(r"\d{1,2}")
_DIGITS_OF_A_DAY = 6
_LONGEST = 100
_SCHOOL_WORD = 3

Schools = Mapping[str, Collection[UUID]]
"""For each word that was typed, the places that may be meant by it."""


@dataclass(frozen=True, slots=True)
class Search:
    """What was typed, understood. Every part narrows; a day of birth may be read in more than one way."""

    words: tuple[str, ...] = ()
    birth_dates: tuple[tuple[date, ...], ...] = ()
    birth_years: tuple[int, ...] = ()
    groups: tuple[str, ...] = ()
    grades: tuple[int, ...] = ()
    numbers: tuple[tuple[NationalNumber, ...], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return self == Search()


def understood(text: str, *, on: date) -> Search:
    """Read what was typed. ``on`` is the day it is typed: two digits of a year name the latest one by then."""
    rest = " ".join(text[:_LONGEST].split())
    numbers, rest = _taken(_NUMBER, rest)
    days, rest = _taken(_DATE, rest)
    classes, rest = _taken(_CLASS, rest)
    words, groups, grades, years = [], [_bare(name) for name in classes], [], []
    for word in rest.split():
        if _YEAR.fullmatch(word):
            years.append(int(word))
        elif _GRADE.fullmatch(word):
            grades.append(int(word))
        elif _GROUP.fullmatch(word):
            groups.append(_bare(word))
        elif _bare(word):
            words.append(word)
    return Search(
        words=tuple(words),
        birth_dates=tuple(tuple(_days(day, on)) for day in days),
        birth_years=tuple(years),
        groups=tuple(groups),
        grades=tuple(grades),
        numbers=tuple(tuple(_readings(number, on)) for number in numbers),
    )


def fitting(search: Search, *, day: date) -> Q:
    """The persons whom everything but the words fits, as a condition on ``Person``."""
    found = Q()
    for readings in search.birth_dates:
        found &= Q(birth_date__in=readings)
    for year in search.birth_years:
        found &= Q(birth_date__year=year)
    for group in search.groups:
        found &= _in_group(group, day)
    for grade in search.grades:
        found &= access.once(
            Q(pk__in=pathways.Spell.objects.running_on(day).filter(grade=grade).values("person_id"))
        )
    for candidates in search.numbers:
        found &= access.once(Q(pk__in=people.persons_with_number(candidates)))
    return found


def schools_named(search: Search) -> Schools:
    """The places whose name has a word that begins like one of those typed. One look-up, none without words.

    It is asked before anything else: where no place is called so, nobody's spells are read.
    """
    loose = {word: f" {people.loosely(word)}" for word in search.words}
    sought = {word: start for word, start in loose.items() if len(start) > _SCHOOL_WORD}
    if not sought:
        return {}
    named = organisations.Organisation.objects.annotate(loose=people.Loosely(Lower("name")))
    fits = reduce(or_, (Q(loose__contains=start) for start in sought.values()))
    rows = list(named.filter(fits).values_list("pk", "loose"))
    return {word: [key for key, name in rows if start in name] for word, start in sought.items()}


def spelt(search: Search, *, day: date, schools: Schools) -> Q:
    """The persons whose names, or whose school's, begin with every word. Needs the alias ``loose``."""
    found = Q()
    for word in search.words:
        found &= people.named_exactly([word]) | _at_any(schools.get(word, ()), day)
    return found


def nearly_spelt(search: Search, *, day: date, schools: Schools) -> Q:
    """As ``spelt``, forgiving a slip in each word. Needs the alias ``loose``."""
    found = Q()
    for word in search.words:
        found &= people.named_nearly(word) | _at_any(schools.get(word, ()), day)
    return found


def _at_any(places: Collection[UUID], day: date) -> Q:
    """Those who are at one of these places; nobody where there is none."""
    there = pathways.Spell.objects.running_on(day).filter(organisation_id__in=places)
    return Q(pk__in=there.values("person_id")) if places else Q(pk__in=())


def _in_group(group: str, day: date) -> Q:
    """Those who are in a class or group of this name, written with or without dots and spaces."""
    bare = Func(
        Lower("name"),
        Value(r"[\W_]"),
        Value(""),
        Value("g"),
        function="regexp_replace",
        output_field=CharField(),
    )
    units = organisations.Unit.objects.alias(bare=bare).filter(bare=group).values("pk")
    return access.once(
        Q(
            pk__in=pathways.Spell.objects.running_on(day)
            .filter(access.once(Q(unit__in=units)))
            .values("person_id")
        )
    )


def _taken(pattern: re.Pattern[str], text: str) -> tuple[list[str], str]:
    """What a pattern finds in a text, and the text without it."""
    return [found.group(0) for found in pattern.finditer(text)], pattern.sub(" ", text)


def _bare(word: str) -> str:
    """A word's letters and digits, small."""
    return re.sub(r"[\W_]", "", word).lower()


def _readings(number: str, on: date) -> Iterator[NationalNumber]:
    """What a number means in each country: the same signs may be a number in both."""
    for country in Country:
        try:
            yield parse(number, country, on=on)
        except NotANationalNumber:
            continue


def _days(text: str, on: date) -> Iterator[date]:
    """The days a text may mean: day first as Danes write, year first as Swedes and registers do."""
    parts = [int(part) for part in re.findall(r"\d+", text)]
    if len(parts) == 1:
        parts_read = _cut(text)
    elif text[:4].isdigit():
        parts_read = [(parts[0], parts[1], parts[2])]
    else:
        parts_read = [(parts[2], parts[1], parts[0])]
    for year, month, day in parts_read:
        try:
            yield date(_full_year(year, on), month, day)
        except ValueError:
            continue


def _cut(digits: str) -> list[tuple[int, int, int]]:
    """Six or eight digits without separators, in both orders: year, month, day."""
    if len(digits) == _DIGITS_OF_A_DAY:
        pairs = [(digits[4:], digits[2:4], digits[:2]), (digits[:2], digits[2:4], digits[4:])]
    else:
        pairs = [(digits[4:], digits[2:4], digits[:2]), (digits[:4], digits[4:6], digits[6:])]
    return [(int(year), int(month), int(day)) for year, month, day in pairs]


def _full_year(year: int, on: date) -> int:
    """Two digits name the latest year that is not to come."""
    if year > 99:
        return year
    return on.year - (on.year - year) % 100
