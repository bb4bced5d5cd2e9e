"""A colleague leaves: everything they have goes to somebody else in one act, and nothing is left behind.

First it is shown what would be moved; only then is it moved. Nothing is kept between the two but the form.
"""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.organisations import api as organisations
from stafet.responsibility import api as responsibility
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.parts import Action, Confirmation
from stafet.web.registry import PageRequest, page

REASSIGN = access.Permission.REASSIGN_OTHERS


class LeavingForm(forms.Form):
    """Who leaves, and who takes what they have."""

    who = forms.ChoiceField(label=gettext_lazy("Who leaves?"))
    to = forms.ChoiceField(
        label=gettext_lazy("Who takes over what they have?"),
        required=False,
        help_text=gettext_lazy(
            "A colleague of the same organisation, or nobody by name yet: then it waits for everybody there."
        ),
    )

    def __init__(self, data: object = None, *, request: PageRequest) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        places = organisations.places(access.organisations_where(request.actor, REASSIGN))
        groups = [
            (
                place.name,
                [
                    (f"{place.organisation_id}/{user.pk}", user.name)
                    for user in access.readers_of(place.organisation_id, at=request.at)
                ],
            )
            for place in places
        ]
        self.fields["who"].choices = [("", gettext("Choose a colleague")), *groups]  # type: ignore[attr-defined]
        self.fields["to"].choices = [("", gettext("Nobody by name yet")), *groups]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """Within one organisation, and not to whoever leaves."""
        cleaned = super().clean() or {}
        who, to = str(cleaned.get("who", "")), str(cleaned.get("to", ""))
        if who and to and who.split("/")[0] != to.split("/")[0]:
            self.add_error("to", gettext("Choose somebody who works at the same organisation."))
        if who and who == to:
            self.add_error("to", gettext("Choose somebody else than the colleague who leaves."))
        return cleaned

    def organisation_id(self) -> UUID:
        """Where they leave."""
        return UUID(self.cleaned_data["who"].split("/")[0])

    def leaver_id(self) -> UUID:
        """Who leaves."""
        return UUID(self.cleaned_data["who"].split("/")[1])

    def heir_id(self) -> UUID | None:
        """Who takes over, if anybody by name."""
        to = self.cleaned_data["to"]
        return UUID(to.split("/")[1]) if to else None

    def name_of(self, field: str) -> str:
        """The name that was chosen."""
        for _, choices in self.fields[field].choices[1:]:  # type: ignore[attr-defined]
            for key, name in choices:
                if key == self.cleaned_data[field]:
                    return str(name)
        return gettext("nobody by name yet")


@page(purpose=access.Purpose.DUTY, allow=REASSIGN, writes=True)
def leaving(request: PageRequest) -> HttpResponse:
    """Choose, see what would happen, do it."""
    form = LeavingForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("go") != "do":
            return _check(request, form)
        try:
            return _do(request, form)
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("A colleague leaves"),
        lead=gettext(
            "Everything they have goes to somebody else at once. You see what that is before anything happens."
        ),
        back=Action(gettext("Back to today"), reverse("today")),
        do=gettext("See what would be moved"),
    )
    return ask(request, act, form)


def _do(request: PageRequest, form: LeavingForm) -> HttpResponse:
    plan = responsibility.reassign_everything(
        from_user_id=form.leaver_id(),
        to_user_id=form.heir_id(),
        organisation_id=form.organisation_id(),
        by=request.actor,
        at=request.at,
    )
    if plan.left_behind:
        words = ngettext(
            "All the rest is moved. %(count)d entry about protected people stays: their named readers see to it.",
            "All the rest is moved. %(count)d entries about protected people stay: their named readers see to them.",
            plan.left_behind,
        )
        return done(request, words % {"count": plan.left_behind}, reverse("leaving"))
    return done(request, gettext("Everything is moved. Nothing is left behind."), reverse("leaving"))


def _check(request: PageRequest, form: LeavingForm) -> HttpResponse:
    plan = responsibility.plan_reassignment(
        from_user_id=form.leaver_id(), organisation_id=form.organisation_id()
    )
    context = {
        "confirmation": _confirmation(form, plan),
        "carried": {name: form.cleaned_data[name] for name in ("who", "to")},
    }
    return render(request, "leaving/check.html", context)


def _confirmation(form: LeavingForm, plan: responsibility.ReassignPlan) -> Confirmation:
    return Confirmation(
        heading=gettext("What would be moved"),
        happens=tuple(_what_moves(plan)),
        to_whom=(
            gettext("from %(name)s") % {"name": form.name_of("who")},
            gettext("to %(name)s") % {"name": form.name_of("to")},
        ),
        basis=gettext(
            "You lead there: whoever holds the responsibility at your organisation is yours to say."
        ),
        basis_source="",
        do=gettext("Move everything"),
        action=reverse("leaving"),
        cancel_href=reverse("leaving"),
        note=gettext("Organisation, dates and hand-overs stay as they are; only the name changes."),
    )


def _what_moves(plan: responsibility.ReassignPlan) -> list[str]:
    people = ngettext(
        "The responsibility for %(count)d person", "The responsibility for %(count)d people", plan.holdings
    )
    steps = ngettext("%(count)d open step", "%(count)d open steps", plan.steps)
    offers = ngettext(
        "%(count)d offer sent to them by name", "%(count)d offers sent to them by name", plan.handovers
    )
    lines = [
        people % {"count": plan.holdings},
        steps % {"count": plan.steps},
        offers % {"count": plan.handovers},
    ]
    if plan.left_behind:
        stays = ngettext(
            "%(count)d entry about protected people stays where it is",
            "%(count)d entries about protected people stay where they are",
            plan.left_behind,
        )
        lines.append(stays % {"count": plan.left_behind})
    return lines
