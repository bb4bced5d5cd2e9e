"""Why somebody is not opened to an organisation, in words."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotToBeOpened(SentenceError):
    """What would be opened may not be shared with an organisation of this kind."""
