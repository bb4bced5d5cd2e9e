"""Keys say in which order they were made."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from uuid import RFC_4122

from stafet.kernel.identity import uuid7


def test_keys_are_in_the_order_in_which_they_were_made() -> None:
    keys = [uuid7() for _ in range(5_000)]
    assert keys == sorted(set(keys))


def test_no_two_keys_of_several_threads_are_the_same_and_each_thread_keeps_its_order() -> None:
    with ThreadPoolExecutor(4) as pool:
        several = list(pool.map(lambda _: [uuid7() for _ in range(1_000)], range(4)))
    assert all(keys == sorted(keys) for keys in several)
    assert len({key for keys in several for key in keys}) == 4_000


def test_a_key_is_of_version_seven_and_tells_the_millisecond() -> None:
    before = time.time_ns() // 1_000_000
    key = uuid7()
    assert (key.version, key.variant) == (7, RFC_4122)
    assert before <= key.int >> 80 <= time.time_ns() // 1_000_000 + 1
