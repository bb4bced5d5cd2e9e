"""The gallery as a page, parsed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client, override_settings
from django.utils import translation
from tests.web.components.tree import Node, parse

GalleryIn = Callable[[str], Node]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"), override_settings(ROOT_URLCONF="tests.web.components.urls"):
        yield


@pytest.fixture
def gallery_in() -> GalleryIn:
    """``gallery_in("da")``: the gallery in Danish, as a tree."""

    def load(language: str) -> Node:
        answer = Client(headers={"accept-language": language}).get("/gallery/")
        assert answer.status_code == 200
        return parse(answer.content.decode())

    return load
