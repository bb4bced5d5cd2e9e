"""The door of the room ``registers``."""

from stafet.registers.actions.applying import apply_load, order_apply, return_to_preview
from stafet.registers.actions.comparing import begin_comparing, compare_load
from stafet.registers.actions.reading import begin_reading, finish_reading, refuse_load, stage_records, stop_load
from stafet.registers.actions.sources import SourceDraft, change_source, create_source, retire_source, save_mapping
from stafet.registers.actions.uploads import clear_away, discard_load, file_of, receive_upload
from stafet.registers.models import Load, Mapping, Source

__all__ = [
    "Load",
    "Mapping",
    "Source",
    "SourceDraft",
    "apply_load",
    "begin_comparing",
    "begin_reading",
    "change_source",
    "clear_away",
    "compare_load",
    "create_source",
    "discard_load",
    "file_of",
    "finish_reading",
    "order_apply",
    "receive_upload",
    "refuse_load",
    "retire_source",
    "return_to_preview",
    "save_mapping",
    "stage_records",
    "stop_load",
]
