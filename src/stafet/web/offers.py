"""What is there for a young person? The catalogue of all partners' offers, and one offer."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from stafet.access import api as access
from stafet.offers import api as catalogue
from stafet.offers.api import Need, OfferSearch, StartsWhen
from stafet.web import offer_parts
from stafet.web.components.parts import Action, Choice, Empty, Filters, Notice, Question, Search, Tone
from stafet.web.components.work import WorkList
from stafet.web.registry import PageRequest, page

WRITE = access.Permission.WRITE_PLAN
_AGES = range(13, 31)
_STARTS = {
    StartsWhen.ANY_TIME: gettext_lazy("At any time"),
    StartsWhen.NOW: gettext_lazy("Within two weeks"),
    StartsWhen.MONTH: gettext_lazy("Within a month"),
    StartsWhen.QUARTER: gettext_lazy("Within three months"),
}


class SearchForm(forms.Form):
    """What stands in the address. What can't be read is as if it had not been asked."""

    need = forms.TypedChoiceField(choices=Need.choices, coerce=Need, required=False, empty_value=None)
    town = forms.CharField(required=False, max_length=80)
    starts = forms.TypedChoiceField(
        choices=[(each.value, each.value) for each in StartsWhen], coerce=StartsWhen, required=False
    )
    age = forms.IntegerField(required=False, min_value=0, max_value=99)
    gone = forms.BooleanField(required=False)

    def asked(self) -> OfferSearch:
        """The question."""
        self.is_valid()
        said = self.cleaned_data
        return OfferSearch(
            need=said.get("need"),
            town=said.get("town") or "",
            starts=said.get("starts") or StartsWhen.ANY_TIME,
            age=said.get("age"),
            with_gone=bool(said.get("gone")),
        )


@page(allow=WRITE, asks=True)
def offers(request: PageRequest) -> HttpResponse:
    """The catalogue, narrowed by questions in the address and by words that are posted."""
    asked = SearchForm(request.POST if "need" in request.POST else request.GET).asked()
    search = replace(asked, words=request.POST.get("search", "").strip())
    towns = catalogue.municipalities_of(request.actor)
    found = catalogue.search_offers(search, municipalities=towns, on=request.today, at=request.at)
    count = ngettext("%(count)d offer", "%(count)d offers", len(found)) % {"count": len(found)}
    context = {
        "search": Search(
            action=_address(search),
            label=gettext("What are you looking for?"),
            value=search.words,
            hint=gettext(
                "A trade, a subject, a provider. Not a young person’s name: offers are about nobody."
            ),
        ),
        "filters": _filters(request, search),
        "work": WorkList(
            heading=gettext("Offers"),
            rows=tuple(map(offer_parts.offer_row, found)),
            count=count if found else "",
            empty=Empty(
                gettext("No offer fits"),
                gettext("Ask for less, or write down an offer that is missing."),
                Action(gettext("Show everything"), reverse("offers")),
            ),
            name="offers",
        ),
        "add_href": reverse("add_offer") if may_add(request) else "",
        "gone_href": "" if search.with_gone else _address(replace(search, with_gone=True)),
    }
    return render(request, "offers/offers.html", context)


@page(purpose=access.Purpose.GUIDANCE, classes="AD", allow=WRITE)
def offer(request: PageRequest, offer_id: UUID) -> HttpResponse:
    """One offer: what it is, when one can begin, whom to call, and who waits there whom the reader may see."""
    line = line_or_404(request, offer_id)
    seats = catalogue.seats_at(offer_id)
    request.saw(*(seat.person_id for seat in seats))
    keeps = catalogue.can_keep_offer(request.actor, line.offer)
    stale = offer_parts.stale_words(line)
    context = {
        "line": line,
        "stale": Notice(Tone.WARNING, stale) if stale else None,
        "starts_words": offer_parts.starts_words(line),
        "facts": offer_parts.offer_facts(line),
        "starts": offer_parts.starts_table(line),
        "acts": offer_parts.offer_acts(line.offer) if keeps else (),
        "seats": WorkList(
            heading=gettext("Who waits here or has a seat"),
            rows=tuple(
                offer_parts.seat_row(
                    seat,
                    today=request.today,
                    name=seat.person.name,
                    href=reverse("person_offers", args=[seat.person_id]),
                    writes=True,
                )
                for seat in seats
            ),
            empty=Empty(
                gettext("Nobody you may see"), gettext("Seats are given on the young person’s page.")
            ),
            name="seats",
        ),
        "waiting": _waiting(catalogue.line_length(offer_id)),
    }
    return render(request, "offers/offer.html", context)


def line_or_404(request: PageRequest, offer_id: UUID) -> catalogue.OfferLine:
    """An offer of the reader's catalogue, whatever its state; any other is not there."""
    rows = catalogue.Offer.objects.filter(municipality_id__in=catalogue.municipalities_of(request.actor))
    found = rows.select_related("provider").filter(pk=offer_id)
    lines = catalogue.offer_lines(found, on=request.today, at=request.at)
    if not lines:
        raise Http404
    return lines[0]


def may_add(request: PageRequest) -> bool:
    """Whether the reader writes offers of anybody."""
    holds = access.organisations_where(request.actor, access.Permission.HOLD)
    return bool(holds or catalogue.organising_in(request.actor))


def _waiting(many: int) -> str:
    if not many:
        return gettext("Nobody is on the waiting list.")
    return ngettext(
        "%(count)d is on the waiting list, whoever may see them.",
        "%(count)d are on the waiting list, whoever may see them.",
        many,
    ) % {"count": many}


def _filters(request: PageRequest, search: OfferSearch) -> Filters:
    towns = catalogue.municipalities_of(request.actor)
    needs = catalogue.count_needs(search, municipalities=towns, on=request.today)
    places = catalogue.count_towns(search, municipalities=towns, on=request.today)
    any_need, any_age = Choice("", _counted(gettext("Anything"), needs[None])), Choice("", gettext("Any age"))
    return Filters(
        action=reverse("offers"),
        questions=(
            Question(
                "need",
                gettext("What is needed?"),
                (any_need, *(_need(each, needs[each], search.need) for each in Need)),
            ),
            Question(
                "town",
                gettext("Where?"),
                tuple(
                    Choice(town, _counted(town or gettext("Anywhere"), many), town == search.town)
                    for town, many in places.items()
                ),
            ),
            Question(
                "starts",
                gettext("How soon?"),
                tuple(Choice(each.value, str(text), each is search.starts) for each, text in _STARTS.items()),
            ),
            Question(
                "age",
                gettext("How old?"),
                (any_age, *(Choice(str(age), str(age), age == search.age) for age in _AGES)),
            ),
        ),
        clear_href=reverse("offers") if search != OfferSearch() else "",
        searched=search.words,
    )


def _need(need: Need, many: int, chosen: Need | None) -> Choice:
    return Choice(need.value, _counted(str(need.label), many), need is chosen)


def _counted(words: str, many: int) -> str:
    return f"{words} ({many})"


def _address(search: OfferSearch) -> str:
    """The address of a question, without what was typed."""
    asked = {
        "need": search.need.value if search.need else None,
        "town": search.town or None,
        "starts": search.starts.value if search.starts is not StartsWhen.ANY_TIME else None,
        "age": search.age,
        "gone": "yes" if search.with_gone else None,
    }
    answer = urlencode({name: value for name, value in asked.items() if value is not None})
    return f"{reverse('offers')}?{answer}" if answer else reverse("offers")
