"""The two-minute link: a provider without an account says whether an offer is still right. Nobody young is near it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from stafet.access import api as access
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country, local_day
from stafet.kernel.sentences import SentenceError
from stafet.offers import api as offers
from stafet.web.acts import refuse
from stafet.web.link_tries import opened, too_often
from stafet.web.offer_forms import KeepForm, known_seats
from stafet.web.offer_parts import offer_facts
from stafet.web.registry import public_page

_SAID = ("contact_name", "contact_phone", "contact_email")


@public_page(writes=True)
def keep_offer(request: HttpRequest, offer_link: str) -> HttpResponse:
    """What stands there, the seats to correct, one button. It opens one offer, once."""
    at = clock.now()
    if (wait := too_often(request, offer_link, at=at)) is not None:
        return wait
    found = offers.offer_of_link(offer_link, at=at)
    if found is None:
        return redirect("kept")
    opened(request, offer_link, at=at)
    line = offers.offer_lines([found], on=local_day(Country.DK, at), at=at)[0]
    known = known_seats(line.starts) | {name: getattr(found, name) for name in _SAID}
    form = KeepForm(request.POST or None, initial={**known, "is_offered": "yes"})
    if request.method == "POST" and form.is_valid():
        try:
            _answer(found, form)
        except SentenceError as error:
            refuse(form, error)
        else:
            return render(request, "offers/kept.html", {"is_done": True})
    return render(request, "offers/keep.html", {"offer": found, "facts": offer_facts(line), "form": form})


@public_page()
def kept(request: HttpRequest) -> HttpResponse:
    """Say what may have become of a link. At an address of its own, so that the link stands nowhere any more."""
    return render(request, "offers/kept.html", {"is_done": False})


def _answer(offer: offers.Offer, form: KeepForm) -> None:
    if offer.link_id is None:
        return
    with access.job_scope(offer.municipality_id):
        offers.answer_link(link_id=offer.link_id, answer=form.answer(), by=SYSTEM, at=clock.now())
