"""The library: what there is for whom, in which languages, and what is older than what it was translated from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from stafet.kernel.actors import Actor
from stafet.materials import policies
from stafet.materials.models import Edition, Material
from stafet.materials.states import FOR_EVERYONE, Audience, EditionState


@dataclass(frozen=True, slots=True)
class Shelf:
    """A text with what is read of it now, and what is being written, by language; the main language first."""

    material: Material
    published: Mapping[str, Edition]
    drafts: Mapping[str, Edition]

    def older(self) -> tuple[str, ...]:
        """Languages whose text was published before the main language's present one."""
        main = self.published.get(self.material.main_language)
        if main is None or main.published_at is None:
            return ()
        return tuple(
            code
            for code, row in self.published.items()
            if row.published_at is not None and row.published_at < main.published_at
        )

    def read_in(self, languages: Sequence[str]) -> Edition | None:
        """The published text in the first of these languages there is; else in the main one, else in any."""
        wanted = (*languages, self.material.main_language, *self.published)
        return next((self.published[code] for code in wanted if code in self.published), None)

    def shown_in(self, languages: Sequence[str]) -> Edition | None:
        """As ``read_in``; of what is not published yet, the draft."""
        drafts = (*languages, self.material.main_language, *self.drafts)
        return self.read_in(languages) or next(
            (self.drafts[code] for code in drafts if code in self.drafts), None
        )


def materials_for(
    actor: Actor, *, audience: str = "", scheme_kind: str = "", language: str = ""
) -> QuerySet[Material]:
    """What a reader at work finds, narrowed by whom it is for, the scheme and the language."""
    rows = Material.objects.filter(policies.materials_readable_by(actor))
    if audience:
        rows = rows.filter(audiences__contains=[audience])
    if scheme_kind:
        rows = rows.filter(scheme_kind=scheme_kind)
    if language:
        there = Edition.objects.filter(language=language, state=EditionState.PUBLISHED)
        rows = rows.filter(pk__in=there.values("material_id"))
    return rows.order_by("scheme_kind", "kind", "pk")


def materials_about(actor: Actor, scheme_kinds: Collection[str]) -> QuerySet[Material]:
    """What a reader at work finds about these schemes, as far as it is published."""
    published = Edition.objects.filter(state=EditionState.PUBLISHED).values("material_id")
    rows = Material.objects.filter(policies.materials_readable_by(actor), pk__in=published)
    return rows.filter(scheme_kind__in=list(scheme_kinds)).order_by("kind", "pk")


def material_for(actor: Actor, material_id: UUID) -> Material | None:
    """One text, or ``None`` for whoever may not read it."""
    return Material.objects.filter(policies.materials_readable_by(actor), pk=material_id).first()


def edition_for(actor: Actor, edition_id: UUID) -> Edition | None:
    """One version, for those who keep the library."""
    keepable = Material.objects.filter(policies.materials_keepable_by(actor))
    rows = Edition.objects.filter(material__in=keepable, pk=edition_id)
    return rows.select_related("material").first()


def published_to(
    municipality_id: UUID, audiences: Collection[Audience], *, scheme_kinds: Collection[str] | None = None
) -> QuerySet[Material]:
    """What a town has published to these; of schemes only those named, and what holds for all."""
    published = Edition.objects.filter(state=EditionState.PUBLISHED, municipality_id=municipality_id)
    rows = Material.objects.filter(
        municipality_id=municipality_id,
        pk__in=published.values("material_id"),
        audiences__overlap=[each.value for each in audiences],
    )
    if scheme_kinds is not None:
        rows = rows.filter(Q(scheme_kind="") | Q(scheme_kind__in=list(scheme_kinds)))
    return rows.order_by("scheme_kind", "kind", "pk")


def published_to_everyone(municipality_id: UUID) -> QuerySet[Material]:
    """What stands on the page without a log-in."""
    return published_to(municipality_id, FOR_EVERYONE)


def shelves(materials: Iterable[Material]) -> tuple[Shelf, ...]:
    """The texts with their versions that live, in one question for all."""
    rows = list(materials)
    live = Edition.objects.filter(
        material__in=[row.pk for row in rows], state__in=(EditionState.PUBLISHED, EditionState.DRAFT)
    )
    found: dict[UUID, dict[str, dict[str, Edition]]] = {
        row.pk: {EditionState.PUBLISHED: {}, EditionState.DRAFT: {}} for row in rows
    }
    main = {row.pk: row.main_language for row in rows}
    for each in sorted(live, key=lambda one: (one.language != main[one.material_id], one.language)):
        found[each.material_id][each.state][each.language] = each
    return tuple(
        Shelf(row, found[row.pk][EditionState.PUBLISHED], found[row.pk][EditionState.DRAFT]) for row in rows
    )


def editions_of(material: Material) -> QuerySet[Edition]:
    """Every version there has been, the newest of each language first."""
    return Edition.objects.filter(material=material).order_by("language", "-number")


def to_look_over(actor: Actor, *, until: date) -> QuerySet[Material]:
    """What those who keep the library wanted to read again by now."""
    published = Edition.objects.filter(state=EditionState.PUBLISHED).values("material_id")
    rows = Material.objects.filter(
        policies.materials_keepable_by(actor), look_again_on__lte=until, pk__in=published
    )
    return rows.order_by("look_again_on", "pk")


def languages_of(actor: Actor) -> tuple[str, ...]:
    """The languages in which the reader finds something."""
    rows = Edition.objects.filter(
        state=EditionState.PUBLISHED,
        material__in=Material.objects.filter(policies.materials_readable_by(actor)),
    )
    return tuple(rows.order_by("language").values_list("language", flat=True).distinct())
