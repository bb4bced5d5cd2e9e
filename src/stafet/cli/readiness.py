"""What must hold before Stafet starts, and how we know that it did."""

from __future__ import annotations

import errno
import fcntl
import shutil
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from stafet.kernel.sentences import Sentence, SentenceError, sentence

_NEEDED_MEGABYTES = 500
_MEGABYTE = 1024 * 1024
_FIRST_PAGE_SECONDS = 60
_PAUSE_SECONDS = 0.1


class CannotStart(SentenceError):
    """Something outside Stafet is in the way; the sentence says what, and how to mend it."""


def check_port(host: str, port: int) -> None:
    """Raise ``CannotStart`` when the port is taken or may not be used."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise CannotStart(_port_sentence(error, host, port)) from error


def check_disk(folder: Path) -> None:
    """Raise ``CannotStart`` when the disk of the (perhaps future) state folder is nearly full."""
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(existing).free // _MEGABYTE
    if free < _NEEDED_MEGABYTES:
        raise CannotStart(
            sentence(
                "Only %(free)s MB are free on the disk of %(folder)s; Stafet needs %(needed)s MB to start. "
                "Make room, or name another folder in STAFET_HOME.",
                free=free,
                folder=str(folder),
                needed=_NEEDED_MEGABYTES,
            )
        )


@contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Hold the state folder for ourselves; raise ``CannotStart`` when another Stafet does."""
    with (home / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CannotStart(
                sentence("Stafet already runs on the data in %(folder)s: stop it first.", folder=str(home))
            ) from error
        yield


def wait_for_first_page(address: str, still_there: Callable[[], None]) -> None:
    """Return when the first page has been answered; ``still_there`` raises when nobody is left to answer.

    Raises ``CannotStart`` when the page is an error or does not come in time.
    """
    deadline = time.monotonic() + _FIRST_PAGE_SECONDS
    while time.monotonic() < deadline:
        still_there()
        if _answered(address):
            return
        time.sleep(_PAUSE_SECONDS)
    raise CannotStart(
        sentence("The first page did not come within %(seconds)s seconds.", seconds=_FIRST_PAGE_SECONDS)
    )


def _answered(address: str) -> bool:
    # No proxy: the page is on this machine, whatever the environment says about the world outside.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=_FIRST_PAGE_SECONDS) as page:
            return bool(page.read())
    except urllib.error.HTTPError as error:
        raise CannotStart(
            sentence(
                "The first page answered with error %(status)s; the lines above say why.", status=error.code
            )
        ) from error
    except OSError:
        return False


def _port_sentence(error: OSError, host: str, port: int) -> Sentence:
    if error.errno == errno.EADDRINUSE:
        return sentence(
            "Port %(port)s is taken by another program: stop it, or choose another port, "
            "for example make run PORT=%(other)s.",
            port=port,
            other=port + 1,
        )
    return sentence(
        "Port %(port)s of %(host)s cannot be used: %(reason)s.",
        port=port,
        host=host,
        reason=error.strerror or "",
    )
