"""What can be wrong with a rule, or with asking for one."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class RuleFileError(SentenceError):
    """A file of rules says something that can't be true; the sentence names the file and the key."""


class UnknownRule(SentenceError):
    """No rule has this key; the sentence names the nearest ones."""


class RuleNotInForce(SentenceError):
    """The rule exists, but says nothing about that day."""


class RuleOfAnotherCountry(SentenceError):
    """A country's law was asked for under another country's calendar."""


class NotAWholeNumber(SentenceError):
    """The rule's value has decimals and was asked for as a whole number."""


class NotAClock(SentenceError):
    """The rule's unit measures no time from a day, so it gives no deadline."""
