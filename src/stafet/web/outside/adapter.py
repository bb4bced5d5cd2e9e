"""Where the library asks us: which services there are, and what to do with somebody who comes from one.

``SOCIALACCOUNT_ADAPTER`` names this. The library's own accounts, sign-up, pages and tables are not used: whoever comes
back from a service is ours from ``pre_social_login`` on, and its tables can't be written to.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError
from django.http import HttpRequest

from stafet.accounts import api as accounts
from stafet.kernel.sentences import sentence
from stafet.web.outside.arriving import arrive
from stafet.web.outside.providers import OidcProvider, SamlProvider
from stafet.web.outside.refusing import refused

PROVIDERS = {"openid_connect": OidcProvider, "saml": SamlProvider}
NAME_ID_PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"


class Adapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Ours."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The service that is meant, as the library wants it: by its own key, and never all of them."""
        service = _service(client_id if provider == "saml" else provider)
        return [] if service is None else [app_of(service)]

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        """The service that is meant, in our stricter form."""
        app = self.get_app(request, provider=provider, client_id=client_id)
        return PROVIDERS[app.provider](request, app=app)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Somebody comes from a service, and everything it says has been checked."""
        raise ImmediateHttpResponse(arrive(request, sociallogin))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Something the service says does not hold, or somebody gave up there."""
        what = (
            sentence("You stopped at %(service)s. Nothing has happened.", service=str(provider))
            if error == AuthError.CANCELLED
            else sentence(
                "What %(service)s says can't be relied on: it was not signed as agreed, it is too old, it was meant for "
                "somebody else, or it was used before. Begin again from the log-in page.",
                service=str(provider),
            )
        )
        raise ImmediateHttpResponse(refused(request, what))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: who was not invited gets no account."""
        return False


def app_of(service: accounts.LogInService) -> SocialApp:
    """A service in the library's words. Never saved."""
    if service.protocol == accounts.Protocol.SAML:
        return SocialApp(
            provider="saml",
            provider_id=str(service.pk),
            client_id=str(service.pk),
            name=service.name,
            settings=_saml_settings(service),
        )
    return SocialApp(
        provider="openid_connect",
        provider_id=str(service.pk),
        client_id=service.client_id,
        secret=accounts.secret_of(service),
        name=service.name,
        settings={
            "server_url": service.issuer.rstrip("/"),
            "issuer": service.issuer,
            "uid_field": service.subject_attribute or "sub",
            "verified_email": service.vouches_for_email,
        },
    )


def _saml_settings(service: accounts.LogInService) -> dict[str, Any]:
    mapping = dict(SamlProvider.default_attribute_mapping)
    if service.subject_attribute:
        mapping["uid"] = [service.subject_attribute]
    if service.email_attribute:
        mapping["email"] = [service.email_attribute]
    return {
        "attribute_mapping": mapping,
        "verified_email": service.vouches_for_email,
        "idp": {
            "entity_id": service.issuer,
            "sso_url": service.sign_on_url,
            "x509cert": service.certificate,
        },
        "advanced": {
            "strict": True,
            "want_assertion_signed": True,
            "want_attribute_statement": False,
            "reject_idp_initiated_sso": True,
            "allow_single_label_domains": True,
            "authn_request_signed": True,
            "metadata_signed": False,
            "name_id_format": NAME_ID_PERSISTENT,
            "private_key": accounts.secret_of(service),
            "x509cert": service.own_certificate,
        },
    }


def _service(key: str | None) -> accounts.LogInService | None:
    try:
        return accounts.service(UUID(key or ""))
    except ValueError:
        return None
