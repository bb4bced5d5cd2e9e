"""A SAML service of our own: it describes itself, reads what it is asked, and signs its answer. It lies when told to."""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from lxml import etree
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from stafet.accounts.key_pairs import new_key_pair

PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
MAIL = "urn:oid:0.9.2342.19200300.100.1.3"
_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
_DIGEST = "http://www.w3.org/2001/04/xmlenc#sha256"


@lru_cache
def _pair(who: str) -> tuple[str, str]:
    """A key and its certificate, the same for the same name in one run."""
    return new_key_pair(datetime.now(UTC))  # noqa: TID251  # the libraries read it, too


def _bare(certificate: str) -> str:
    return "".join(line for line in certificate.splitlines() if "CERTIFICATE" not in line)


@dataclass
class Mock:
    """The service, who stands before it, and how it lies."""

    entity_id: str = "https://login.hedeby.example/saml"
    sign_on_url: str = "https://login.hedeby.example/saml/in"
    subject: str = "7c1e"
    attributes: dict[str, str] = field(default_factory=lambda: {MAIL: "bo@example.org"})
    context: str = "urn:oasis:names:tc:SAML:2.0:ac:classes:TimeSyncToken"
    lie: str = ""

    @property
    def certificate(self) -> str:
        """What it signs with."""
        return _bare(_pair("service")[1])

    def metadata(self) -> str:
        """How it describes itself."""
        return f"""<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{self.entity_id}">
          <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
            <md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
              <ds:X509Certificate>{self.certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
            <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
              Location="{self.sign_on_url}"/>
          </md:IDPSSODescriptor></md:EntityDescriptor>"""

    def answer(self, asked_at: str) -> str:
        """The signed answer to what the browser was sent with."""
        question = etree.fromstring(
            zlib.decompress(base64.b64decode(parse_qs(urlsplit(asked_at).query)["SAMLRequest"][0]), -15)
        )
        audience = question.find("{urn:oasis:names:tc:SAML:2.0:assertion}Issuer").text
        asked = "" if self.lie == "unasked" else question.get("ID")
        asked = "ONELOGIN_of_another_log_in" if self.lie == "another question" else asked
        text = self._response(asked, str(question.get("AssertionConsumerServiceURL")), str(audience))
        return base64.b64encode(text.encode()).decode()

    def _response(self, asked: str, back: str, audience: str) -> str:
        now = datetime.now(UTC) - timedelta(hours=2 if self.lie == "expired" else 0)  # noqa: TID251  # the libraries read it, too
        later = now + timedelta(minutes=5)
        assertion = self._signed(self._assertion(asked, back, audience, now, later))
        if self.lie == "changed after signing":
            assertion = assertion.replace(f">{self.subject}<", ">somebody else<")
        issuer = "https://elsewhere.example" if self.lie == "issuer" else self.entity_id
        return f"""<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
            xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_{uuid4().hex}" Version="2.0"
            IssueInstant="{_written(now)}" Destination="{back}"{_answering(asked)}>
            <saml:Issuer>{issuer}</saml:Issuer>
            <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
            {assertion}</samlp:Response>"""

    def _assertion(self, asked: str, back: str, audience: str, now: datetime, later: datetime) -> str:
        audience = "https://another.example" if self.lie == "audience" else audience
        back = "https://another.example/back" if self.lie == "recipient" else back
        kind = TRANSIENT if self.lie == "transient" else PERSISTENT
        attributes = "".join(
            f'<saml:Attribute Name="{name}"><saml:AttributeValue>{value}</saml:AttributeValue></saml:Attribute>'
            for name, value in self.attributes.items()
        )
        return f"""<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_{uuid4().hex}" Version="2.0"
            IssueInstant="{_written(now)}"><saml:Issuer>{self.entity_id}</saml:Issuer><saml:Subject>
            <saml:NameID Format="{kind}">{self.subject}</saml:NameID>
            <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData
              NotOnOrAfter="{_written(later)}" Recipient="{back}"{_answering(asked)}/></saml:SubjectConfirmation>
            </saml:Subject><saml:Conditions NotBefore="{_written(now - timedelta(minutes=1))}"
              NotOnOrAfter="{_written(later)}"><saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience>
            </saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="{_written(now)}">
            <saml:AuthnContext><saml:AuthnContextClassRef>{self.context}</saml:AuthnContextClassRef></saml:AuthnContext>
            </saml:AuthnStatement><saml:AttributeStatement>{attributes}</saml:AttributeStatement></saml:Assertion>"""

    def _signed(self, assertion: str) -> str:
        if self.lie == "unsigned":
            return assertion
        key, certificate = _pair("stranger" if self.lie == "signature" else "service")
        signed = OneLogin_Saml2_Utils.add_sign(
            assertion, key, certificate, sign_algorithm=_SHA256, digest_algorithm=_DIGEST
        )
        return str(signed.decode() if isinstance(signed, bytes) else signed)


def _answering(asked: str) -> str:
    return f' InResponseTo="{asked}"' if asked else ""


def _written(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
