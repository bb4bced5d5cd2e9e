"""When something breaks here, the page needs nothing that might be broken too, and tells nothing."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import Client
from tests.cast import Cast
from tests.factories import Held
from tests.web.conftest import ClientFor

from stafet.audit import api as audit
from stafet.web import person_parts


def test_a_fault_of_ours_says_that_nothing_was_half_saved(
    everyone: Cast, amina: Held, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> dict[str, object]:
        raise RuntimeError("Amina Holm")

    monkeypatch.setattr(person_parts, "overview", breaks)
    client = client_for(everyone.bo)
    client.raise_request_exception = False
    answer = client.get(f"/people/{amina.person.pk}/")
    assert answer.status_code == 500
    assert b"Nothing was half saved" in answer.content
    assert b"Amina" not in answer.content


def test_without_the_log_nobody_is_shown_anything(
    everyone: Cast, amina: Held, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_full(look: audit.Look) -> None:
        raise OperationalError("no space left on device")

    monkeypatch.setattr(audit, "log_reading", is_full)
    answer = client_for(everyone.bo).get(f"/people/{amina.person.pk}/")
    assert answer.status_code == 503
    assert b"Amina" not in answer.content


def test_an_address_nobody_wrote_is_a_page_too() -> None:
    answer = Client().get("/nowhere/")
    assert answer.status_code == 404
    assert b"There is nothing here that you can see" in answer.content
