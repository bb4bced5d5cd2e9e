"""What set-up fetches and ships: nothing unlocked, nothing from an address of our own, no one else's brand."""

from __future__ import annotations

import gettext
import json
import re
from pathlib import Path

import hatch_build
import pytest

ROOT = hatch_build.ROOT
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
WISHES = sorted((ROOT / "requirements").glob("*.in"))


def pinned(lock: Path) -> dict[str, str]:
    """Package → version, of every line of a lock file that names one."""
    found = re.findall(
        r"^([a-z0-9-]+(?:\[[a-z,]+\])?)==(\S+)(?: ;[^\\]*)? \\$", lock.read_text(), re.MULTILINE
    )
    return dict(found)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_is_locked_by_hash_and_no_address_is_written_down(lock: Path) -> None:
    text = lock.read_text()
    blocks = [block for block in re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE) if "==" in block]

    assert blocks
    assert all("--hash=sha256:" in block for block in blocks)
    assert not re.search(r"https?:|file:|--index|--find-links", text)


def test_what_developers_install_contains_what_runs_in_the_same_versions() -> None:
    run, dev = (pinned(ROOT / "requirements" / name) for name in ("run.txt", "dev.txt"))

    assert len(run) > 20
    assert run.items() <= dev.items()


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: wish.name)
def test_every_dependency_says_why_it_is_here(wish: Path) -> None:
    lines = [line for line in wish.read_text().splitlines() if line.strip() and not line.startswith("#")]

    assert lines
    assert [line for line in lines if not re.search(r">=\S+\s+# \w", line)] == []


def test_the_design_system_is_locked_without_an_address() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]

    assert packages["node_modules/dkfds"]["version"] == "11.2.0"
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if name and "integrity" not in entry] == []


def test_the_portals_logos_and_themes_are_not_shipped() -> None:
    shipped = [str(path.relative_to(hatch_build.SHIPPED)) for path in hatch_build.SHIPPED.rglob("*")]

    assert shipped
    assert [name for name in shipped if re.search(r"borger|virk", name)] == []


def test_the_licences_go_with_what_they_cover() -> None:
    assert "Apache" in (hatch_build.SHIPPED / "LICENSE.md").read_text()
    assert "OFL" in (hatch_build.SHIPPED / hatch_build.FONTS / "license.txt").read_text().upper()


def test_every_file_the_style_sheet_asks_for_is_shipped() -> None:
    hatch_build.refuse_missing_files()


def test_a_style_sheet_that_asks_for_more_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = tmp_path / "stafet.css"
    sheet.write_text('a{background:url("../dkfds/img/no-such.svg")} b{background:url(data:x)}')
    monkeypatch.setattr(hatch_build, "STYLE_SHEET", sheet)

    with pytest.raises(hatch_build.BuildFailed, match=r"no-such\.svg, which is not shipped"):
        hatch_build.refuse_missing_files()


def test_translations_are_compiled_and_doubtful_ones_stay_out(tmp_path: Path) -> None:
    source = tmp_path / "da" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Next step"\nmsgstr "Næste skridt"\n\n'
        '#, fuzzy\nmsgid "Hand over"\nmsgstr "Udleverér"\n'
    )

    hatch_build.compile_translations([source])

    with source.with_suffix(".mo").open("rb") as compiled:
        words = gettext.GNUTranslations(compiled)
    assert words.gettext("Next step") == "Næste skridt"
    assert words.gettext("Hand over") == "Hand over"


def test_a_program_that_fails_is_one_sentence() -> None:
    with pytest.raises(hatch_build.BuildFailed, match="The style sheet could not be compiled: "):
        hatch_build.node(["no-such-script.js"])
