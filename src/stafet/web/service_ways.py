"""The buttons that lead to the log-in services of organisations."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from stafet.accounts import api as accounts
from stafet.organisations import api as organisations
from stafet.web.components.parts import Action


def all_ways(following: str) -> tuple[Action, ...]:
    """Every service, for whoever comes to the door."""
    more = f"?{urlencode({'next': following})}" if following else ""
    return tuple(_way(service, more) for service in accounts.services())


def ways_to(organisation: organisations.Organisation, *, invitation: str) -> tuple[Action, ...]:
    """The services that whoever is invited to an organisation may take the post with."""
    return tuple(
        _way(service, f"?invitation={invitation}")
        for service in accounts.services()
        if accounts.vouches_for(service, organisation)
    )


def _way(service: accounts.LogInService, more: str) -> Action:
    words = gettext("Log in with %(service)s") % {"service": service.name}
    return Action(words, f"{reverse('log_in_with', args=[service.pk])}{more}")
