"""The time somebody gives a search, and how much of it is gone."""

from __future__ import annotations

from time import monotonic


class Clock:
    """How much of the time is gone, on the wall: whoever waits does not care what it went into."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self._begun = seconds, monotonic()

    @property
    def spent(self) -> float:
        """Seconds that are gone."""
        return monotonic() - self._begun

    def left(self, share: float) -> float:
        """Seconds until a share of the time is gone."""
        return max(0.0, share * self.seconds - self.spent)

    def after(self, part: float) -> float:
        """The share of the time that is gone when a part of what is left now will be gone."""
        gone = min(1.0, self.spent / self.seconds) if self.seconds > 0 else 1.0
        return gone + part * (1.0 - gone)
