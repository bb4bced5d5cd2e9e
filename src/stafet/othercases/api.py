"""The door of the room ``othercases``."""

from stafet.othercases.actions import CaseDraft, end_case, write_case
from stafet.othercases.errors import (
    ChangedByNow,
    NeedsBasis,
    NotAReference,
    NotInThisCountry,
    NotYet,
    NotYours,
)
from stafet.othercases.models import LONGEST_NUMBER, LONGEST_PHONE, LONGEST_PLACE, OtherCase
from stafet.othercases.policies import can_keep_cases, holdings_kept_by
from stafet.othercases.queries import bases_in, cases, cases_of, keeps_cases_of, my_cases
from stafet.othercases.states import KINDS, Ask, CaseEnd, CaseKind, ConsentBy

__all__ = [
    "KINDS",
    "LONGEST_NUMBER",
    "LONGEST_PHONE",
    "LONGEST_PLACE",
    "Ask",
    "CaseDraft",
    "CaseEnd",
    "CaseKind",
    "ChangedByNow",
    "ConsentBy",
    "NeedsBasis",
    "NotAReference",
    "NotInThisCountry",
    "NotYet",
    "NotYours",
    "OtherCase",
    "bases_in",
    "can_keep_cases",
    "cases",
    "cases_of",
    "end_case",
    "holdings_kept_by",
    "keeps_cases_of",
    "my_cases",
    "write_case",
]
