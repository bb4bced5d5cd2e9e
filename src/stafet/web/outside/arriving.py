"""Somebody comes back from a log-in service: who is it here, and what happens next?

The service's name for them decides, and nothing else. An e-mail address only finds the invitation that is waiting for
it, and then it is they who take it.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.kernel import clock
from stafet.kernel.sentences import Sentence, sentence
from stafet.messages import api as messages
from stafet.sessions import api as sessions
from stafet.web import half_way
from stafet.web.entering import let_in
from stafet.web.outside.carried import carry
from stafet.web.outside.refusing import refused

_NOT_LET_IN = 403
_TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"


def arrive(request: HttpRequest, coming: SocialLogin) -> HttpResponse:
    """Let in, ask for the next step, or say why not."""
    service = accounts.service(UUID(coming.account.provider))
    if service is None:
        return redirect("log_in")
    sent = coming.state.get("data") or {}
    claim = claim_of(service, coming)
    wrong = _what_is_wrong(service, coming, claim, sent)
    if wrong is not None:
        return refused(request, wrong)
    if sent.get("connect"):
        return _connect(request, claim, sent["connect"])
    user = accounts.user_of(claim)
    if user is not None:
        return go_in(request, service, user, following=_following(sent))
    return _as_stranger(request, service, claim, sent)


def go_in(
    request: HttpRequest, service: accounts.LogInService, user: access.User, *, following: str
) -> HttpResponse:
    """In, if the service asks for two factors itself; else to our own second step."""
    if service.assurance == accounts.Assurance.LOW:
        half_way.begin(request, user, following=following)
        return redirect("second_step" if accounts.factors_of(user.pk).any else "set_up_codes_first")
    return let_in(request, user, sessions.Way.SERVICE, following=following)


def claim_of(service: accounts.LogInService, coming: SocialLogin) -> accounts.Claim:
    """What the service says, in our words."""
    address = coming.email_addresses[0] if coming.email_addresses else None
    return accounts.Claim(
        service_id=service.pk,
        subject=coming.account.uid,
        email=address.email if address else "",
        email_is_verified=bool(address and address.verified),
        name=_name(coming),
        level=_level(service, coming.account.extra_data),
    )


def _name(coming: SocialLogin) -> str:
    told = coming.account.extra_data.get("userinfo", {})
    return str(told.get("name") or "")[:120]


def _level(service: accounts.LogInService, told: dict[str, Any]) -> str:
    """What it says of how sure it is: where it was agreed to stand, else where the protocol puts it."""
    if service.protocol == accounts.Protocol.SAML:
        found = (
            told["attributes"].get(service.level_attribute, [])
            if service.level_attribute
            else told["contexts"]
        )
        return " ".join(map(str, found))
    return str(told["id_token"].get(service.level_attribute or "acr", ""))


def _what_is_wrong(
    service: accounts.LogInService, coming: SocialLogin, claim: accounts.Claim, sent: dict[str, Any]
) -> Sentence | None:
    told = coming.account.extra_data
    if service.protocol == accounts.Protocol.OIDC:
        if not sent.get("nonce") or told["id_token"].get("nonce") != sent["nonce"]:
            return sentence("This answer belongs to another log-in. Begin again from the log-in page.")
    elif told["name_id_format"] == _TRANSIENT and claim.subject == told["name_id"]:
        return sentence(
            "%(service)s calls you something new each time, so Stafet can't know you again. Whoever runs it must send a "
            "name that stays.",
            service=service.name,
        )
    demanded = set(service.demanded_level.split())
    if demanded and not demanded & set(claim.level.split()):
        return sentence(
            "%(service)s was less sure of you this time than is demanded here. Log in there with two factors.",
            service=service.name,
        )
    return None


def _connect(request: HttpRequest, claim: accounts.Claim, user_id: str) -> HttpResponse:
    """Whoever is logged in wants to get in with the service from now on: they are asked once more."""
    if not request.user.is_authenticated or str(request.user.pk) != user_id:
        return redirect("log_in")
    carry(request, claim)
    return redirect("account_connect")


def _as_stranger(
    request: HttpRequest, service: accounts.LogInService, claim: accounts.Claim, sent: dict[str, Any]
) -> HttpResponse:
    """Nobody here is called this: somebody who was invited, or nobody of ours."""
    link = str(sent.get("invitation") or "")
    invitation = accounts.invitation_of(link, at=clock.now()) if link else None
    if invitation is None:
        invitation = accounts.invitation_for(claim, at=clock.now())
    if invitation is not None and accounts.vouches_for(service, invitation.organisation):
        carry(request, claim)
        return redirect("invite_with_service", invitation=messages.link_for(invitation.link_id))
    if claim.email and claim.email_is_verified and accounts.is_known(claim.email):
        return refused(
            request,
            sentence(
                "Your account is not connected with %(service)s yet. Log in as you do now, and connect it on your "
                "account page. That it has your e-mail address is not enough: addresses change hands.",
                service=service.name,
            ),
            status=_NOT_LET_IN,
        )
    return refused(
        request,
        sentence(
            "%(service)s knows you, but nobody has invited you to Stafet. Ask whoever runs the accounts of your "
            "organisation.",
            service=service.name,
        ),
        status=_NOT_LET_IN,
    )


def _following(sent: dict[str, Any]) -> str:
    """Where they were going; who followed a link to one more post takes it next."""
    if sent.get("invitation"):
        return reverse("invite", args=[sent["invitation"]])
    return str(sent.get("following") or "")
