"""The words of a copy of everything: what each table is, and what each column is. A test finds what has none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from stafet.kernel import rules
from stafet.kernel.privacy import DataClass
from stafet.outreach.api import CodeList
from stafet.web.activity_forms import say_code
from stafet.web.components.days import write_instant
from stafet.web.lanes import KINDS
from stafet.web.looks import CLASSES, PURPOSES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TABLES: Mapping[str, StrOrPromise] = {
    "people.Person": gettext_lazy("Name and birth date"),
    "people.ContactDetails": gettext_lazy("How you are reached"),
    "people.NationalNumber": gettext_lazy("That your national number is kept"),
    "people.Protection": gettext_lazy("Protection of your name and address"),
    "access.HiddenPerson": gettext_lazy("That you are hidden from all but a few"),
    "access.NamedReader": gettext_lazy("How many may see you while you are hidden"),
    "access.Grant": gettext_lazy("Which organisations may see what, for what, on which legal basis"),
    "pathways.Spell": gettext_lazy("Schools, educations and other things you do"),
    "responsibility.Coverage": gettext_lazy("That the promise holds for you"),
    "responsibility.Holding": gettext_lazy("Who has had the responsibility for you"),
    "responsibility.NextStep": gettext_lazy("Next steps"),
    "responsibility.Handover": gettext_lazy("Hand-overs"),
    "responsibility.HandoverPackage": gettext_lazy("What travelled with hand-overs"),
    "responsibility.HoldingRequest": gettext_lazy("Who has asked for the responsibility"),
    "responsibility.BreakOff": gettext_lazy("That you have broken off"),
    "registers.StagedRow": gettext_lazy("Rows of register files"),
    "registers.KnownKey": gettext_lazy("By which key a register knows you"),
    "audit.Change": gettext_lazy("What has been done, and when"),
    "own.Custody": gettext_lazy("Custody"),
    "own.PersonalLogin": gettext_lazy("Log-ins to your page"),
    "own.OwnInvitation": gettext_lazy("Links that were sent to make a log-in"),
    "own.Correction": gettext_lazy("What you have said is wrong"),
    "duplicates.Merge": gettext_lazy("That two registrations may be, or were, one"),
    "emergency.EmergencyAccess": gettext_lazy("Emergencies in which you were opened"),
    "logcontrol.LookUpQuestion": gettext_lazy("Look-ups at you that were controlled"),
    "protection.ProtectionDecision": gettext_lazy("Decisions about your protection"),
    "careerplans.CareerPlan": gettext_lazy("Your plan"),
    "careerplans.PlanGoal": gettext_lazy("Goals of your plan"),
    "careerplans.PlanPart": gettext_lazy("What is said in your plan"),
    "careerplans.PlanStep": gettext_lazy("Steps of your plan"),
    "careerplans.PlanVersion": gettext_lazy("Your plan as it was approved"),
    "careerplans.SupportNeed": gettext_lazy("What you need help with"),
    "outreach.ActivityCase": gettext_lazy("Registrations of the municipal activity responsibility"),
    "outreach.Assessment": gettext_lazy("What you were doing, and how you saw it"),
    "outreach.Measure": gettext_lazy("Measures of your plan"),
    "outreach.FollowUp": gettext_lazy("When it was looked at again"),
}

COLUMNS: Mapping[str, StrOrPromise] = {
    "acquired_by": gettext_lazy("How it began"),
    "action": gettext_lazy("What was done"),
    "answer": gettext_lazy("Answer"),
    "answer_by": gettext_lazy("To be answered by"),
    "answered_at": gettext_lazy("Answered"),
    "answered_by": gettext_lazy("Answered by"),
    "approved_at": gettext_lazy("Approved at"),
    "approved_by": gettext_lazy("Approved by"),
    "asked_at": gettext_lazy("Asked"),
    "assessed_on": gettext_lazy("Assessed on"),
    "assignee": gettext_lazy("Who does it"),
    "at": gettext_lazy("When"),
    "basis": gettext_lazy("Legal basis"),
    "because": gettext_lazy("Because"),
    "birth_date": gettext_lazy("Birth date"),
    "broken_off_on": gettext_lazy("Broken off on"),
    "by_id": gettext_lazy("By whom"),
    "by_organisation": gettext_lazy("Which organisation asked"),
    "by_user": gettext_lazy("Asked by"),
    "capacity": gettext_lazy("As what"),
    "category": gettext_lazy("Kind"),
    "choice": gettext_lazy("What was decided"),
    "choices": gettext_lazy("What could be decided"),
    "chosen_at": gettext_lazy("Decided"),
    "chosen_by_id": gettext_lazy("Decided by"),
    "classes": gettext_lazy("Kinds of data"),
    "closed_at": gettext_lazy("Closed"),
    "closed_by": gettext_lazy("Closed by"),
    "closed_on": gettext_lazy("Closed on"),
    "column": gettext_lazy("Column of the file"),
    "confirmed_on": gettext_lazy("Confirmed"),
    "content": gettext_lazy("What stood in it"),
    "country": gettext_lazy("Country"),
    "data_classes": gettext_lazy("Kinds of data that were shown"),
    "decided_at": gettext_lazy("Decided at"),
    "decided_by_id": gettext_lazy("Decided by whom"),
    "decision": gettext_lazy("Decision"),
    "decline_reason": gettext_lazy("Why it was declined"),
    "decline_words": gettext_lazy("In words"),
    "discussed_on": gettext_lazy("Talked through on"),
    "done_by": gettext_lazy("Who does it in the plan"),
    "done_on": gettext_lazy("Done on"),
    "due_on": gettext_lazy("By when"),
    "email": gettext_lazy("E-mail"),
    "end_reason": gettext_lazy("Why it ended"),
    "end_reason_code": gettext_lazy("Why it ended, the register's code"),
    "ends_at": gettext_lazy("Until"),
    "ends_on": gettext_lazy("Until, not including"),
    "envelope_birth_year": gettext_lazy("Birth year on the envelope"),
    "envelope_name": gettext_lazy("Name on the envelope"),
    "envelope_phone": gettext_lazy("The sender's phone"),
    "exit_reason": gettext_lazy("Why it was left"),
    "exited_on": gettext_lazy("Left on"),
    "expires_at": gettext_lazy("Works until"),
    "external_id": gettext_lazy("The register's key"),
    "family_name": gettext_lazy("Family name"),
    "file": gettext_lazy("File"),
    "first_contact_by": gettext_lazy("First attempt to reach you by"),
    "flag_gone_at": gettext_lazy("The register no longer says so since"),
    "from_organisation": gettext_lazy("From"),
    "from_user": gettext_lazy("Sent by"),
    "given_names": gettext_lazy("Given names"),
    "gone": gettext_lazy("The register took it back"),
    "grade": gettext_lazy("Grade"),
    "grounds": gettext_lazy("Grounds"),
    "group_key": gettext_lazy("The register's key of the class"),
    "handed_over_at": gettext_lazy("Handed over at"),
    "holder": gettext_lazy("Who had it"),
    "in_group_since": gettext_lazy("In the target group since"),
    "invited_by_id": gettext_lazy("Invited by"),
    "judged_at": gettext_lazy("Judged at"),
    "judged_by": gettext_lazy("Judged by"),
    "kind": gettext_lazy("Kind"),
    "known_at": gettext_lazy("Known since"),
    "language": gettext_lazy("Language"),
    "lifted_at": gettext_lazy("Lifted"),
    "lifted_by_id": gettext_lazy("Lifted by"),
    "mend": gettext_lazy("How it could be mended"),
    "merged_into": gettext_lazy("The same as another registration"),
    "message": gettext_lazy("Message"),
    "missing_loads": gettext_lazy("Whole files that lacked it"),
    "missing_since": gettext_lazy("Missing in the register since"),
    "municipality": gettext_lazy("Municipality"),
    "name": gettext_lazy("Name"),
    "number_kind": gettext_lazy("Kind of number"),
    "occupation": gettext_lazy("What you were doing"),
    "offered_at": gettext_lazy("Offered"),
    "opened_at": gettext_lazy("Set"),
    "organisation": gettext_lazy("Organisation"),
    "organisation_key": gettext_lazy("The register's key of the organisation"),
    "outcome": gettext_lazy("What came of it"),
    "own_view": gettext_lazy("How you saw it"),
    "packed_at": gettext_lazy("Packed"),
    "party": gettext_lazy("Who is responsible for it"),
    "person_key": gettext_lazy("The register's key of you"),
    "phone": gettext_lazy("Phone"),
    "planned_until": gettext_lazy("Planned until"),
    "postponed": gettext_lazy("How often it was moved"),
    "postponed_because": gettext_lazy("Why it was moved"),
    "programme_code": gettext_lazy("Education, the register's code"),
    "programme_name": gettext_lazy("Education"),
    "proposed_at": gettext_lazy("Proposed at"),
    "proposed_by_id": gettext_lazy("Proposed by"),
    "protected": gettext_lazy("The register says that you are protected"),
    "protection": gettext_lazy("Protection"),
    "purpose": gettext_lazy("For what"),
    "reason": gettext_lazy("Why, as a code"),
    "reason_code": gettext_lazy("Why, the register's code"),
    "reference": gettext_lazy("Case reference"),
    "registered_on": gettext_lazy("Registered on"),
    "reminded_on": gettext_lazy("Reminded on"),
    "reminders": gettext_lazy("Reminders"),
    "removed": gettext_lazy("Taken back"),
    "replaced_at": gettext_lazy("Replaced"),
    "result": gettext_lazy("What came of it"),
    "reviewed_at": gettext_lazy("Reviewed at"),
    "reviewed_by": gettext_lazy("Reviewed by"),
    "revised_on": gettext_lazy("Measures last revised on"),
    "revision": gettext_lazy("Version number"),
    "row": gettext_lazy("Row of the file"),
    "rule": gettext_lazy("By the rule"),
    "rule_due_on": gettext_lazy("By the rule, by when"),
    "said_at": gettext_lazy("Said"),
    "said_by": gettext_lazy("Said by"),
    "seen_on": gettext_lazy("Seen at home on"),
    "sent_at": gettext_lazy("Sent"),
    "since_at": gettext_lazy("Since"),
    "snapshot": gettext_lazy("What was packed"),
    "source": gettext_lazy("Where it comes from"),
    "starts_at": gettext_lazy("From"),
    "starts_inferred": gettext_lazy("The first day was inferred"),
    "starts_on": gettext_lazy("From"),
    "state": gettext_lazy("Where it stands"),
    "term": gettext_lazy("Which goal"),
    "to_organisation": gettext_lazy("To"),
    "to_unit": gettext_lazy("To the team"),
    "to_user": gettext_lazy("To whom"),
    "undone_at": gettext_lazy("Undone at"),
    "undone_by_id": gettext_lazy("Undone by"),
    "unit": gettext_lazy("Class or team"),
    "until_on": gettext_lazy("Until which day"),
    "user": gettext_lazy("Account"),
    "valid": gettext_lazy("From when, until when"),
    "values": gettext_lazy("The words of the finding"),
    "verdict": gettext_lazy("Verdict"),
    "verdict_words": gettext_lazy("The verdict in words"),
    "view": gettext_lazy("Which page"),
    "voice": gettext_lazy("Whose words"),
    "what": gettext_lazy("What was found"),
    "words": gettext_lazy("Words"),
    "written_at": gettext_lazy("Written at"),
    "written_by": gettext_lazy("Written by"),
}

_CODES: Mapping[tuple[str, str], Mapping[str, StrOrPromise]] = {
    ("pathways.Spell", "kind"): {kind.value: words for kind, words in KINDS.items()},
    ("access.Grant", "purpose"): {purpose.value: words for purpose, words in PURPOSES.items()},
}


_DATED: Mapping[tuple[str, str], CodeList] = {
    ("outreach.ActivityCase", "exit_reason"): CodeList.EXIT_REASON,
    ("outreach.Assessment", "occupation"): CodeList.OCCUPATION,
    ("outreach.Measure", "kind"): CodeList.MEASURE,
    ("outreach.Measure", "end_reason"): CodeList.MEASURE_END,
}
"""Codes of dated lists, which carry their words themselves."""

_SOURCES = {rule.key: rule.source for rule in rules.all_rules()}
"""Where a rule stands: the law, or whose own choice it is."""


def said_in_words(label: str, column: str, raw: object) -> str:
    """What a code or a stretch of time is in the reader's language; empty for what says itself."""
    if (label, column) in _CODES:
        return str(_CODES[label, column].get(str(raw), raw))
    if (label, column) == ("access.Grant", "classes"):
        return ", ".join(str(CLASSES[DataClass(letter)]) for letter in str(raw))
    if (label, column) in _DATED and raw:
        return say_code(_DATED[label, column], str(raw))
    if column in ("rule", "basis") and raw:
        return _SOURCES.get(str(raw), str(raw))
    if column == "valid" and isinstance(raw, tuple):
        return " – ".join(write_instant(datetime.fromisoformat(end)) if end else "" for end in raw)
    return ""
