"""Start everything, say when it is ready, and stop everything."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connections

from stafet.access import api as access
from stafet.cli.children import Children
from stafet.cli.installation import installation
from stafet.cli.readiness import CannotStart, check_disk, check_port, only_one, wait_for_first_page
from stafet.cli.styles import gather_static_files
from stafet.kernel.reach import refuse_from_outside, ways_from_outside
from stafet.kernel.sentences import sentence
from stafet.operation import api as operation
from stafet.organisations import api as organisations
from stafet.postgres import api as postgres

Say = Callable[[str], None]

_THREADS_PER_WORKER = 2
_LOOK_SECONDS = 0.5
_PASSWORD_ONLY = "STAFET_PASSWORD_ONLY"  # noqa: S105  # the name of a variable
DEMONSTRATION = frozenset({"897", "899", "9998"})
"""The codes of the demonstration's municipalities: no Danish or Swedish one has them."""

_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class Start:
    """What to start: where it listens, where its data are, and whether an empty database gets a demo.

    ``web_workers`` is how many processes answer pages, each on two threads.
    """

    host: str
    port: int
    home: Path
    demo: bool
    web_workers: int

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://{self.host}:{self.port}/"


class StopAsked(Exception):
    """Someone asked us to stop."""


def run(start: Start, environ: Mapping[str, str], say: Say) -> None:
    """Start Stafet and stay until asked to stop; whatever happens, nothing is left running.

    Raises ``SentenceError`` when it cannot start, or when a part of it ends by itself.
    """
    if environ.get(_PASSWORD_ONLY) == "1":
        refuse_from_outside(_outside(start))
    check_port(start.host, start.port)
    check_disk(start.home)
    postgres.make_state_folder(start.home)
    with ExitStack() as running:
        running.enter_context(only_one(start.home))
        running.enter_context(_stop_when_asked(say))
        running.enter_context(_database(start.home, environ, say))
        _prepare(start, say)
        operation.refuse_unsafe(installation(listens=start.host))
        connections.close_all()
        _let_demonstration_in(start, environ)
        children = running.enter_context(_processes(start))
        wait_for_first_page(start.address, lambda: _all_there(children))
        _announce(start, say)
        while True:
            _all_there(children)
            time.sleep(_LOOK_SECONDS)


@contextmanager
def _stop_when_asked(say: Say) -> Iterator[None]:
    """Turn the first signal into ``StopAsked`` where we are; later ones may not disturb the stopping."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        for one in _STOP_SIGNALS:
            signal.signal(one, signal.SIG_IGN)
        say("· stopping")
        raise StopAsked

    before = {number: signal.signal(number, stop) for number in _STOP_SIGNALS}
    try:
        yield
    except StopAsked:
        say("· stopped")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _database(home: Path, environ: Mapping[str, str], say: Say) -> Iterator[None]:
    """A database ready for migrations: the server's, or our own while we run."""
    urls = postgres.connection_settings(home, environ)
    if not urls.embedded:
        say(f"· database {urls.database} on the server in DATABASE_URL")
        for left in postgres.prepare_server_database(urls):
            say(f"  {left}")
        yield
        return
    cluster = postgres.local_cluster(home, environ)
    say(f"· PostgreSQL {cluster.binaries.major} in {cluster.data_dir}")
    try:
        postgres.start_private_database(cluster, urls)
        yield
    finally:
        cluster.stop()


def _prepare(start: Start, say: Say) -> None:
    say("· tables")
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    access.prepare_database()
    # What it finds wrong is an error; that it found nothing need not be said.
    call_command("check", databases=list(connections), stdout=StringIO())
    say("· style sheets")
    gather_static_files()
    if start.demo and not organisations.Municipality.objects.using("owner").exists():
        say("· a synthetic municipality")
        call_command("demo")
    connections.close_all()
    # What cannot be loaded is told here, once, and not by each worker of the web server in turn.
    WSGIHandler()


def _let_demonstration_in(start: Start, environ: Mapping[str, str]) -> None:
    """Nobody in a demonstration has a phone, so on this machine, and nowhere else, a password is enough."""
    found = _municipalities()
    only_demonstration = start.demo and bool(found) and found <= DEMONSTRATION
    if only_demonstration and not _outside(start) and _PASSWORD_ONLY not in environ:
        os.environ[_PASSWORD_ONLY] = "1"


def _outside(start: Start) -> tuple[str, ...]:
    return ways_from_outside(
        hosts=[*settings.ALLOWED_HOSTS, start.host],
        address=settings.STAFET_ADDRESS,
        https=settings.SESSION_COOKIE_SECURE,
    )


def _municipalities() -> set[str]:
    codes = organisations.Municipality.objects.using("owner").values_list("code", flat=True)
    try:
        return set(codes)
    finally:
        connections.close_all()


@contextmanager
def _processes(start: Start) -> Iterator[Children]:
    """The web server and the worker that does the jobs."""
    children = Children()
    try:
        children.start("worker", ["stafet.cli", "procrastinate", "worker"])
        children.start("web server", _web_server(start))
        yield children
    finally:
        children.stop()


def _web_server(start: Start) -> list[str]:
    return [
        *("granian", "--interface", "wsgi", "--log-level", "warning"),
        *("--host", start.host, "--port", str(start.port)),
        *("--workers", str(start.web_workers), "--blocking-threads", str(_THREADS_PER_WORKER)),
        *("--respawn-failed-workers", "--workers-kill-timeout", "5"),
        "stafet.config.wsgi:application",
    ]


def _all_there(children: Children) -> None:
    name = children.stopped()
    if name is not None:
        raise CannotStart(sentence("The %(name)s has stopped; the lines above say why.", name=name))


def _announce(start: Start, say: Say) -> None:
    say(f"\nStafet is ready: {start.address}   (Ctrl-C stops it)")
    if settings.EMAIL_BACKEND.endswith(".filebased.EmailBackend"):
        say(f"  messages do not leave this machine: they are files in {settings.EMAIL_FILE_PATH}")
    for who, email, password in _logins() if start.demo else ():
        say(f"  {email:<40} {password:<20} {who}")


def _logins() -> Sequence[tuple[str, str, str]]:
    """Who may try the demo: (who it is, e-mail, password)."""
    if find_spec("stafet.demo.api") is None:
        return ()
    logins: Sequence[tuple[str, str, str]] = import_module("stafet.demo.api").LOGINS
    return logins
