"""Out to a log-in service and back. The only pages of the library that have an address here."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.saml.utils import build_saml_config
from allauth.socialaccount.providers.saml.views import ACSView, FinishACSView
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from lxml.etree import LxmlError
from onelogin.saml2.errors import OneLogin_Saml2_Error
from onelogin.saml2.settings import OneLogin_Saml2_Settings
from requests import RequestException

from stafet.accounts import api as accounts
from stafet.kernel.sentences import sentence
from stafet.web.outside.providers import OidcAdapter, SamlProvider
from stafet.web.outside.refusing import refused
from stafet.web.registry import public_page

log = logging.getLogger(__name__)
_BOUNCE = "saml-acs-session"
# What a service can send that no library expects is an answer that can't be relied on, not a fault of ours.
_NONSENSE = (
    LxmlError,
    KeyError,
    ValueError,
    TypeError,
    PermissionDenied,
    OAuth2Error,
    RequestException,
    OneLogin_Saml2_Error,
)


@public_page()
def log_in_with(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Go to a log-in service. Nothing is decided before they come back."""
    service = _service_or_404(service_id)
    sent = {
        "invitation": request.GET.get("invitation", ""),
        "following": request.GET.get("next", ""),
    }
    return go_out(request, service, sent)


def go_out(request: HttpRequest, service: accounts.LogInService, sent: dict[str, str]) -> HttpResponse:
    """Send the browser to the service, and remember what for."""
    kind = "saml" if service.protocol == accounts.Protocol.SAML else str(service.pk)
    provider = get_adapter().get_provider(request, kind, client_id=str(service.pk))
    request.META.setdefault("HTTP_HOST", request.get_host())  # the SAML library reads nothing else
    sent["nonce"] = secrets.token_urlsafe(24)
    more: dict[str, Any] = {}
    if service.protocol == accounts.Protocol.OIDC:
        more["auth_params"] = {"nonce": sent["nonce"]}
        if service.demanded_level and not service.level_attribute:
            more["auth_params"]["acr_values"] = service.demanded_level
    try:
        answer: HttpResponse = provider.redirect(request, AuthProcess.LOGIN, data=sent, **more)
    except (*_NONSENSE, AttributeError):
        return refused(
            request,
            sentence(
                "%(service)s can't be reached now. Try again in a while, or log in with your password.",
                service=service.name,
            ),
        )
    return answer


@public_page()
def oidc_back(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """Back from an OpenID Connect service."""
    service = _service_or_404(provider_id)
    view = OAuth2CallbackView.adapter_view(OidcAdapter(request, str(service.pk)))
    return _relied_on(request, service, lambda: view(request))


@public_page(writes=True)
@csrf_exempt
def saml_back(request: HttpRequest, organization_slug: UUID) -> HttpResponse:
    """A SAML service posts its answer from its own site, so the browser sends none of our cookies along.

    It is kept aside and looked at on the page that follows, which has them. Nothing is decided here, and what
    protects the answer is its signature and that we asked for it: the one page without a token of ours.
    """
    _service_or_404(organization_slug)
    request.META.setdefault("HTTP_HOST", request.get_host())
    answer: HttpResponse = ACSView.as_view()(request, organization_slug=str(organization_slug))
    answer.cookies[_BOUNCE]["httponly"] = True
    return answer


@public_page()
def saml_finish(request: HttpRequest, organization_slug: UUID) -> HttpResponse:
    """The answer of a SAML service is looked at."""
    service = _service_or_404(organization_slug)
    view = _Finish.as_view()
    return _relied_on(request, service, lambda: view(request, organization_slug=str(service.pk)))


@public_page()
def saml_metadata(request: HttpRequest, organization_slug: UUID) -> HttpResponse:
    """What a SAML service needs to know of us."""
    service = _service_or_404(organization_slug)
    provider = _saml_provider(request, service)
    request.META.setdefault("HTTP_HOST", request.get_host())
    config = build_saml_config(request, provider.app.settings, str(service.pk))
    del config["sp"]["singleLogoutService"]
    known = OneLogin_Saml2_Settings(settings=config, sp_validation_only=True)
    return HttpResponse(known.get_sp_metadata(), content_type="application/samlmetadata+xml")


@public_page()
def saml_no_log_out(request: HttpRequest, organization_slug: UUID) -> HttpResponse:
    """Logging out at a service does not log out here: its message could be sent by anybody. Our own button is one press on."""
    return redirect("log_out")


class _Finish(FinishACSView):  # type: ignore[misc]  # the library has no types
    def get_provider(self, organization_slug: str) -> SamlProvider:
        """Ours, which tells more of how the service knows somebody."""
        return cast(
            "SamlProvider", get_adapter().get_provider(self.request, "saml", client_id=organization_slug)
        )


def _saml_provider(request: HttpRequest, service: accounts.LogInService) -> SamlProvider:
    if service.protocol != accounts.Protocol.SAML:
        raise Http404
    return cast("SamlProvider", get_adapter().get_provider(request, "saml", client_id=str(service.pk)))


def _relied_on(
    request: HttpRequest, service: accounts.LogInService, look: Callable[[], HttpResponse]
) -> HttpResponse:
    """Look at an answer; whatever is odd about it, nobody gets in and nobody is thrown out."""
    try:
        return look()
    except _NONSENSE as odd:
        log.warning("An answer of a log-in service can't be relied on: %s", type(odd).__name__)
        return refused(
            request,
            sentence(
                "The answer of %(service)s does not belong to a log-in that was begun here within ten minutes, or it was "
                "used before. Begin again from the log-in page.",
                service=service.name,
            ),
        )


def _service_or_404(service_id: UUID) -> accounts.LogInService:
    service = accounts.service(service_id)
    if service is None:
        raise Http404
    return service
