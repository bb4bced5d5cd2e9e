"""Writing down how an organisation's people log in."""

from __future__ import annotations

import pytest
from tests.accounts.saml_mock import Mock
from tests.cast import Cast
from tests.web.conftest import ClientFor, read

from stafet.access import api as access
from stafet.accounts import api as accounts


def oidc(everyone: Cast, **other: str) -> dict[str, str]:
    return {
        "organisation": str(everyone.town.pk),
        "name": "Hedeby",
        "assurance": "substantial",
        "issuer": "https://login.hedeby.example",
        "client_id": "stafet",
        "client_secret": "known to both",
        **other,
    }


def test_an_oidc_service_is_written_down_and_told_about_us(
    everyone: Cast, ida: access.User, client_for: ClientFor
) -> None:
    client = client_for(ida)
    answer = client.post("/log-in-services/new/", oidc(everyone))
    service = accounts.LogInService.objects.get()
    assert answer.headers["Location"] == f"/log-in-services/{service.pk}/"
    page = client.get(answer.headers["Location"])
    assert f"http://testserver/log-in/oidc/{service.pk}/back/" in read(page)
    assert "known to both" not in page.content.decode()
    assert "Substantial" in read(client.get("/log-in-services/"))


def test_a_saml_service_describes_itself(everyone: Cast, ida: access.User, client_for: ClientFor) -> None:
    client, mock = client_for(ida), Mock()
    said = {
        "organisation": str(everyone.town.pk),
        "name": "Hedeby",
        "assurance": "high",
        "metadata": mock.metadata(),
    }
    answer = client.post("/log-in-services/new/?protocol=saml", said)
    service = accounts.LogInService.objects.get()
    assert answer.headers["Location"] == f"/log-in-services/{service.pk}/"
    assert (service.issuer, service.sign_on_url) == (mock.entity_id, mock.sign_on_url)
    assert f"/log-in/saml/{service.pk}/metadata/" in read(client.get(answer.headers["Location"]))


def test_an_empty_secret_keeps_the_one_there_is(
    everyone: Cast, ida: access.User, client_for: ClientFor
) -> None:
    client = client_for(ida)
    client.post("/log-in-services/new/", oidc(everyone))
    service = accounts.LogInService.objects.get()
    client.post(f"/log-in-services/{service.pk}/", oidc(everyone, name="Ny", client_secret=""))
    service.refresh_from_db()
    assert (service.name, accounts.secret_of(service)) == ("Ny", "known to both")


@pytest.mark.parametrize(
    "wrong",
    [
        {"issuer": "http://login.hedeby.example"},
        {"issuer": "login.hedeby.example"},
        {"issuer": "file:///etc/passwd"},
        {"assurance": "very"},
        {"client_id": ""},
    ],
)
def test_what_can_t_work_is_refused_and_nothing_typed_is_lost(
    everyone: Cast, ida: access.User, client_for: ClientFor, wrong: dict[str, str]
) -> None:
    page = client_for(ida).post("/log-in-services/new/", oidc(everyone, **wrong))
    assert "Something must be put right" in read(page)
    assert 'value="Hedeby"' in page.content.decode()
    assert not accounts.LogInService.objects.exists()


@pytest.mark.parametrize(
    "metadata",
    [
        "",
        "not xml",
        "<a/>",
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        "<" * 5000,
    ],
)
def test_what_is_no_description_is_refused_with_a_sentence(
    everyone: Cast, ida: access.User, client_for: ClientFor, metadata: str
) -> None:
    said = {"organisation": str(everyone.town.pk), "name": "X", "assurance": "high", "metadata": metadata}
    page = client_for(ida).post("/log-in-services/new/?protocol=saml", said)
    assert "Something must be put right" in read(page)
    assert "root:" not in page.content.decode()


def test_a_service_of_others_is_not_there(everyone: Cast, ida: access.User, client_for: ClientFor) -> None:
    client_for(ida).post("/log-in-services/new/", oidc(everyone))
    service = accounts.LogInService.objects.get()
    for who in (everyone.ditte, everyone.bo):
        for act in ("", "retire/"):
            assert client_for(who).get(f"/log-in-services/{service.pk}/{act}").status_code == 404
            assert client_for(who).post(f"/log-in-services/{service.pk}/{act}").status_code == 404


def test_nobody_writes_a_service_down_for_another_s_organisation(
    everyone: Cast, client_for: ClientFor
) -> None:
    page = client_for(everyone.ditte).post("/log-in-services/new/", oidc(everyone))
    assert "Something must be put right" in read(page)
    assert not accounts.LogInService.objects.exists()
