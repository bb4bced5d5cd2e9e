"""Why something can't be done in a partnership: each a sentence that says how to go on."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotTheKeeper(SentenceError):
    """Whoever asks does not keep this partnership."""


class NotYourSignature(SentenceError):
    """Whoever asks neither keeps the partnership nor leads the party."""


class PartyIsIncomplete(SentenceError):
    """A party lacks a name, areas, or days that fit."""


class TakesPartAlready(SentenceError):
    """The organisation is a party by now."""


class TermsAreIncomplete(SentenceError):
    """Terms have words in every section before they are proposed."""


class VersionInTheMaking(SentenceError):
    """There is a next version already, and it is to be finished first."""


class NotADraft(SentenceError):
    """What is no draft is not changed: a next version is begun."""


class CannotSign(SentenceError):
    """Only adopted terms are signed, by a party that takes part, once."""


class WorkflowIsIncomplete(SentenceError):
    """A workflow without a step says nothing."""
