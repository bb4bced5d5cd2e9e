"""The door of the room ``operation``."""

from stafet.operation.backup import BackupFailed, back_up
from stafet.operation.demands import (
    Installation,
    UnsafeInstallation,
    refuse_unsafe,
    wrong_database,
    wrong_settings,
)
from stafet.operation.drill import drill
from stafet.operation.fences import Ask, wrong_fences, wrong_where_others_come
from stafet.operation.judging import Table, Verdict
from stafet.operation.loading import CannotRestore
from stafet.operation.manifest import Manifest, ManifestUnreadable
from stafet.operation.manifest import read as read_manifest
from stafet.operation.policies import can_see_operation, municipalities_operated_by
from stafet.operation.promise import PromiseFigures
from stafet.operation.queries import ByTheClock, Condition, Kept, Line, condition, promise_figures
from stafet.operation.restore import restore, set_aside

__all__ = [
    "Ask",
    "BackupFailed",
    "ByTheClock",
    "CannotRestore",
    "Condition",
    "Installation",
    "Kept",
    "Line",
    "Manifest",
    "ManifestUnreadable",
    "PromiseFigures",
    "Table",
    "UnsafeInstallation",
    "Verdict",
    "back_up",
    "can_see_operation",
    "condition",
    "drill",
    "municipalities_operated_by",
    "promise_figures",
    "read_manifest",
    "refuse_unsafe",
    "restore",
    "set_aside",
    "wrong_database",
    "wrong_fences",
    "wrong_settings",
    "wrong_where_others_come",
]
