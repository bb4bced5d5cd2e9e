"""Who keeps the library and the plan, who may tell a story. Whom somebody sees, grants decide."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.access.api import Permission
from stafet.kernel.actors import Actor
from stafet.materials.models import Edition, Material, Story, Telling
from stafet.materials.states import EditionState, StoryState, TellingState
from stafet.offers import api as offers


def can_keep_library_of(actor: Actor, municipality_id: UUID) -> bool:
    """A town's own office writes what it tells."""
    return actor.is_system or municipality_id in offers.organising_in(actor)


def can_keep_material(actor: Actor, material: Material) -> bool:
    """The office of the town whose text it is."""
    return can_keep_library_of(actor, material.municipality_id)


def materials_keepable_by(actor: Actor) -> Q:
    """The many to ``can_keep_material``."""
    return Q() if actor.is_system else Q(municipality_id__in=offers.organising_in(actor))


def can_read_material(actor: Actor, material: Material) -> bool:
    """Everybody who works in the town reads what is published; its office reads drafts, too."""
    return Material.objects.filter(materials_readable_by(actor), pk=material.pk).exists()


def materials_readable_by(actor: Actor) -> Q:
    """The many to ``can_read_material``."""
    if actor.is_system:
        return Q()
    published = Edition.objects.filter(state=EditionState.PUBLISHED).values("material_id")
    here = Q(municipality_id__in=offers.municipalities_of(actor))
    return materials_keepable_by(actor) | (here & Q(pk__in=published))


def can_keep_telling(actor: Actor, telling: Telling) -> bool:
    """The office of the town whose plan it is."""
    return can_keep_library_of(actor, telling.municipality_id)


def tellings_keepable_by(actor: Actor) -> Q:
    """The many to ``can_keep_telling``."""
    return Q() if actor.is_system else Q(municipality_id__in=offers.organising_in(actor))


def can_finish_telling(actor: Actor, telling: Telling) -> bool:
    """Whoever it was given to, and the office, while it is planned."""
    if telling.state != TellingState.PLANNED:
        return False
    return telling.responsible_id == actor.user_id or can_keep_telling(actor, telling)


def tellings_finishable_by(actor: Actor) -> Q:
    """The many to ``can_finish_telling``."""
    return Q(state=TellingState.PLANNED) & (Q(responsible_id=actor.user_id) | tellings_keepable_by(actor))


def can_write_stories_in(actor: Actor, municipality_id: UUID) -> bool:
    """Whoever works with young people in the town."""
    return actor.is_system or (
        access.may(actor, Permission.WRITE_PLAN) and municipality_id in offers.municipalities_of(actor)
    )


def can_work_on_stories(actor: Actor) -> bool:
    """Whoever works with young people writes about those they may see."""
    return actor.is_system or access.may(actor, Permission.WRITE_PLAN)


def stories_workable_by(actor: Actor) -> Q:
    """The many to ``can_work_on_stories``, as a condition on stories that are seen."""
    return Q() if can_work_on_stories(actor) else Q(pk__in=())


def can_take_back(actor: Actor, story: Story) -> bool:
    """Whoever wrote a told story, and the office of the town."""
    if story.state != StoryState.PUBLISHED:
        return False
    return story.by_id == actor.user_id or can_keep_library_of(actor, story.municipality_id)


def stories_to_take_back_by(actor: Actor) -> Q:
    """The many to ``can_take_back``."""
    keeps = Q() if actor.is_system else Q(municipality_id__in=offers.organising_in(actor))
    return Q(state=StoryState.PUBLISHED) & (Q(by_id=actor.user_id) | keeps)


def can_read_story(actor: Actor, story: Story) -> bool:
    """Whoever works in the town; in other towns only what was shared."""
    return Story.objects.filter(stories_readable_by(actor), pk=story.pk).exists()


def stories_readable_by(actor: Actor) -> Q:
    """The many to ``can_read_story``."""
    here = (
        Q() if actor.is_system else Q(municipality_id__in=offers.municipalities_of(actor)) | Q(is_shared=True)
    )
    return Q(state=StoryState.PUBLISHED) & here
