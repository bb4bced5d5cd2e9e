"""The parts of a person's page, each from one question to a room."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.access import api as access
from stafet.kernel.periods import age_on
from stafet.kernel.privacy import DataClass
from stafet.overview import api as overview
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.web.cases_link import cases_link
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action, Empty, NotShown, Withheld
from stafet.web.components.say import say
from stafet.web.components.tables import Fact
from stafet.web.components.work import WorkList
from stafet.web.handover_rows import handovers_of_person
from stafet.web.lanes import draw_lanes
from stafet.web.registry import PageRequest
from stafet.web.relays import relay
from stafet.web.step_rows import line_words, step_rows


def at_a_glance(request: PageRequest, identity: people.Identity) -> dict[str, object]:
    """Everything the first tab shows. What the reader may not see is named, not left out silently."""
    classes = people.classes_open(identity.person_id)
    context: dict[str, object] = {"contact": _contact(identity, classes), "withheld": _withheld(classes)}
    if DataClass.PROCESS not in classes:
        return context
    return context | _doing(request, identity) | _responsibility(request, identity)


def age_words(birth_date: date | None, today: date) -> str:
    """How old somebody is, with the birth date, or that it is not known."""
    if birth_date is None:
        return gettext("Birth date unknown")
    years = age_on(birth_date, today)
    age = ngettext("%(count)d year old", "%(count)d years old", years) % {"count": years}
    return gettext("%(age)s, born %(day)s") % {"age": age, "day": write_day(birth_date)}


def _doing(request: PageRequest, identity: people.Identity) -> dict[str, object]:
    lines = pathways.spells_of([identity.person_id]).get(identity.person_id, ())
    doing = pathways.doing(lines, day=request.today)
    return {
        "doing": say(doing.standing.because),
        "spells": draw_lanes(lines, today=request.today) if lines else None,
    }


def _responsibility(request: PageRequest, identity: people.Identity) -> dict[str, object]:
    person_id, today = identity.person_id, request.today
    lines = overview.steps_of(person_id, day=today)
    of = overview.relay_of(person_id, next_step=lines[0] if lines else None)
    return {
        "relay": relay(of, what=line_words(lines[0]), today=today) if lines else None,
        "steps": _steps(request, lines),
        "acts": _acts(request, identity, of)
        + cases_link(request, person_id)
        + _protecting(request, identity),
        "handovers": handovers_of_person(_handovers(person_id)),
    }


def _steps(request: PageRequest, lines: tuple[overview.StepLine, ...]) -> WorkList:
    ids = [line.step_id for line in lines]
    doable = responsibility.steps_finishable_by(request.actor).filter(pk__in=ids).values_list("pk", flat=True)
    return WorkList(
        heading=gettext("Next steps"),
        rows=step_rows(lines, may_do=frozenset(doable), today=request.today),
        empty=Empty(gettext("No step is open"), gettext("The promise no longer applies here.")),
        name="steps",
    )


def _handovers(person_id: UUID) -> QuerySet[responsibility.Handover]:
    seen = responsibility.Handover.objects.filter(access.visible(DataClass.PROCESS), person_id=person_id)
    return seen.select_related("from_organisation", "to_organisation", "answered_by").order_by(
        "-offered_at", "pk"
    )


def _acts(request: PageRequest, identity: people.Identity, of: overview.RelayOf | None) -> tuple[Action, ...]:
    """What the reader can begin here: agree on a step, hand over."""
    if of is None:
        return ()
    where, args = of.current.organisation_id, [identity.person_id]
    acts = []
    if access.may(request.actor, access.Permission.HOLD, organisation_id=where):
        acts.append(Action(gettext("Agree on another step"), reverse("add_step", args=args)))
    if of.offered is None and access.may(request.actor, access.Permission.HAND_OVER, organisation_id=where):
        acts.append(Action(gettext("Hand over"), reverse("hand_over", args=args)))
    return tuple(acts)


def _protecting(request: PageRequest, identity: people.Identity) -> tuple[Action, ...]:
    """To whoever decides: protect somebody, or look at how they are protected."""
    if request.emergency_until is not None:
        return ()
    if access.is_hidden(identity.person_id):
        return (Action(gettext("How they are protected"), reverse("protection", args=[identity.person_id])),)
    if access.may(request.actor, access.Permission.PROTECT):
        return (Action(gettext("Protect them"), reverse("mark_protected", args=[identity.person_id])),)
    return ()


def _contact(identity: people.Identity, classes: frozenset[DataClass]) -> tuple[Fact, ...]:
    """How to reach them and what identifies them, as far as the reader may know; nothing that is not known."""
    contact = people.contact_of(identity.person_id) if DataClass.CONTACT in classes else None
    numbers = people.numbers_of(identity.person_id) if DataClass.NATIONAL_NUMBER in classes else ()
    known = (
        (gettext("Phone"), contact.phone if contact else ""),
        (gettext("E-mail"), contact.email if contact else ""),
        *((str(note.kind.label), note.masked) for note in numbers),
        (gettext("Home municipality"), identity.municipality_name),
    )
    return tuple(Fact(term, value) for term, value in known if value)


def _withheld(classes: frozenset[DataClass]) -> Withheld | None:
    """What there is about every young person that this reader has no task with."""
    why = gettext("Your task with this person does not need it.")
    kinds = (
        (DataClass.PROCESS, gettext("What is agreed, who has the responsibility, and what they do")),
        (DataClass.CONTACT, gettext("How to reach them")),
        (DataClass.NATIONAL_NUMBER, gettext("Their national number")),
    )
    items = tuple(NotShown(what, why) for data_class, what in kinds if data_class not in classes)
    return Withheld(items) if items else None
