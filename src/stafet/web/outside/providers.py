"""The library's two protocols, made stricter: what it leaves to trust is checked, and nothing is stored by it.

OpenID Connect: the signature of what a service says is checked although it came over TLS, its issuer is the one
that was written down, and what it tells afterwards is about the same subject (OpenID Connect Core 1.0, 3.1.3.7 and
5.3.2). SAML: assertions must be signed, nobody comes unasked, and a name that changes each time is no subject.
"""

from __future__ import annotations

from typing import Any

import jwt
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from django.http import HttpRequest

_SIGNED_BY = frozenset(f"{family}{bits}" for family in ("RS", "PS", "ES") for bits in (256, 384, 512))


class OidcAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # the library has no types
    """Talks with one OpenID Connect service."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the service says of itself; it must be who it was written down as."""
        config: dict[str, Any] = super().openid_config
        if config.get("issuer") != self.get_provider().app.settings["issuer"]:
            raise OAuth2Error("The service says it is another one.")
        return config

    def complete_login(
        self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Who it is, from the signed token; what it leaves out is asked for, and must be about the same subject."""
        signed = kwargs["response"].get("id_token")
        if not signed:
            raise OAuth2Error("There is no id token.")
        claims = self._decode_id_token(app, signed)
        data: dict[str, Any] = {"id_token": claims, "userinfo": claims}
        if "email" not in claims and "userinfo_endpoint" in self.openid_config:
            told = self._fetch_user_info(token.token)
            if told.get("sub") != claims["sub"]:
                raise OAuth2Error("The service tells about somebody else.")
            data["userinfo"] = {**told, **claims}
        return self.get_provider().sociallogin_from_response(request, data)

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        if jwt.get_unverified_header(id_token).get("alg") not in _SIGNED_BY:
            raise OAuth2Error("The token is not signed as it must be.")
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
            verify_signature=True,
        )
        return claims


class OidcProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """One OpenID Connect service."""

    oauth2_adapter_class = OidcAdapter
    pkce_enabled_default = True


class SamlProvider(SAMLProvider):  # type: ignore[misc]
    """One SAML service."""

    def extract_extra_data(self, data: Any) -> dict[str, Any]:
        """What it says of somebody, and of how it knows."""
        return {
            "attributes": data.get_attributes(),
            "contexts": data.get_last_authn_contexts(),
            "name_id": data.get_nameid(),
            "name_id_format": data.get_nameid_format(),
        }
