"""My way: what a young person, or whoever has custody, sees of it. Who helps me, what comes next, who has read about me."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.own import api as own
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.web import mine_words
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.parts import Action, Tab, Tabs
from stafet.web.lanes import draw_lanes
from stafet.web.looks import LooksForm, look_list
from stafet.web.registry import PageRequest, own_page


@own_page(classes="A")
def mine(request: PageRequest) -> HttpResponse:
    """To my own page; for somebody with several children, whose; for somebody who sees nothing, why."""
    open_ones = [each for each in request.own if each.is_open]
    if len({each.person_id for each in open_ones}) == 1:
        return redirect("my_way", open_ones[0].person_id)
    found = [(each, people.identity_of(each.person_id)) for each in open_ones]
    request.saw(*(identity.person_id for _, identity in found if identity))
    ways = [
        Action(identity.name, reverse("my_way", args=[identity.person_id]))
        for _, identity in found
        if identity
    ]
    closed = [str(each.closed.label) for each in request.own if each.closed]
    return render(request, "mine/choose.html", {"ways": ways, "closed": closed})


@own_page(classes="AD")
def my_way(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Who has the responsibility for me now, what comes next, what comes after."""
    around = around_mine(request, person_id, "my_way")
    steps = own.next_things(person_id)
    lines = pathways.spells_of([person_id]).get(person_id, ())
    responsible = own.responsible_for(person_id)
    context = {
        "responsible": mine_words.responsible_facts(responsible) if responsible else None,
        "next": mine_words.thing(steps[0], today=request.today) if steps else None,
        "after": mine_words.afterwards(steps, lines, today=request.today),
        "under_way": [mine_words.under_way(row) for row in own.under_way(person_id)],
        "spells": draw_lanes(lines, today=request.today) if lines else None,
        "said": [(row.words, mine_words.said_words(row)) for row in own.said_by_me(person_id)],
        "wrong_href": reverse("say_wrong", args=[person_id]),
    }
    return render(request, "mine/way.html", around | context)


@own_page(classes="AD")
def my_looks(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Who has read about me: when, why, which organisation, what of. Not which colleague."""
    around = around_mine(request, person_id, "my_looks")
    login, _ = mine_or_404(request, person_id)
    found = look_list(person_id, before=LooksForm.read(request.GET), but_as=not_told(login))
    return render(request, "mine/looks.html", around | {"looks": found})


class WrongForm(forms.Form):
    """What is wrong, in one's own words."""

    words = forms.CharField(
        label=gettext_lazy("What is wrong, and what is right?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("Write as you would say it. Only those who have the responsibility read it."),
    )


@own_page(classes="AD", writes=True)
def say_wrong(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Say that something is wrong. It goes to whoever has the responsibility, who has a day to answer by."""
    login, identity = mine_or_404(request, person_id)
    form = WrongForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with access.job_scope(login.municipality_id):
                own.say_wrong(
                    person_id=person_id,
                    capacity=login.capacity,
                    words=form.cleaned_data["words"],
                    by=request.actor,
                    at=request.at,
                )
            return done(
                request,
                gettext("Sent to whoever has the responsibility. You see here when it is dealt with."),
                reverse("my_way", args=[person_id]),
            )
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Say that this is wrong"),
        lead=gettext(
            "Your words go to whoever has the responsibility now. They must answer, and you see by which day."
        ),
        back=Action(identity.name, reverse("my_way", args=[person_id])),
        do=gettext("Send"),
    )
    return ask(request, act, form)


def not_told(login: own.OwnLogin) -> tuple[str, ...]:
    """In which roles look-ups are not told: one's own; and when a child looked, or another household, to nobody with custody."""
    if login.capacity is own.Capacity.SELF:
        return (own.Capacity.SELF.value,)
    return tuple(capacity.value for capacity in own.Capacity)


def mine_or_404(request: PageRequest, person_id: UUID) -> tuple[own.OwnLogin, people.Identity]:
    """The own log-in that opens this person, and who that is."""
    login = next((each for each in request.own if each.is_open and each.person_id == person_id), None)
    identity = people.identity_of(person_id)
    if login is None or identity is None:
        raise Http404
    request.saw(person_id)
    return login, identity


def around_mine(request: PageRequest, person_id: UUID, current: str) -> dict[str, object]:
    """What every page of one's own has on top."""
    login, identity = mine_or_404(request, person_id)
    cases = (("my_cases", gettext("Cases elsewhere")),) if login.capacity is own.Capacity.SELF else ()
    names = (
        ("my_way", gettext("Now and next")),
        ("my_plan", gettext("My plan")),
        ("my_progress", gettext("Where I am")),
        ("my_placement", gettext("Placement")),
        ("my_conversations", gettext("Conversations")),
        ("my_events", gettext("Events")),
        ("my_language", gettext("Language")),
        *cases,
        ("my_looks", gettext("Who has read about me")),
        ("my_copy", gettext("Everything about me")),
    )
    tabs = tuple(Tab(text, reverse(name, args=[person_id]), name == current) for name, text in names)
    return {
        "who": identity,
        "as_custody_holder": login.capacity is own.Capacity.CUSTODY_HOLDER,
        "tabs": Tabs(gettext("Pages about me"), tabs),
    }
