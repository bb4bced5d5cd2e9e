"""A town writes a text, translates it, publishes a version that never changes, and takes it back."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.materials.actions.steps import day_in, must_keep, must_say, note
from stafet.materials.drafts import EditionFacts, MaterialFacts
from stafet.materials.errors import ChangedByNow, NotWhole
from stafet.materials.models import Edition, Material
from stafet.materials.starting import TO_VERIFY, Starter
from stafet.materials.states import EDITION, EditionMove, EditionState

_LANGUAGE = re.compile(r"[a-z]{2,3}")


@audit.action
def write_material(
    *, municipality_id: UUID, facts: MaterialFacts, first: EditionFacts, by: Actor, at: datetime
) -> Material:
    """One more text, with a draft in its main language. Raises ``NotYours``, ``NotWhole``."""
    must_keep(by, municipality_id)
    _must_fit(facts)
    row = Material.objects.create(municipality_id=municipality_id, known_at=at, **_columns(facts))
    _draft(row, first, by, at)
    note("write_material", municipality_id, row.pk, by, at)
    return row


@audit.action
def copy_starter(*, municipality_id: UUID, starter: Starter, by: Actor, at: datetime) -> Material:
    """A shipped text becomes the town's own, as drafts in every language it comes in. Raises ``NotYours``, ``ChangedByNow``."""
    must_keep(by, municipality_id)
    if Material.objects.filter(municipality_id=municipality_id, starter=starter.slug).exists():
        raise ChangedByNow(sentence("This text stands in your library already."))
    row = Material.objects.create(
        municipality_id=municipality_id, known_at=at, starter=starter.slug, **_columns(starter.facts)
    )
    for each in starter.editions:
        _draft(row, each, by, at)
    note("copy_starter", municipality_id, row.pk, by, at)
    return row


@audit.action
def change_material(*, material: Material, facts: MaterialFacts, by: Actor, at: datetime) -> Material:
    """For whom it is, and when it is looked over again. Raises ``NotYours``, ``NotWhole``."""
    must_keep(by, material.municipality_id)
    _must_fit(facts)
    locked = Material.objects.select_for_update(of=("self",), no_key=True).get(pk=material.pk)
    for name, value in _columns(facts).items():
        setattr(locked, name, value)
    locked.known_at = at
    locked.save()
    note("change_material", locked.municipality_id, locked.pk, by, at)
    return locked


@audit.action
def look_over(*, material: Material, next_on: date, by: Actor, at: datetime) -> None:
    """Somebody has read it and it is still right; it is looked over again on a later day. Raises ``NotYours``, ``NotWhole``."""
    must_keep(by, material.municipality_id)
    if next_on <= day_in(material.municipality_id, at):
        raise NotWhole(sentence("Choose a day that is still to come."), field="look_again_on")
    Material.objects.filter(pk=material.pk).update(look_again_on=next_on, known_at=at)
    note("look_over", material.municipality_id, material.pk, by, at)


@audit.action
def write_edition(*, material: Material, facts: EditionFacts, by: Actor, at: datetime) -> Edition:
    """The draft of the next version in one language: begun, or gone on with. Raises ``NotYours``, ``NotWhole``."""
    must_keep(by, material.municipality_id)
    locked = Material.objects.select_for_update(of=("self",), no_key=True).get(pk=material.pk)
    row = _draft(locked, facts, by, at)
    note("write_edition", locked.municipality_id, row.pk, by, at)
    return row


@audit.action
def publish_edition(*, edition: Edition, by: Actor, at: datetime) -> None:
    """It is read from now on and never changes again; what was published before makes way. Raises ``NotYours``, ``ChangedByNow``."""
    must_keep(by, edition.municipality_id)
    Material.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.material_id)
    row = Edition.objects.get(pk=edition.pk)
    if not EDITION.is_allowed(EditionState(row.state), EditionMove.PUBLISH):
        raise ChangedByNow(sentence("This version is no draft any more."))
    _must_be_verified(row)
    before = Edition.objects.filter(
        material_id=row.material_id, language=row.language, state=EditionState.PUBLISHED
    )
    for each in before:
        _shift(each, EditionMove.SUPERSEDE, at)
    row.published_at, row.by_id = at, by.user_id
    _shift(row, EditionMove.PUBLISH, at)
    note("publish_edition", row.municipality_id, row.pk, by, at)


@audit.action
def withdraw_edition(*, edition: Edition, by: Actor, at: datetime) -> None:
    """Nobody reads it any more; a draft is thrown away. Raises ``NotYours``, ``ChangedByNow``."""
    must_keep(by, edition.municipality_id)
    Material.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.material_id)
    row = Edition.objects.get(pk=edition.pk)
    if not EDITION.is_allowed(EditionState(row.state), EditionMove.WITHDRAW):
        raise ChangedByNow(sentence("This version is not read any more already."))
    _shift(row, EditionMove.WITHDRAW, at)
    note("withdraw_edition", row.municipality_id, row.pk, by, at)


def _draft(material: Material, facts: EditionFacts, by: Actor, at: datetime) -> Edition:
    language = facts.language.strip().lower()
    if not _LANGUAGE.fullmatch(language):
        raise NotWhole(
            sentence("A language is two or three letters, such as “ar” or “uk”."), field="language"
        )
    translated = facts.translated_by.strip()
    if language != material.main_language and not translated:
        raise NotWhole(sentence("Say who translated it."), field="translated_by")
    of_language = Edition.objects.filter(material=material, language=language)
    row = of_language.filter(state=EditionState.DRAFT).first() or Edition(
        municipality_id=material.municipality_id,
        material=material,
        language=language,
        number=of_language.count() + 1,
    )
    row.title, row.words = must_say(facts.title, "title"), must_say(facts.words, "words")
    row.link, row.translated_by = facts.link.strip(), translated
    row.by_id, row.known_at = by.user_id, at
    try:
        with transaction.atomic(using=audit.current_alias()):
            row.save()
    except IntegrityError:
        raise ChangedByNow(sentence("Somebody else has just begun this version.")) from None
    return row


def _must_be_verified(row: Edition) -> None:
    """A shipped text marks what has to be looked up in the law, or decided here, before anybody reads it."""
    left = f"{row.title}\n{row.words}".count(TO_VERIFY)
    if left:
        raise NotWhole(
            sentence(
                "%(count)d places are marked “%(mark)s”: verify what stands there, or take it out, and remove the mark.",
                count=left,
                mark=TO_VERIFY,
            )
        )


def _shift(row: Edition, what: EditionMove, at: datetime) -> None:
    row.state, row.known_at = EDITION.after(EditionState(row.state), what), at
    row.save(update_fields=["state", "published_at", "by_id", "known_at"])


def _must_fit(facts: MaterialFacts) -> None:
    if not facts.audiences:
        raise NotWhole(sentence("Say whom it is for."), field="audiences")


def _columns(facts: MaterialFacts) -> dict[str, object]:
    return asdict(facts) | {"audiences": [each.value for each in facts.audiences]}
