"""What is checked before anything starts, and that nothing is left behind."""

from __future__ import annotations

import http.server
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from stafet.cli import readiness
from stafet.cli.children import Children
from stafet.cli.readiness import CannotStart, check_disk, check_port, only_one, wait_for_first_page
from stafet.postgres.lockfile import is_alive

HERE = "127.0.0.1"


@contextmanager
def a_page(status: int) -> Iterator[str]:
    """A web server that gives every page this status; its address."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(b"page")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
            pass

    with http.server.HTTPServer((HERE, 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://{HERE}:{server.server_port}/"
        server.shutdown()


def test_a_taken_port_is_one_sentence_that_names_another() -> None:
    with socket.socket() as other:
        other.bind((HERE, 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(CannotStart, match=f"Port {port} is taken .* make run PORT={port + 1}"):
            check_port(HERE, port)


def test_a_free_port_is_fine() -> None:
    check_port(HERE, 0)


def test_an_address_that_is_not_ours_is_one_sentence() -> None:
    with pytest.raises(CannotStart, match=r"of 192\.0\.2\.1 cannot be used"):
        check_port("192.0.2.1", 0)


def test_a_full_disk_is_told_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "_NEEDED_MEGABYTES", 10**9)

    with pytest.raises(CannotStart, match="MB are free"):
        check_disk(tmp_path / "not" / "there" / "yet")


def test_a_state_folder_serves_one_at_a_time(tmp_path: Path) -> None:
    with only_one(tmp_path), pytest.raises(CannotStart, match="already runs"), only_one(tmp_path):
        pass
    with only_one(tmp_path):
        pass


def test_ready_means_that_the_first_page_was_answered() -> None:
    with a_page(200) as address:
        wait_for_first_page(address, lambda: None)


def test_a_first_page_with_an_error_is_not_ready() -> None:
    with a_page(500) as address, pytest.raises(CannotStart, match="error 500"):
        wait_for_first_page(address, lambda: None)


def test_a_first_page_that_never_comes_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "_FIRST_PAGE_SECONDS", 0.3)

    with pytest.raises(CannotStart, match="did not come"):
        wait_for_first_page(f"http://{HERE}:1/", lambda: None)


def a_sleeper(folder: Path, body: str) -> None:
    """A module that writes its process number when it is ready."""
    (folder / "sleeper.py").write_text(
        f"import os, pathlib, signal, time\n{body}\n"
        "pathlib.Path('pid').write_text(str(os.getpid()))\ntime.sleep(600)\n"
    )


def pid_of(folder: Path) -> int:
    deadline = time.monotonic() + 20
    while not (folder / "pid").exists() or not (folder / "pid").read_text():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return int((folder / "pid").read_text())


def wait_until_gone(pid: int) -> None:
    deadline = time.monotonic() + 10
    while is_alive(pid):
        assert time.monotonic() < deadline, f"process {pid} is still there"
        time.sleep(0.02)


def test_stopping_stops_every_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    a_sleeper(tmp_path, "")
    children = Children()
    children.start("sleeper", ["sleeper"])
    pid = pid_of(tmp_path)
    assert children.stopped() is None

    children.stop()

    wait_until_gone(pid)


def test_a_process_that_does_not_listen_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("stafet.cli.children._PATIENCE_SECONDS", 0.3)
    a_sleeper(tmp_path, "signal.signal(signal.SIGTERM, signal.SIG_IGN)")
    children = Children()
    children.start("sleeper", ["sleeper"])
    pid = pid_of(tmp_path)

    children.stop()

    wait_until_gone(pid)


def test_a_process_that_ends_by_itself_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    a_sleeper(tmp_path, "raise SystemExit(3)")
    children = Children()
    children.start("sleeper", ["sleeper"])
    deadline = time.monotonic() + 20
    while children.stopped() is None:
        assert time.monotonic() < deadline
        time.sleep(0.02)

    assert children.stopped() == "sleeper"
    children.stop()


def test_processes_end_even_when_we_are_killed(tmp_path: Path) -> None:
    a_sleeper(tmp_path, "")
    starter = "from stafet.cli.children import Children; Children().start('s', ['sleeper']); import time; time.sleep(600)"
    parent = subprocess.Popen([sys.executable, "-c", starter], cwd=tmp_path)
    pid = pid_of(tmp_path)

    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()

    wait_until_gone(pid)
