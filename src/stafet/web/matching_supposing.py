"""What if they had another place, or there were one more? Asked on one proposal, worked out by a job, told in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext
from django_htmx.http import HttpResponseClientRedirect

from stafet.access import api as access
from stafet.integrations import matching_jobs
from stafet.kernel.matching import Priority
from stafet.kernel.sentences import SentenceError
from stafet.matchmaking import api as matchmaking
from stafet.matchmaking.api import Asked, Proposal, Supposed, SupposedState, Supposing
from stafet.placements.api import Place
from stafet.web import matching_parts
from stafet.web.acts import refuse
from stafet.web.components.parts import Action, Notice, Progress, Tone
from stafet.web.components.say import say
from stafet.web.matching_proposals import proposal_or_404
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN


class SupposeForm(forms.Form):
    """Of which place somebody wants to know it."""

    place = forms.TypedChoiceField(label=gettext_lazy("Which place?"), coerce=UUID)

    def __init__(self, *args: object, places: Sequence[Place], wishes: Sequence[str], **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.fields["place"].choices = [(str(place.pk), _named(place, wishes)) for place in places]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Answered:
    """What is told of one place."""

    host: str
    lines: tuple[str, ...]


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def what_if(request: PageRequest, proposal_id: UUID) -> HttpResponse:
    """Ask of one place after the other; what has been told stays on the page."""
    row = proposal_or_404(request, proposal_id)
    here = reverse("what_if", args=[row.pk])
    now = matchmaking.supposing_of(row, at=request.at)
    if request.htmx and not now.is_at_work:
        return HttpResponseClientRedirect(here)
    form = SupposeForm(request.POST or None, places=now.places, wishes=row.asked["wishes"])
    if request.method == "POST" and form.is_valid() and _begin(request, row, form):
        return HttpResponseRedirect(here)
    context = {
        "row": row,
        "what": matching_parts.place_words(row),
        "form": form if now.why_not is None and now.places and not now.is_at_work else None,
        "notice": Notice(Tone.INFO, gettext("This can’t be asked here"), say(now.why_not))
        if now.why_not
        else None,
        "progress": _progress(row, here) if now.is_at_work else None,
        "answers": _answers(row, now),
        "back": Action(gettext("Back to the proposal"), reverse("proposal", args=[row.pk])),
    }
    return render(request, "matching/what_if.html", context)


def _begin(request: PageRequest, row: Proposal, form: SupposeForm) -> bool:
    """Whether it is being worked out now; what was in the way stands in the form."""
    place_id: UUID = form.cleaned_data["place"]
    try:
        matchmaking.suppose(proposal=row, place_id=place_id, by=request.actor, at=request.at)
    except SentenceError as error:
        refuse(form, error)
        return False
    matching_jobs.start_supposing(row, place_id)
    return True


def _named(place: Place, wishes: Sequence[str]) -> str:
    if str(place.pk) not in wishes:
        return place.host.name
    number = wishes.index(str(place.pk)) + 1
    return gettext("%(host)s, wish number %(rank)d") % {"host": place.host.name, "rank": number}


def _progress(row: Proposal, here: str) -> Progress:
    return Progress(
        heading=gettext("Working out what would be"),
        doing=gettext("The round is matched once more, with what you suppose."),
        usually=gettext("A town takes less than a second; it ends after %(seconds)d seconds at most.")
        % {"seconds": 2 * row.run.round.seconds},
        done=0,
        total=None,
        poll_href=here,
        leave_href=reverse("proposal", args=[row.pk]),
        refresh_seconds=2,
    )


def _answers(row: Proposal, now: Supposing) -> tuple[Answered, ...]:
    hosts = {place.pk: place.host.name for place in now.places}
    gone = gettext("A place that is not in the bank any more")
    return tuple(
        Answered(hosts.get(asked.place, gone), _lines(row, asked, hosts))
        for asked in now.asked
        if asked.state is not SupposedState.WAITING or not now.is_at_work
    )


def _lines(row: Proposal, asked: Asked, hosts: Mapping[UUID, str]) -> tuple[str, ...]:
    if asked.told is None:
        return (gettext("It was not worked out. Ask once more."),)
    return (if_they_had(asked.told), _if_one_more(row, asked, asked.told, hosts))


def if_they_had(told: Supposed) -> str:
    """What would be worse, if anything."""
    if not told.can_be:
        return gettext(
            "If they had it: that can’t be. A rule speaks against it, or everybody there is locked."
        )
    if told.worse is None:
        return gettext("If they had it: nobody would be worse off, and nothing that counts would be worse.")
    return gettext("If they had it: %(worse)s") % {"worse": _worse(told.worse, told.worse_by)}


def _if_one_more(row: Proposal, asked: Asked, told: Supposed, hosts: Mapping[UUID, str]) -> str:
    if told.then == str(asked.place):
        return gettext("If there were one more place: they would have it.")
    if told.then != str(row.place_id or ""):
        name = hosts.get(UUID(told.then), "") if told.then else gettext("No place")
        return gettext("If there were one more place: they would have another one, %(host)s.") % {
            "host": name
        }
    if told.better is None:
        return gettext("If there were one more place: nothing would be other than now.")
    return gettext("If there were one more place: somebody else would have it. They keep what they have.")


def _worse(priority: Priority, by: int) -> str:
    match priority:
        case Priority.PLACED:
            words = ngettext(
                "%(count)d more would be without a place.", "%(count)d more would be without a place.", by
            )
        case Priority.COMPANY:
            words = ngettext(
                "%(count)d more would be on a practical course instead of in a company.",
                "%(count)d more would be on a practical course instead of in a company.",
                by,
            )
        case Priority.WORST_OFF:
            words = ngettext(
                "%(count)d more would have to take a lower wish, or a place they did not wish for.",
                "%(count)d more would have to take a lower wish, or a place they did not wish for.",
                by,
            )
        case Priority.TOTAL_RANK:
            words = ngettext(
                "all wishes together would be met one number lower.",
                "all wishes together would be met %(count)d numbers lower.",
                by,
            )
        case Priority.TRAVEL:
            words = ngettext(
                "all ways together would be %(count)d minute longer.",
                "all ways together would be %(count)d minutes longer.",
                by,
            )
        case Priority.CHANGES:
            words = ngettext(
                "%(count)d more would have another place than before.",
                "%(count)d more would have another place than before.",
                by,
            )
        case _:
            words = gettext("nothing that counts would be worse. The lot decided.")
    return words % {"count": by}
