"""The private database, for commands that may be asked while Stafet runs and while it does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from stafet.postgres import api as postgres


@contextmanager
def server_while(home: Path, environ: Mapping[str, str]) -> Iterator[None]:
    """See that a server answers: the municipality's does or says why; our own is started, and stopped if it was not running."""
    urls = postgres.connection_settings(home, environ)
    cluster = postgres.local_cluster(home, environ) if urls.embedded else None
    if cluster is None or cluster.is_running():
        yield
        return
    cluster.start()
    try:
        yield
    finally:
        cluster.stop()
