"""In a conversation somebody would like to hear more about a junior apprenticeship, or it could suit them: it stands on their way at once."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.conversations.api import Conversation, ConversationKind
from stafet.organisations import api as organisations
from stafet.placements import api as placements
from stafet.placements.api import WayMove, WayState
from stafet.web.acting import carry_out
from stafet.web.acts import Act
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.conversations import can_note_interest, conversation_or_404
from stafet.web.placement_forms import BeginForm
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN
_WHOSE = (
    ("interested", gettext_lazy("They would like to hear more")),
    ("candidate", gettext_lazy("We think that it could suit them")),
)
_SHOWS_INTEREST = frozenset({WayState.CANDIDATE, WayState.INFORMED})


class InterestForm(BeginForm):
    """Whose thought it is, besides which model and why."""

    whose = forms.ChoiceField(label=gettext_lazy("What came up?"), choices=_WHOSE, widget=forms.RadioSelect)
    field_order = ("whose", "scheme", "words")


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def note_interest(request: PageRequest, conversation_id: UUID) -> HttpResponse:
    """A placement begins as told in a conversation that was held; whoever is on the way already stays where they are."""
    row = conversation_or_404(request, conversation_id)
    if not can_note_interest(request, row):
        raise Http404
    schemes = list(placements.schemes([row.municipality_id]))
    form = InterestForm(request.POST or None, schemes=schemes)
    act = Act(
        heading=gettext("Which placement did %(name)s talk about?") % {"name": row.person.name},
        lead=gettext(
            "It is theirs to choose, and to leave. In 7th grade a model of the next school year can be chosen."
        ),
        back=Action(gettext("Back to the conversation"), reverse("conversation", args=[row.pk])),
        do=gettext("Write it down"),
        settled=None
        if schemes
        else Notice(
            Tone.INFO,
            gettext("The town has set no model yet"),
            gettext("Whoever organises for the town does that under “Placements”, “The town’s models”."),
        ),
    )
    return carry_out(
        request,
        act,
        form,
        lambda: _begin(request, row, form),
        said=gettext("It is written down."),
        where=reverse("person_placement", args=[row.person_id]),
    )


def _begin(request: PageRequest, row: Conversation, form: InterestForm) -> None:
    """Somebody thinks of it; and on the day of the conversation they said that they would like to hear more."""
    on = organisations.home(row.municipality_id).day(row.planned_at)
    because = form.cleaned_data["words"] or gettext("%(kind)s on %(day)s") % {
        "kind": ConversationKind(row.kind).label,
        "day": write_day(on),
    }
    placement = placements.begin_placement(
        person=row.person, scheme=form.chosen_scheme(), because=because, by=request.actor, at=request.at
    )
    if form.cleaned_data["whose"] == "interested" and WayState(placement.state) in _SHOWS_INTEREST:
        placements.move_placement(
            placement=placement,
            what=WayMove.SHOW_INTEREST,
            on=min(on, request.today),
            words=because,
            by=request.actor,
            at=request.at,
        )
