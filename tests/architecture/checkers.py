"""The rules of the house that imports and types cannot say, each as one checker."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture.house import ENTRY_POINTS, ROOMS, Module

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
WIDEST_DOOR = 40
_WRITES = {"create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "save", "delete"}
_WRITERS = ("actions", "importers")
_NAMES_A_VERB = re.compile(r"(?!can_)[a-z][a-z_]*(?<!_by)$").match
_CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("timezone", "now"),
}


def only_through_doors(module: Module) -> Iterator[str]:
    """Outside a room, its door is the only thing that is imported."""
    for node, target in _imports(module):
        parts = target.split(".")
        if len(parts) < 2 or parts[0] != "stafet" or parts[1] not in ROOMS or parts[1] == module.room:
            continue
        names = {alias.name for alias in node.names} if isinstance(node, ast.ImportFrom) else set()
        if parts[2:3] != ["api"] and not (len(parts) == 2 and names == {"api"}):
            yield f"imports {target}; use the door stafet.{parts[1]}.api (line {node.lineno})"


def writes_only_in_actions(module: Module) -> Iterator[str]:
    """Rows are written by actions and importers, nowhere else."""
    if module.room not in (*ROOMS, *ENTRY_POINTS) or any(part in _WRITERS for part in module.parts):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            verb = node.func.attr
            if (verb in _WRITES and _is_about_rows(node.func.value)) or (
                verb in {"update", "delete"} and _asks_a_manager(node.func.value)
            ):
                yield f"writes with .{verb}() (line {node.lineno})"


def no_signals_no_generic_keys(module: Module) -> Iterator[str]:
    """A lower room never tells; a key says what it points to; order is explicit."""
    for imported, target in _imports(module):
        if target.startswith(("django.db.models.signals", "django.dispatch")):
            yield f"imports {target} (line {imported.lineno})"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name) and node.id == "GenericForeignKey":
            yield f"has a generic foreign key (line {node.lineno})"
        if isinstance(node, ast.ClassDef) and node.name == "Meta" and _assigns(node, "ordering"):
            yield f"has Meta.ordering (line {node.lineno})"


def only_entry_points_read_the_clock(module: Module) -> Iterator[str]:
    """Rooms are told the time; the kernel's clock is read by entry points."""
    if module.name == "stafet.kernel.clock":
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            read = (owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", ""), node.func.attr)
            if read in _CLOCKS or (read == ("clock", "now") and module.room not in ENTRY_POINTS):
                yield f"reads the clock (line {node.lineno})"


def imports_stand_at_the_top(module: Module) -> Iterator[str]:
    """An import inside a function hides a cycle."""
    for function in _functions(module):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield f"{function.name} imports inside (line {node.lineno})"


def files_and_functions_are_small(module: Module) -> Iterator[str]:
    """A file that outgrows a screenful of screens, or a function that outgrows one, is several."""
    if module.lines > LONGEST_FILE:
        yield f"has {module.lines} lines, more than {LONGEST_FILE}"
    for function in _functions(module):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length > LONGEST_FUNCTION:
            yield f"{function.name} has {length} lines, more than {LONGEST_FUNCTION}"


def doors_are_narrow(module: Module) -> Iterator[str]:
    """A door that offers more than forty things to do or ask belongs to two rooms. Pairs of who may are not counted."""
    if module.parts[2:] != ("api",):
        return
    offered = {node.value for node in ast.walk(module.tree) if isinstance(node, ast.Constant)}
    verbs = [name for name in offered if isinstance(name, str) and _NAMES_A_VERB(name)]
    if len(verbs) > WIDEST_DOOR:
        yield f"offers {len(verbs)} things to do or ask, more than {WIDEST_DOOR}"


def no_bare_statuses(module: Module) -> Iterator[str]:
    """A state is a member of its enum, also where it is compared."""
    for node in ast.walk(module.tree):
        if (
            isinstance(node, ast.Compare)
            and isinstance(node.left, ast.Attribute)
            and node.left.attr == "state"
        ):
            for right in node.comparators:
                if isinstance(right, ast.Constant) and isinstance(right.value, str):
                    yield f"compares state with the bare string {right.value!r} (line {node.lineno})"


_SAYS_WORDS = frozenset({"gettext", "gettext_lazy", "ngettext", "pgettext", "sentence"})


def words_stand_outside_f_strings(module: Module) -> Iterator[str]:
    """Whoever collects texts for translation reads no f-string before Python 3.12: they would stay in English."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.JoinedStr):
            for each in ast.walk(node):
                if (
                    isinstance(each, ast.Call)
                    and isinstance(each.func, ast.Name)
                    and each.func.id in _SAYS_WORDS
                ):
                    yield f"has {each.func.id}() inside an f-string (line {each.lineno})"


def no_locks_on_joined_rows(module: Module) -> Iterator[str]:
    """``select_for_update`` says which row it locks."""
    for node in ast.walk(module.tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "select_for_update"
            and not any(keyword.arg == "of" for keyword in node.keywords)
        ):
            yield f"locks without of= (line {node.lineno})"


def _imports(module: Module) -> Iterator[tuple[ast.Import | ast.ImportFrom, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom):
            yield node, node.module or ""
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name


def _functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _assigns(node: ast.ClassDef, name: str) -> bool:
    targets = [target for item in node.body if isinstance(item, ast.Assign) for target in item.targets]
    annotated = [item.target for item in node.body if isinstance(item, ast.AnnAssign)]
    return any(isinstance(target, ast.Name) and target.id == name for target in [*targets, *annotated])


def _asks_a_manager(node: ast.expr) -> bool:
    """Whether an expression starts at ``Model.objects``."""
    while True:
        if isinstance(node, ast.Attribute):
            if node.attr == "objects":
                return True
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        else:
            return False


def _is_about_rows(node: ast.expr) -> bool:
    """``.save()`` on anything but a form or a session, and the other writing verbs on a manager."""
    return _asks_a_manager(node) or (
        isinstance(node, ast.Name) and node.id not in {"session", "form", "cluster"}
    )
