"""The processes a running Stafet consists of, and that none of them is left behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

_PATIENCE_SECONDS = 15
"""How long a process may take to finish what it is doing before it is killed."""


@dataclass(slots=True)
class Children:
    """Processes started together and stopped together, the last one first."""

    _running: list[tuple[str, subprocess.Popen[bytes]]] = field(default_factory=list)

    def start(self, name: str, words: Sequence[str]) -> None:
        """Start ``python -m`` with these words.

        In a session of its own, so that Ctrl-C reaches only us and we stop everything in order.
        """
        command = [*_die_with_parent(), sys.executable, "-m", *words]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
        self._running.append((name, process))

    def stopped(self) -> str | None:
        """The name of a process that has ended by itself, if any."""
        return next((name for name, process in self._running if process.poll() is not None), None)

    def stop(self) -> None:
        """Ask each to finish, wait, and kill what does not."""
        for _, process in reversed(self._running):
            process.terminate()
        for _, process in reversed(self._running):
            try:
                process.wait(_PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                # Its own workers, too: it leads a session of its own.
                os.killpg(process.pid, 9)
                process.wait()
        self._running.clear()


def _die_with_parent() -> tuple[str, ...]:
    """On Linux, words that make a process end when we are killed without a chance to stop it."""
    setpriv = shutil.which("setpriv")
    return (setpriv, "--pdeathsig", "TERM", "--") if setpriv else ()
