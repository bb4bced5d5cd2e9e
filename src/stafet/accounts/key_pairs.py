"""The key we sign with towards a SAML service, and the certificate that says so. Both sides know each other beforehand."""

from __future__ import annotations

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

_BITS = 3072
_LASTS = timedelta(days=10 * 365)
_NAME = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Stafet")])


def new_key_pair(at: datetime) -> tuple[str, str]:
    """A new key and its certificate, both as PEM. Nobody vouches for it: it is handed over with our metadata."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(_NAME)
        .issuer_name(_NAME)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + _LASTS)
        .sign(key, SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private.decode(), certificate.public_bytes(Encoding.PEM).decode()
