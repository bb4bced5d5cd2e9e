"""Asking a school system: tokens, patience, limits, and answers nobody should trust. A fetch that fails leaves nothing."""

from __future__ import annotations

import json
import logging
import ssl
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from stafet.integrations.ss12000.client import Client
from stafet.integrations.ss12000.errors import FetchFailed
from stafet.integrations.ss12000.reach import NotAnAddress, checked_address
from tests.integrations.ss12000.fetched import QUICK, fetch_from
from tests.integrations.ss12000.system import SECRET, Given, System, always, once, running
from tests.integrations.ss12000.town import lillby


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "package.zip"


def refused(system: System, into: Path, **how: object) -> str:
    """What a fetch that must fail says."""
    with pytest.raises(FetchFailed) as failed:
        fetch_from(system, into, **how)  # type: ignore[arg-type]
    assert str(failed.value.rejection.mend)
    return str(failed.value.rejection.what)


def test_one_token_serves_the_whole_fetch(system: System, into: Path) -> None:
    fetch_from(system, into)
    assert len(system.questions("token")) == 1


def test_a_token_that_stops_working_is_renewed_and_the_fetch_goes_on(system: System, into: Path) -> None:
    system.uses_of_token = 2
    assert fetch_from(system, into).pupils == 4
    assert len(system.questions("token")) > 2


def test_a_token_about_to_end_is_renewed_before_it_is_refused(system: System) -> None:
    system.token_lasts = 1
    with Client(system.reach(), limits=QUICK) as client:
        list(client.pages("organisations"))
        time.sleep(0.6)
        list(client.pages("programmes"))
    assert len(system.questions("token")) == 2


def test_a_system_that_wants_the_secret_in_the_body_gets_it_there(system: System, into: Path) -> None:
    system.takes_header = False
    assert fetch_from(system, into).pupils == 4


def test_the_scope_is_asked_for(system: System, into: Path) -> None:
    system.scope = "standard students"
    assert fetch_from(system, into, reach=system.reach(scope="standard students")).pupils == 4
    assert "does not let Stafet in" in refused(system, into)


def test_a_wrong_secret_is_said_and_nothing_else_is_asked(system: System, into: Path) -> None:
    said = refused(system, into, reach=system.reach(client_secret="wrong"))
    assert said == "The system does not let Stafet in with this client id and secret."
    assert {each.resource for each in system.asked} == {"token"}


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_busy_system_is_asked_again_after_a_while(system: System, into: Path, status: int) -> None:
    system.faults = [once("persons", Given(status), times=2)]
    waits: list[float] = []
    assert fetch_from(system, into, waits=waits).pupils == 4
    assert len(waits) == 2
    assert waits[1] > waits[0]


def test_a_system_that_says_when_to_come_back_is_believed_within_reason(system: System, into: Path) -> None:
    system.faults = [
        once("persons", Given(429, headers={"retry-after": "7"})),
        once("groups", Given(503, headers={"retry-after": "86400"})),
    ]
    waits: list[float] = []
    fetch_from(system, into, waits=waits)
    assert waits[0] < 1
    assert waits[1] == 7


def test_a_system_that_stays_broken_is_given_up(system: System, into: Path) -> None:
    system.faults = [always("persons", Given(500))]
    waits: list[float] = []
    assert refused(system, into, waits=waits) == "The system answered with the error 500."
    assert len(waits) == QUICK.tries - 1


@pytest.mark.parametrize("resource", ["organisations", "persons"])
@pytest.mark.parametrize(
    ("lacks", "said"), [("missing", "has no {} at that address"), ("refused", "does not give Stafet its {}")]
)
def test_without_schools_or_people_there_is_nothing_to_take_in(
    system: System, into: Path, resource: str, lacks: str, said: str
) -> None:
    getattr(system, lacks).add(resource)
    assert said.format(resource) in refused(system, into)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<html>Log in</html>", "could not be read"),
        (b'{"data": [', "could not be read"),
        (b"\xff\xfe", "could not be read"),
        (b'{"data":' * 100_000, "could not be read"),
        (b'{"data": [1e9' + b"9" * 10_000 + b"]}", "not what SS12000:2020 says"),
        (b"[]", "not what SS12000:2020 says"),
        (b'{"pageToken": null}', "not what SS12000:2020 says"),
        (b'{"data": {}, "pageToken": null}', "not what SS12000:2020 says"),
        (b'{"data": ["x"], "pageToken": null}', "not what SS12000:2020 says"),
        (b'{"data": [], "pageToken": {"a": 1}}', "not what SS12000:2020 says"),
    ],
)
def test_an_answer_that_is_none_stops_the_fetch(system: System, into: Path, body: bytes, said: str) -> None:
    system.faults = [always("persons", Given(body=body))]
    assert said in refused(system, into)


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"access_token": 7}', b'{"access_token": "a\\nb"}'])
def test_a_token_that_is_none_stops_the_fetch(system: System, into: Path, body: bytes) -> None:
    system.faults = [always("token", Given(body=body))]
    assert "not what SS12000:2020 says" in refused(system, into)


def test_a_huge_answer_is_not_read_to_its_end(system: System, into: Path) -> None:
    huge = b'{"data": [' + b" " * 3_000_000 + b"]}"
    system.faults = [always("persons", Given(body=huge))]
    limits = replace(QUICK, answer_bytes=1_000_000)
    assert "bigger than" in refused(system, into, limits=limits)


def test_too_many_small_answers_are_not_read_either(system: System, into: Path) -> None:
    assert "more than any municipality" in refused(system, into, limits=replace(QUICK, all_bytes=1_500))
    assert "more than any municipality" in refused(system, into, limits=replace(QUICK, pages=4))
    assert "more than any municipality" in refused(system, into, limits=replace(QUICK, kept_bytes=900))


def test_a_packed_answer_is_not_unpacked(system: System, into: Path) -> None:
    system.faults = [always("persons", Given(body=b"x", headers={"content-encoding": "gzip"}))]
    assert "packed its answer" in refused(system, into)


def test_pages_that_go_in_circles_end(system: System, into: Path) -> None:
    circle = json.dumps({"data": [], "pageToken": "again"}).encode()
    system.faults = [always("persons", Given(body=circle))]
    assert "the same page again and again" in refused(system, into)


def test_an_answer_that_drips_is_too_slow(system: System, into: Path) -> None:
    system.faults = [always("persons", Given(body=b" " * 1000, pause=0.02))]
    limits = replace(QUICK, answer_seconds=0.3, tries=1)
    assert refused(system, into, limits=limits) == "The system took too long to answer."


def test_a_system_that_says_nothing_is_too_slow(system: System, into: Path) -> None:
    system.faults = [always("persons", Given(body=b"ab", pause=2))]
    limits = replace(QUICK, silent_seconds=0.2, tries=1)
    assert refused(system, into, limits=limits) == "The system took too long to answer."


def test_an_answer_that_is_cut_off_is_asked_for_again(system: System, into: Path) -> None:
    system.faults = [once("persons", Given(body=b'{"data": [', says_length=500))]
    assert fetch_from(system, into).pupils == 4


@pytest.mark.parametrize("resource", ["persons", "token"])
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_pointer_to_another_place_is_followed(
    system: System, into: Path, resource: str, status: int
) -> None:
    with running(System(lillby())) as thief:
        system.faults = [
            always(resource, Given(status, headers={"location": f"{thief.address}/v2.0/persons"}))
        ]
        assert "points to another address" in refused(system, into)
        assert thief.asked == []


def test_nobody_at_the_address_is_said(into: Path) -> None:
    with running(System(lillby())) as gone:
        pass
    assert refused(gone, into) == "Nobody answers at that address, or the connection broke off."


def test_proxies_and_passwords_of_the_environment_are_not_used(
    system: System, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetch_from(system, into).pupils == 4


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://school.example/v2.0", "Without https"),
        ("http://10.0.0.7/v2.0", "Without https"),
        ("school.example", "whole address"),
        ("ftp://school.example", "whole address"),
        ("https://", "whole address"),
        ("https://school.example:99999/", "whole address"),
        ("https://user:pass@school.example/", "more than where"),
        ("https://school.example/?key=1", "more than where"),
        ("https://[::1", "whole address"),
    ],
)
def test_an_address_over_the_net_is_over_tls(address: str, said: str) -> None:
    with pytest.raises(NotAnAddress, match=said):
        checked_address(address, field="address")


def test_this_machine_may_be_asked_without_tls() -> None:
    assert checked_address(" http://127.0.0.1:8000/v2.0/ ", field="address") == "http://127.0.0.1:8000/v2.0"


def test_neither_the_secret_nor_a_name_is_ever_logged(
    system: System, into: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        fetch_from(system, into)
        system.faults = [always("persons", Given(body=b'{"data": "Aya Ek"}'))]
        said = refused(system, into)
    reach = system.reach()
    for text in (caplog.text, said, repr(reach), repr(Client(reach).__dict__)):
        assert SECRET not in text
        assert "Aya" not in text
        assert not any(token in text for token in system.tokens)


# --- certificates -------------------------------------------------------------------------------------


Certificates = Callable[[str], ssl.SSLContext]


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Certificates:
    """An authority this machine trusts for as long as the test lasts, which gives certificates for a name."""
    signer = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority of a test")])
    root = _certificate(name, name, signer, signer, is_authority=True)
    trusted = tmp_path / "trusted.pem"
    trusted.write_bytes(root.public_bytes(serialization.Encoding.PEM))
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))

    def give(host: str) -> ssl.SSLContext:
        owner = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        certificate = _certificate(subject, name, owner, signer, host=host)
        pem = tmp_path / f"{host}.pem"
        pem.write_bytes(
            owner.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        return context

    return give


def test_a_certificate_this_machine_trusts_is_accepted(authority: Certificates, into: Path) -> None:
    with running(System(lillby()), tls=authority("127.0.0.1")) as system:
        assert system.address.startswith("https://")
        assert fetch_from(system, into).pupils == 4


def test_a_certificate_for_another_name_is_not(authority: Certificates, into: Path) -> None:
    with running(System(lillby()), tls=authority("school.example")) as system:
        waits: list[float] = []
        assert "could not prove who it is" in refused(system, into, waits=waits)
        assert waits == []
        assert system.asked == []


def test_a_certificate_of_nobody_we_know_is_not(
    authority: Certificates, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(System(lillby()), tls=authority("127.0.0.1")) as system:
        monkeypatch.delenv("SSL_CERT_FILE")
        assert "could not prove who it is" in refused(system, into)
        assert system.asked == []


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    owner: ec.EllipticCurvePrivateKey,
    signer: ec.EllipticCurvePrivateKey,
    *,
    host: str = "",
    is_authority: bool = False,
) -> x509.Certificate:
    now = datetime.fromtimestamp(time.time(), UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(owner.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(owner.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
    )
    if host:
        place = x509.IPAddress(ip_address(host)) if host[0].isdigit() else x509.DNSName(host)
        made = made.add_extension(x509.SubjectAlternativeName([place]), critical=False)
    return made.sign(signer, hashes.SHA256())
