"""What was advised about me, or about my child, and my answer; when all meet, and what is told to where I go on."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.groundwork import api as groundwork
from stafet.groundwork.api import Advice, AdviceReply, Adviser
from stafet.kernel.sentences import SentenceError
from stafet.own import api as own
from stafet.placements.api import Voice
from stafet.web import groundwork_parts
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.parts import Action
from stafet.web.components.tables import Fact, Facts
from stafet.web.follow_up_parts import Part
from stafet.web.groundwork_forms import ReplyForm
from stafet.web.mine import mine_or_404
from stafet.web.registry import PageRequest, own_page

_VOICES = {
    own.Capacity.SELF: Voice.YOUNG_PERSON,
    own.Capacity.CUSTODY_HOLDER: Voice.CUSTODY_HOLDER,
}


@own_page(classes="ABD", writes=True)
def reply_to_advice_myself(request: PageRequest, person_id: UUID, advice_id: UUID) -> HttpResponse:
    """The advice, and room for my own words."""
    login, _ = mine_or_404(request, person_id)
    advice = groundwork.advice_for(advice_id)
    if advice is None or advice.person_id != person_id:
        raise Http404
    form = ReplyForm(request.POST or None)
    act = Act(
        heading=gettext("What do you say to the advice?"),
        lead=gettext("The choice is yours, whatever is advised. You can answer as often as you like."),
        facts=Facts(gettext("Advice"), (Fact(str(Adviser(advice.adviser).label), advice.words),)),
        back=Action(gettext("Back to my placement"), reverse("my_placement", args=[person_id])),
        do=gettext("Send my answer"),
    )
    if request.method == "POST" and form.is_valid():
        name = _name_of(request, advice, login)
        try:
            with access.job_scope(login.municipality_id):
                groundwork.reply_to_advice(
                    advice=advice,
                    custody_id=_key(login),
                    name=name,
                    words=form.cleaned_data["words"],
                    voice=_VOICES[login.capacity],
                    by=request.actor,
                    at=request.at,
                )
            return done(request, gettext("Your answer is written down."), act.back.href)
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


def my_around(
    placement_ids: Iterable[UUID], person_id: UUID, login: own.OwnLogin
) -> dict[UUID, tuple[Part, ...]]:
    """By placement what was advised, when all meet and where they go on, as its young person or a home meets it."""
    return {
        key: tuple(part for part in _parts(here, person_id, login) if part.cards)
        for key, here in groundwork.around(placement_ids).items()
    }


def _parts(here: groundwork.Around, person_id: UUID, login: own.OwnLogin) -> Iterable[Part]:
    advice = tuple(
        groundwork_parts.advice_card(
            row,
            _mine(here.replies.get(row.pk, ()), login),
            names=False,
            acts=(
                Action(
                    gettext("Answer in my own words"),
                    reverse("reply_to_advice_myself", args=[person_id, row.pk]),
                ),
            ),
        )
        for row in here.advice
    )
    yield Part(
        gettext("What is advised"),
        advice,
        lead=gettext("It is to talk about. The choice is yours: nobody says no because of it."),
    )
    meetings = tuple(groundwork_parts.meeting_card(row, writes=False) for row in here.meetings)
    yield Part(gettext("Start meeting"), meetings)
    transfers = tuple(groundwork_parts.transfer_card(row, writes=False) for row in here.transfers)
    yield Part(gettext("What is told to where you go on"), transfers)


def _mine(replies: Iterable[AdviceReply], login: own.OwnLogin) -> tuple[AdviceReply, ...]:
    """What the reader has answered: of other homes nothing is shown."""
    return tuple(each for each in replies if each.custody_id == _key(login))


def _key(login: own.OwnLogin) -> UUID | None:
    """As whom the reader answers: ``None`` is the young person, and nobody else."""
    if login.capacity is own.Capacity.SELF:
        return None
    if login.custody_id is None:
        raise Http404
    return login.custody_id


def _name_of(request: PageRequest, advice: Advice, login: own.OwnLogin) -> str:
    """Under which name the reader answers: the young person's, or that under which somebody has custody today."""
    key = _key(login)
    if key is None:
        return str(advice.person.name)
    name = next(
        (
            each.name
            for each in own.custody_holders(advice.person, on=request.today)
            if each.custody_id == key
        ),
        None,
    )
    if name is None:
        raise Http404
    return name
