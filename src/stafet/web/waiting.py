"""Too many tries: how long to wait, in words people count in, and a page that says so."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import ngettext

TOO_MANY_TRIES = 429


def seconds(wait: timedelta) -> int:
    """The wait in whole seconds, at least one."""
    return max(1, round(wait.total_seconds()))


def wait_words(wait: timedelta) -> str:
    """What to do: wait, then try again."""
    count = seconds(wait)
    if count < 100:  # up to here people count in seconds
        text = ngettext(
            "There have been too many tries. Wait %(count)d second, then try again.",
            "There have been too many tries. Wait %(count)d seconds, then try again.",
            count,
        )
        return text % {"count": count}
    minutes = -(-count // 60)
    text = ngettext(
        "There have been too many tries. Wait %(count)d minute, then try again.",
        "There have been too many tries. Wait %(count)d minutes, then try again.",
        minutes,
    )
    return text % {"count": minutes}
