"""A host without an account reads the agreement and signs it, by a link that opens one version, once.

It meets the young person's given name, the days and its own part: what it has to know to sign, and nothing of the family or the
school. That it was read stands in the log of the young person, like every other look.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.kernel.identity import uuid7
from stafet.kernel.sentences import SentenceError
from stafet.placements import api as placements
from stafet.placements.api import How, Party, Signature, Voice
from stafet.web.acts import refuse
from stafet.web.agreement_forms import SignForm
from stafet.web.agreement_parts import host_facts
from stafet.web.link_tries import opened, too_often
from stafet.web.registry import public_page

_VIEW = "web.agreement_link.sign_as_host"


@public_page(writes=True)
def sign_as_host(request: HttpRequest, signing_link: str) -> HttpResponse:
    """What is agreed, the host's statement, one button."""
    at = clock.now()
    if (wait := too_often(request, signing_link, at=at)) is not None:
        return wait
    link = placements.signature_of_link(signing_link, at=at)
    if link is None:
        return redirect("signed")
    opened(request, signing_link, at=at)
    try:
        with access.job_scope(link.municipality_id):
            return _answer(request, placements.signature_to_give(link))
    except placements.LinkOpensNothing:
        return redirect("signed")


@public_page()
def signed(request: HttpRequest) -> HttpResponse:
    """Say what may have become of a link. At an address of its own, so that the link stands nowhere any more."""
    return render(request, "placements/signed.html", {"is_done": False})


def _answer(request: HttpRequest, signature: Signature) -> HttpResponse:
    form = SignForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            placements.sign_agreement(
                signature=signature,
                how=How.LINK,
                voice=Voice.HOST,
                declares=form.cleaned_data["declares"],
                by=SYSTEM,
                at=clock.now(),
            )
        except SentenceError as error:
            refuse(form, error)
        else:
            return render(request, "placements/signed.html", {"is_done": True})
    _log_the_look(signature)
    agreement = signature.agreement
    context = {
        "agreement": agreement,
        "facts": host_facts(agreement, given_names=signature.person.given_names),
        "form": form,
    }
    return render(request, "placements/sign.html", context)


def _log_the_look(signature: Signature) -> None:
    """A look by link is a look: it is written in the log before it is shown."""
    audit.log_reading(
        audit.Look(
            at=clock.now(),
            by=SYSTEM,
            purpose=access.Purpose.GUIDANCE.value,
            view=_VIEW,
            person_ids=(signature.person_id,),
            data_classes="AD",
            search_term="",
            result=audit.ReadResult.SHOWN,
            request_id=uuid7(),
            capacities=(Party.HOST.value,),
        )
    )
