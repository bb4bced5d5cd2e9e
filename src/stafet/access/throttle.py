"""How often somebody may guess a password or a personal link: every wrong try after the first few costs a longer wait.

Counted is the account as it was typed from one address, and the account from anywhere. Nothing here knows
whether the account exists, so a wait tells nobody that it does. A try is counted *before* the password is
looked at, in one statement, so that a thousand tries at once count as a thousand. What is kept is a keyed
hash: no e-mail address and no network address stands in the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils.crypto import salted_hmac


@dataclass(frozen=True, slots=True)
class Patience:
    """How many tries are free, how long the first wait is, and the longest. Each wait is twice the one before."""

    free: int
    first: timedelta
    longest: timedelta


FROM_ONE_ADDRESS = Patience(free=5, first=timedelta(seconds=30), longest=timedelta(minutes=15))
FROM_ANYWHERE = Patience(free=25, first=timedelta(seconds=10), longest=timedelta(minutes=1))
"""Mild, since anybody could use it to keep somebody out."""

LINKS_FROM_ONE_ADDRESS = Patience(free=20, first=timedelta(seconds=30), longest=timedelta(minutes=15))
ONE_LINK = Patience(free=10, first=timedelta(seconds=10), longest=timedelta(minutes=1))
"""A link that opens nothing is asked for anew, not tried again."""

FORGOTTEN_AFTER = timedelta(hours=12)

_TRY = """
    INSERT INTO access_failed_log_in AS f (key, tries, tried_at, free_at)
    VALUES (%(key)s, 1, %(at)s, %(at)s)
    ON CONFLICT (key) DO UPDATE SET
        tries = CASE WHEN f.tried_at < %(forgotten)s THEN 1 ELSE f.tries + 1 END,
        tried_at = %(at)s,
        free_at = %(at)s::timestamptz + CASE
            WHEN f.tried_at < %(forgotten)s OR f.tries + 1 < %(free)s THEN interval '0'
            ELSE least(%(longest)s::interval, %(first)s::interval * power(2, least(f.tries + 1 - %(free)s, 20)))
        END
    WHERE f.free_at <= %(at)s
    RETURNING tries
"""


def try_log_in(*, account: str, address: str, at: datetime) -> timedelta:
    """Count one try. Returns how long to wait first; zero means: look at the password now."""
    keys = _keys(account, address)
    for key, patience in zip(keys, (FROM_ONE_ADDRESS, FROM_ANYWHERE), strict=True):
        wait = _count(key, patience, at)
        if wait:
            return wait
    return timedelta()


def log_in_succeeded(*, account: str, address: str, at: datetime) -> None:
    """Forget the tries of this account, and whatever is old."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM access_failed_log_in WHERE key = ANY (%s) OR tried_at < %s",
            [_keys(account, address), at - FORGOTTEN_AFTER],
        )


def try_link(*, link: str, address: str, at: datetime) -> timedelta:
    """Count one who follows a personal link. Returns how long to wait first; zero means: look the link up now.

    Counted is the link from anywhere, and every link from one address.
    """
    of_link, of_address = _link_keys(link, address)
    return _count(of_address, LINKS_FROM_ONE_ADDRESS, at) or _count(of_link, ONE_LINK, at)


def link_opened(*, link: str, address: str, at: datetime) -> None:
    """It was a link of ours: this try is not held against it, nor against the address if that has not guessed much."""
    of_link, of_address = _link_keys(link, address)
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM access_failed_log_in WHERE key = %s OR tried_at < %s",
            [of_link, at - FORGOTTEN_AFTER],
        )
        cursor.execute(
            "UPDATE access_failed_log_in SET tries = tries - 1 WHERE key = %s AND tries BETWEEN 1 AND %s",
            [of_address, LINKS_FROM_ONE_ADDRESS.free - 1],
        )


def _link_keys(link: str, address: str) -> tuple[bytes, bytes]:
    link_key, address_key = (
        salted_hmac("stafet.links", what, algorithm="sha256").digest()
        for what in (f"link\n{link}", f"address\n{address}")
    )
    return link_key, address_key


def _keys(account: str, address: str) -> list[bytes]:
    typed = account.strip().casefold()
    return [
        salted_hmac("stafet.log-in", what, algorithm="sha256").digest()
        for what in (f"{typed}\n{address}", typed)
    ]


def _count(key: bytes, patience: Patience, at: datetime) -> timedelta:
    # An interval is more than the framework's types say a cursor takes.
    values: dict[str, Any] = {
        "key": key,
        "at": at,
        "forgotten": at - FORGOTTEN_AFTER,
        "free": patience.free,
        "first": patience.first,
        "longest": patience.longest,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TRY, values)
        if cursor.fetchone() is not None:
            return timedelta()
        cursor.execute("SELECT free_at FROM access_failed_log_in WHERE key = %s", [key])
        row = cursor.fetchone()
    return max(row[0] - at, timedelta()) if row else timedelta()
