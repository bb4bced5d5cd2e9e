"""Nine real schools' weeks are read whole and written back; what is broken or hostile is refused with its line."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from stafet.integrations.findings import Unreadable
from stafet.integrations.timetables.tree import TreeLimits, write_tree
from stafet.integrations.timetables.xhstt.archive import Archive, read_archive
from stafet.integrations.timetables.xhstt.week import read_week
from stafet.integrations.timetables.xhstt.writing import with_proposal
from stafet.kernel.timetables.changes import proposed_week
from stafet.kernel.timetables.check import faults
from stafet.kernel.timetables.problem import CompanyDay, PartyKind, Question
from stafet.kernel.timetables.proposal import Cost, Outcome
from stafet.kernel.timetables.rooms import rooms_now
from stafet.kernel.timetables.solve import solve

SCHOOLS = Path(__file__).parents[2] / "data" / "xhstt"
COUNTS = {
    "BR-SA-00": (97, 6),
    "BR-SM-00": (190, 12),
    "BR-SN-00": (223, 14),
    "DK-VG-09": (916, 163),
    "ES-SS-08": (439, 21),
    "FI-MP-06": (280, 14),
    "FI-WP-06": (172, 10),
    "GR-PA-08": (262, 12),
    "KS-PR-11": (1886, 63),
}
TINY = """<HighSchoolTimetableArchive>
<Instances><Instance Id="Tiny">
<Times><TimeGroups><Day Id="Mo"><Name>Monday</Name></Day><Day Id="Tu"/></TimeGroups>
<Time Id="Mo1"><Day Reference="Mo"/></Time>
<Time Id="Tu1"><Day Reference="Tu"/></Time></Times>
<Resources><ResourceTypes/><Resource Id="8a"><ResourceType Reference="Class"/></Resource>
<Resource Id="R1"><ResourceType Reference="Room"/></Resource><Resource Id="R2"><ResourceType Reference="Room"/></Resource></Resources>
<Events><EventGroups><Course Id="maths"/><Course Id="art"/></EventGroups>
<Event Id="m"><Duration>1</Duration><Course Reference="maths"/><Resources><Resource Reference="8a"/>
<Resource><Role>Room</Role><ResourceType Reference="Room"/></Resource></Resources></Event>
<Event Id="a"><Duration>1</Duration><Course Reference="art"/><Resources><Resource Reference="8a"/></Resources></Event></Events>
<Constraints/></Instance></Instances>
<SolutionGroups><SolutionGroup Id="S"><Solution Reference="Tiny"><Events>
<Event Reference="m"><Time Reference="Mo1"/><Resources><Resource Reference="R1"><Role>Room</Role></Resource></Resources></Event>
<Event Reference="a"><Time Reference="Tu1"/></Event>
</Events></Solution></SolutionGroup></SolutionGroups></HighSchoolTimetableArchive>"""


@cache
def school(name: str) -> Archive:
    with (SCHOOLS / f"{name}.xml").open("rb") as stream:
        return read_archive(stream, f"{name}.xml")


def archive(text: str, limits: TreeLimits | None = None) -> Archive:
    return read_archive(io.BytesIO(text.encode()), "week.xml", limits)


def refusal(text: str, limits: TreeLimits | None = None) -> tuple[int, str, str]:
    """The line, the element and the words of what is said."""
    with pytest.raises(Unreadable) as stopped:
        read_week(archive(text, limits))
    told = stopped.value.rejections[0]
    assert str(told.mend)
    return told.place.row, told.place.column, str(told.what)


def test_no_school_of_the_set_is_left_out() -> None:
    assert {path.stem for path in SCHOOLS.glob("*.xml")} == set(COUNTS)


@pytest.mark.parametrize("name", COUNTS)
def test_a_real_week_is_read_whole_and_written_back_as_it_was(name: str) -> None:
    read = school(name)
    week = read_week(read).week

    assert (len(week.lessons), len(week.of_kind(PartyKind.CLASS))) == COUNTS[name]
    written = ElementTree.canonicalize(write_tree(read.root).decode(), strip_text=True)
    assert written == ElementTree.canonicalize((SCHOOLS / f"{name}.xml").read_text("utf-8"), strip_text=True)


@pytest.mark.parametrize("name", COUNTS)
def test_a_schools_own_week_breaks_no_rule_that_is_held_against_a_proposal(name: str) -> None:
    week = read_week(school(name)).week

    told = faults(Question(week, (), frozenset()), week.starts, rooms_now(week))
    assert [str(fault.what) for fault in told] == []


def test_lessons_that_stand_nowhere_are_left_out_and_told() -> None:
    notice = read_week(school("DK-VG-09")).notices[0]

    assert notice.count == 2
    assert "stand at no time" in str(notice.what)


def test_a_proposal_goes_back_into_its_archive_and_nothing_else_changes() -> None:
    read = archive(TINY)
    week = read_week(read).week
    asked = Question(week, (CompanyDay("8a", "Mo"),), frozenset({"maths"}))
    found = solve(asked)
    assert (found.outcome, found.cost) == (Outcome.PROVEN, Cost(0, 2))
    after = proposed_week(week, found)

    written = with_proposal(read, after, name="Stafet")
    back = archive(write_tree(written.root).decode())

    assert read_week(back).week == after
    assert read_week(back, solution="S").week == week
    assert write_tree(archive(TINY).root) == write_tree(read.root)


@pytest.mark.parametrize(
    ("broken", "by", "line", "element", "words"),
    [
        ('<Time Reference="Mo1"/>', '<Time Reference="Fr9"/>', 14, "Time", "“Fr9” is named here"),
        ('<Event Reference="a">', '<Event Reference="z">', 15, "Event", "“z” is named here"),
        ('<Event Reference="a">', "<Event>", 15, "Event", "says no Reference"),
        (
            "<Duration>1</Duration>",
            "<Duration>one</Duration>",
            9,
            "Duration",
            "must be a whole number and is “one”",
        ),
        ('<Time Id="Tu1">', '<Time Id="Mo1">', 5, "Time", "“Mo1” is given twice"),
        ('<Day Reference="Tu"/></Time>', "</Time>", 5, "Time", "says no day"),
        ('<ResourceType Reference="Class"/>', "", 6, "Resource", "says no type"),
        (
            'Solution Reference="Tiny"',
            'Solution Reference="Other"',
            1,
            "SolutionGroup",
            "holds no SolutionGroup",
        ),
        ("</Events></Solution>", "</Solution>", 16, "Events", "not well-formed XML: mismatched tag"),
        (
            "<Constraints/>",
            "<Constraints>well <A/></Constraints>",
            12,
            "Constraints",
            "Text stands between elements: “well",
        ),
    ],
)
def test_what_is_broken_is_told_with_its_line_and_element(
    broken: str, by: str, line: int, element: str, words: str
) -> None:
    assert broken in TINY
    row, column, what = refusal(TINY.replace(broken, by))

    assert (row, column) == (line, element)
    assert words in what


def test_a_file_of_another_kind_is_refused() -> None:
    assert "not with “HighSchoolTimetableArchive”" in refusal("<html/>")[2]
    assert "no element found" in refusal("")[2]


@pytest.mark.parametrize(
    "bomb",
    [
        '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
        '<!DOCTYPE a [<!ENTITY secret SYSTEM "file:///etc/passwd">]><a>&secret;</a>',
        '<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>',
        "<!DOCTYPE a [<!ENTITY % p \"<!ENTITY q 'x'>\"> %p;]><a/>",
    ],
)
def test_declarations_are_refused_before_anything_is_expanded(bomb: str) -> None:
    assert "declares entities or a document type" in refusal(bomb)[2]


@pytest.mark.parametrize(
    ("text", "limits", "words"),
    [
        ("<a>" * 60, TreeLimits(), "more than 40 deep"),
        ("<a>" + "<b/>" * 60 + "</a>", TreeLimits(elements=50), "more than 50 elements"),
        ("<a>" + "x" * 200_000 + "</a>", TreeLimits(), "more than 100000 signs"),
        ("<a>" + f"<b c='{'x' * 60_000}'/>" * 20, TreeLimits(bytes=1 << 20), "bigger than 1 megabytes"),
    ],
)
def test_what_is_too_big_is_refused_early(text: str, limits: TreeLimits, words: str) -> None:
    assert words in refusal(text, limits)[2]
