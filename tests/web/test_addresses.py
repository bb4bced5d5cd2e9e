"""An address made quickly is the address."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from stafet.web.addresses import address


@pytest.mark.parametrize("name", ["person", "add_step", "finish_step", "accept_handover", "answer_request"])
def test_it_is_what_reverse_says(name: str) -> None:
    key = uuid4()
    assert address(name, key) == reverse(name, args=[key])
