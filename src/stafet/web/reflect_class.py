"""Who in this class would like to look at themselves? A whole class is asked in one step; whoever is asked already is not asked again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from stafet.access import api as access
from stafet.kernel.activities import SCHOOL
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import SentenceError
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.progress import api as progress
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.person_progress import STANDS
from stafet.web.reflection_parts import InviteForm
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN
Classes = Mapping[UUID, tuple[str, Sequence[people.Person]]]


class InviteClassForm(InviteForm):
    """Which class, and what is said to all of them."""

    unit = forms.TypedChoiceField(label=gettext_lazy("Which class?"), coerce=UUID)
    field_order = ("unit", "words", "until_on")

    def __init__(self, data: object = None, *, classes: Classes, initial: dict[str, object]) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        choices = [(str(key), name) for key, (name, _pupils) in classes.items()]
        self.fields["unit"].choices = [("", gettext("Choose a class")), *choices]  # type: ignore[attr-defined]


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def invite_class_to_reflect(request: PageRequest) -> HttpResponse:
    """Those of a class whom the reader may see. Whether somebody did it, nobody is told."""
    classes = _classes(request)
    chosen = {"unit": request.GET.get("class", ""), "until_on": request.today + STANDS}
    form = InviteClassForm(request.POST or None, classes=classes, initial=chosen)
    act = Act(
        heading=gettext("Ask a class to look at themselves"),
        lead=gettext(
            "It stands on the page of everybody in the class whom you may see. They need not, and you are not told who did. Whoever is asked already is not asked again."
        ),
        back=Action(gettext("Back to the people"), reverse("people")),
        do=gettext("Ask them"),
        settled=None
        if classes
        else Notice(Tone.INFO, gettext("You see nobody who is in a class now, so there is nobody to ask.")),
    )
    if request.method == "POST" and form.is_valid():
        try:
            return done(request, _ask(request, form, classes), reverse("invite_class_to_reflect"))
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


def _ask(request: PageRequest, form: InviteClassForm, classes: Classes) -> str:
    name, pupils = classes[form.cleaned_data["unit"]]
    asked = progress.invite_many_to_reflect(
        persons=pupils,
        words=form.cleaned_data["words"],
        until_on=form.cleaned_data["until_on"],
        by=request.actor,
        at=request.at,
    )
    return _asked_words(name, asked, len(pupils) - asked)


def _asked_words(name: str, asked: int, already: int) -> str:
    if not asked:
        return gettext("%(class)s: all of them were asked already. Nobody was asked twice.") % {"class": name}
    words = ngettext(
        "%(class)s: %(count)d young person is asked.", "%(class)s: %(count)d young people are asked.", asked
    ) % {"class": name, "count": asked}
    if not already:
        return words
    again = ngettext("%(count)d was asked already.", "%(count)d were asked already.", already) % {
        "count": already
    }
    return f"{words} {again}"


def _classes(request: PageRequest) -> Classes:
    """The classes in which the reader sees somebody today, by school and name, each with whom they see. One look-up."""
    rows = (
        pathways.Spell.objects.filter(access.visible(DataClass.PROCESS), unit__isnull=False)
        .running_on(request.today)
        .of_kind(*SCHOOL)
        .select_related("person", "unit__organisation")
    )
    found: dict[UUID, tuple[str, dict[UUID, people.Person]]] = {}
    for row in rows.order_by("unit__organisation__name", "unit__name", "unit_id", "person_id"):
        unit = row.unit
        if unit is not None:
            name = f"{unit.organisation.name}, {unit.name}"
            found.setdefault(unit.pk, (name, {}))[1].setdefault(row.person_id, row.person)
    return {key: (name, tuple(pupils.values())) for key, (name, pupils) in found.items()}
