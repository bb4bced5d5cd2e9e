"""Texts of the library as pages show them: in which language, how old, and the words themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country, local_day
from stafet.materials import api as materials
from stafet.materials.api import Audience, Edition, EditionState, Material, MaterialKind, Shelf
from stafet.placements.api import SchemeKind
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action
from stafet.web.components.tables import Fact, Facts
from stafet.web.components.work import WorkRow
from stafet.web.components.written import write_text


@dataclass(frozen=True, slots=True)
class Leaf:
    """One text to read: ``materials/leaf.html``. ``others`` are the same text in other languages."""

    title: str
    language: str
    direction: str
    words: SafeString
    link: str
    foot: str
    others: tuple[Action, ...]


def reader_language() -> str:
    """In which language the reader reads pages."""
    return (get_language() or "en")[:2]


def name_language(code: str) -> str:
    """A language in the reader's words; its code where nobody has a name for it."""
    try:
        named = Locale.parse(code).get_display_name(reader_language())
    except (UnknownLocaleError, ValueError):
        return code
    return named or code


def direction_of(code: str) -> str:
    """Which way a language is written."""
    try:
        return Locale.parse(code).text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"


def audience_words(audiences: Iterable[str]) -> str:
    """For whom, in words."""
    return ", ".join(str(Audience(each).label) for each in audiences)


def scheme_words(material: Material) -> str:
    """Which scheme and school year it belongs to; empty when it holds for all."""
    named = str(SchemeKind(material.scheme_kind).label) if material.scheme_kind else ""
    return " ".join(filter(None, (named, material.year)))


def kind_words(material: Material) -> str:
    """What it is for, and for which scheme."""
    return ", ".join(filter(None, (str(MaterialKind(material.kind).label), scheme_words(material))))


def title_of(shelf: Shelf) -> str:
    """What it is called, in the reader's language if it is there."""
    shown = shelf.shown_in([reader_language()])
    return shown.title if shown else gettext("A text without a version")


def older_words(shelf: Shelf) -> str:
    """Which translations are older than what they were made from."""
    older = shelf.older()
    if not older:
        return ""
    told = {
        "languages": ", ".join(map(name_language, older)),
        "main": name_language(shelf.material.main_language),
    }
    return gettext("Older than the version in %(main)s: %(languages)s.") % told


def draft_words(shelf: Shelf) -> str:
    """Which languages have a draft that waits."""
    if not shelf.drafts:
        return ""
    return gettext("Drafts: %(languages)s.") % {"languages": ", ".join(map(name_language, shelf.drafts))}


def shelf_row(shelf: Shelf, href: str, *, keeps: bool) -> WorkRow:
    """A text in a list. Only those who keep the library read what is behind."""
    said = [gettext("In %(languages)s.") % {"languages": ", ".join(map(name_language, shelf.published))}]
    if not shelf.published:
        said = [gettext("Not published.")]
    if keeps:
        said += [older_words(shelf), draft_words(shelf)]
    return WorkRow(
        name=title_of(shelf),
        href=href,
        detail=kind_words(shelf.material),
        why=" ".join(
            filter(
                None,
                (
                    gettext("For: %(audiences)s.") % {"audiences": audience_words(shelf.material.audiences)},
                    *said,
                ),
            )
        ),
        action=Action(gettext("Read it"), href),
    )


def leaf(edition: Edition, shelf: Shelf, href: str) -> Leaf:
    """The text itself. ``href`` is this page, which takes another language as a question."""
    others = tuple(
        Action(name_language(code), f"{href}?language={code}")
        for code in shelf.published
        if code != edition.language
    )
    return Leaf(
        title=edition.title,
        language=edition.language,
        direction=direction_of(edition.language),
        words=write_text(edition.words),
        link=edition.link,
        foot=foot_words(edition),
        others=others,
    )


def foot_words(edition: Edition) -> str:
    """From when it is, and who translated it."""
    told = []
    if edition.published_at is not None:
        day = write_day(local_day(Country.DK, edition.published_at))
        told.append(gettext("Published %(day)s.") % {"day": day})
    elif edition.state == EditionState.DRAFT:
        told.append(gettext("A draft: nobody else reads it."))
    if edition.translated_by:
        told.append(gettext("Translated by %(name)s.") % {"name": edition.translated_by})
    return " ".join(told)


def chosen_edition(shelf: Shelf, asked: str) -> Edition | None:
    """What is read: in the language that was asked for, else the reader's."""
    return shelf.read_in([code for code in (asked, reader_language()) if code])


def material_facts(material: Material) -> Facts:
    """For whom it is, and when it is looked over."""
    items = [Fact(gettext("For"), audience_words(material.audiences))]
    if scheme_words(material):
        items.append(Fact(gettext("Belongs to"), scheme_words(material)))
    items.append(Fact(gettext("Written in"), name_language(material.main_language)))
    if material.look_again_on is not None:
        items.append(Fact(gettext("Looked over again"), write_day(material.look_again_on)))
    return Facts(gettext("About this text"), tuple(items))


def to_read(rows: Iterable[Material], name: str, *before: object) -> tuple[Action, ...]:
    """Links to texts, by title; ``name`` and ``before`` are the address of one."""
    return tuple(
        Action(title_of(shelf), reverse(name, args=[*before, shelf.material.pk]))
        for shelf in materials.shelves(rows)
    )


def texts_about(actor: Actor, scheme_kinds: Collection[str]) -> tuple[Action, ...]:
    """What whoever works here reads about these schemes."""
    if not scheme_kinds:
        return ()
    return to_read(materials.materials_about(actor, scheme_kinds), "material")


def languages_to_write(shelf: Shelf) -> Sequence[str]:
    """The languages of the product and those the text has already."""
    return tuple(dict.fromkeys(("da", "sv", "en", *shelf.published, *shelf.drafts)))
