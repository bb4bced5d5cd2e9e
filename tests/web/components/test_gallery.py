"""What holds for every page is tried on the page that shows everything."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from django.template import Engine
from django.template.base import Node as TemplateNode
from django.template.base import NodeList, TextNode, VariableNode
from django.template.defaulttags import ForNode, IfNode
from django.template.loader import get_template
from django.test import Client
from tests.web.components.conftest import GalleryIn

import stafet.web

LANGUAGES = ("da", "sv", "en")
TEMPLATES = Path(stafet.web.__file__).parent / "templates"

# In the head of a page only, or where only a page without JavaScript meets it.
_NOT_ON_THIS_PAGE = {"components/progress_head.html", "components/forms/formset.html"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_which_language_it_is_in(gallery_in: GalleryIn, language: str) -> None:
    assert gallery_in(language).one("html").get("lang") == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_element_is_closed_once(gallery_in: GalleryIn, language: str) -> None:
    assert gallery_in(language).one("main")


def test_nothing_in_a_page_needs_the_browser_to_trust_the_markup(gallery_in: GalleryIn) -> None:
    page = gallery_in("en")

    assert not page.values("style"), "The content policy refuses style attributes."
    assert not page.all("style")
    assert all(script.get("src") for script in page.all("script"))
    assert not [name for node in page.walk() for name in node.attributes if name.startswith("on")]


def test_no_id_is_given_twice(gallery_in: GalleryIn) -> None:
    counted = Counter(gallery_in("en").values("id"))

    assert [name for name, count in counted.items() if count > 1] == []


def test_headings_never_skip_a_level(gallery_in: GalleryIn) -> None:
    levels = [int(heading.tag[1]) for heading in gallery_in("en").all("h1", "h2", "h3", "h4")]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_skip_link_leads_to_the_content(gallery_in: GalleryIn) -> None:
    page = gallery_in("en")

    assert page.one("body").values("href")[0] == "#main-content"
    assert page.one("main").get("id") == "main-content"


def test_messages_are_read_aloud(gallery_in: GalleryIn) -> None:
    assert "is saved" in gallery_in("en").one("div", css="messages", role="status").text


def test_language_and_search_post_so_that_no_address_holds_them(gallery_in: GalleryIn) -> None:
    page = gallery_in("en")
    forms = [*page.all("form", css="languages"), *page.all("form", role="search")]

    assert {form.get("method") for form in forms} == {"post"}


def test_every_form_that_posts_carries_the_token(gallery_in: GalleryIn) -> None:
    for form in gallery_in("en").all("form", method="post"):
        assert form.one("input", name="csrfmiddlewaretoken").get("value")


def test_an_icon_without_words_beside_it_has_a_name(gallery_in: GalleryIn) -> None:
    for icon in gallery_in("en").all("svg", css="icon-svg"):
        assert icon.get("aria-hidden") == "true" or icon.get("aria-label")


def test_every_component_stands_in_the_gallery() -> None:
    shown = {template.name for template in Client().get("/gallery/").templates}
    written = {path.relative_to(TEMPLATES).as_posix() for path in (TEMPLATES / "components").rglob("*.html")}

    assert written - _NOT_ON_THIS_PAGE <= shown


def test_the_rows_of_a_list_are_plain_text_and_ready_values() -> None:
    """No include, tag or filter inside the loop: fifty rows would pay for it fifty times."""
    nodes = Engine.get_default().get_template("components/work_list.html").nodelist
    assert isinstance(nodes, NodeList)
    loops = [node for node in nodes.get_nodes_by_type(ForNode) if isinstance(node, ForNode)]
    loop = next(loop for loop in loops if list(loop.loopvars) == ["row"])

    assert isinstance(loop.nodelist_loop, NodeList)
    inner = loop.nodelist_loop.get_nodes_by_type(TemplateNode)
    assert {type(node) for node in inner} <= {TextNode, VariableNode, IfNode, ForNode}
    assert not [node for node in inner if isinstance(node, VariableNode) and node.filter_expression.filters]


@pytest.mark.parametrize("name", ["500", "503"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_for_when_little_works_needs_nothing(name: str, language: str) -> None:
    page = get_template(f"errors/{name}.html").render({})

    assert "stafet/stafet.css" in page
    assert "<h1>" in page


def test_what_is_not_there_and_what_is_not_for_you_look_the_same() -> None:
    page = get_template("errors/404.html").render({})

    assert "We cannot say which." in page
