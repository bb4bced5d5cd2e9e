"""Apply this file? What exactly will happen to how many people, whose lists it lands in, and the two explicit yeses."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy, ngettext

from stafet.access import api as access
from stafet.integrations import jobs
from stafet.kernel.sentences import SentenceError
from stafet.registers import api as registers
from stafet.registers.api import TAKEN, Effect, LoadState, Verdict, WhichRows
from stafet.web.acts import refuse
from stafet.web.components.numbers import write_number
from stafet.web.loads_finding import load_or_404
from stafet.web.loads_preview import losses_words, protected_words
from stafet.web.loads_words import count_rows, kinds_of, say_consequence
from stafet.web.registry import PageRequest, page

_LANDS = (Effect.TAKEN_IN, Effect.MISSING, Effect.ENDED)
_MOST_NAMES = 3


class ApplyForm(forms.Form):
    """Everything or nothing, and a yes to what would be lost; each is asked only when it matters."""

    rows = forms.TypedChoiceField(
        label=gettext_lazy("Which rows?"),
        coerce=WhichRows,
        widget=forms.RadioSelect,
        initial=WhichRows.ALL.value,
    )
    losses_confirmed = forms.TypedChoiceField(
        label=gettext_lazy("Is the file whole?"), coerce=int, empty_value=None, widget=forms.CheckboxInput
    )

    def __init__(self, data: object = None, *, shown: registers.Preview) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        if shown.refused:
            self.fields["rows"].choices = _row_choices(shown)  # type: ignore[attr-defined]
        else:
            del self.fields["rows"]
        if shown.confirm_losses:
            self.fields["losses_confirmed"] = forms.BooleanField(
                label=gettext("Yes, the file is whole: %(losses)s") % {"losses": losses_words(shown)},
                error_messages={
                    "required": gettext(
                        "Confirm the number, or discard the file: half a file looks the same."
                    )
                },
            )
        else:
            del self.fields["losses_confirmed"]
        self._losses = shown.losses.count if shown.confirm_losses else None

    def which(self) -> WhichRows:
        """Which rows are to be applied."""
        chosen = self.cleaned_data.get("rows")
        return WhichRows(chosen) if chosen else WhichRows.ALL

    def losses(self) -> int | None:
        """The number of lost places that was confirmed."""
        return self._losses if self.cleaned_data.get("losses_confirmed") else None


@page(purpose=access.Purpose.REGISTER, allow=access.Permission.LOAD_REGISTERS, writes=True)
def apply_load(request: PageRequest, load_id: UUID) -> HttpResponse:
    """Say exactly what will happen, then do it."""
    load = load_or_404(request, load_id)
    if load.state != LoadState.PREVIEWED:
        return redirect("load", load_id)
    shown = registers.preview(load_id)
    form = ApplyForm(request.POST if request.method == "POST" else None, shown=shown)
    if request.method == "POST" and (form.is_valid() or not form.fields):
        try:
            ordered = registers.order_apply(
                load_id=load_id,
                rows=form.which(),
                losses_confirmed=form.losses(),
                by=request.actor,
                at=request.at,
            )
        except SentenceError as error:
            refuse(form, error)
        else:
            jobs.start_applying(ordered)
            return redirect("load_waiting", load_id)
    context = {
        "load": load,
        "form": form,
        "happens": tuple(_happens(shown)),
        "to_whom": tuple(_to_whom(request, shown)),
        "left_out": _left_out(shown),
        "protected": protected_words(shown),
        "do": _do(shown),
        "decided": bool(shown.decided),
    }
    return render(request, "loads/apply.html", context)


def _row_choices(shown: registers.Preview) -> list[tuple[str, str]]:
    taken = sum(shown.total(verdict) for verdict in TAKEN)
    only = gettext("Only the %(taken)s that can be applied. Left out: %(refused)s.")
    return [
        (WhichRows.ALL.value, gettext("All or nothing: while a row is wrong, nothing is applied")),
        (
            WhichRows.ACCEPTED_ONLY.value,
            only % {"taken": count_rows(taken), "refused": count_rows(shown.refused)},
        ),
    ]


def _happens(shown: registers.Preview) -> Iterable[str]:
    for verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.ENDED):
        if shown.total(verdict):
            yield f"{verdict.label}: {kinds_of(shown.counts, verdict)}"
    yield from (say_consequence(each) for each in shown.consequences)
    if shown.losses.count:
        yield losses_words(shown)
    yield gettext("All of it is done in one go. If anything goes wrong, nothing has been changed.")


def _to_whom(request: PageRequest, shown: registers.Preview) -> Iterable[str]:
    """Whose lists the work lands in, place by place."""
    landing: dict[UUID, tuple[str, int]] = {}
    for each in shown.consequences:
        if each.organisation_id is not None and each.effect in _LANDS:
            name, people = landing.get(each.organisation_id, (each.organisation_name, 0))
            landing[each.organisation_id] = (name, people + each.people)
    readers = _readers(request, landing)
    for key, (place, people) in landing.items():
        words = ngettext(
            "%(count)s young person held by %(place)s: in the lists of %(who)s",
            "%(count)s young people held by %(place)s: in the lists of %(who)s",
            people,
        )
        yield words % {"count": write_number(people), "place": place, "who": _who(readers.get(key, []))}
    for each in shown.consequences:
        if each.organisation_id is None:
            yield say_consequence(each)
    if not shown.consequences:
        yield gettext("Nobody gets new work from it.")


def _readers(request: PageRequest, places: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Who can act for young people at each of some places, by name. One query."""
    posts = (
        access.Membership.objects.current_at(request.at)
        .filter(organisation_id__in=list(places), role__in=access.roles_with(access.Permission.HOLD))
        .order_by("user__name", "user_id")
        .values_list("organisation_id", "user__name")
    )
    found: dict[UUID, list[str]] = {}
    for place, name in posts:
        found.setdefault(place, []).append(name)
    return found


def _who(names: list[str]) -> str:
    if not names:
        return gettext("nobody by name yet")
    if len(names) <= _MOST_NAMES:
        return ", ".join(names)
    return gettext("%(count)d people there") % {"count": len(names)}


def _left_out(shown: registers.Preview) -> str:
    if not shown.refused:
        return ""
    words = ngettext(
        "%(count)s row can’t be applied as it is.",
        "%(count)s rows can’t be applied as they are.",
        shown.refused,
    )
    return words % {"count": write_number(shown.refused)}


def _do(shown: registers.Preview) -> str:
    people = sum(each.people for each in shown.consequences)
    if not people:
        return gettext("Apply the file")
    words = ngettext("Apply, for %(count)s young person", "Apply, for %(count)s young people", people)
    return words % {"count": write_number(people)}
