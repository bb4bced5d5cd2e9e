"""The parts of the account page, in words ready to show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.sessions import api as sessions
from stafet.web.browsers import say_network
from stafet.web.components.days import write_instant
from stafet.web.components.tables import Fact, Facts
from stafet.web.registry import PageRequest


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One browser that is logged in."""

    name: str
    where: str
    how: str
    since: str
    seen: str
    is_this: bool
    end_href: str


def person_facts(request: PageRequest, user: access.User) -> Facts:
    """Who it is, and what they are where."""
    posts = accounts.posts_of(user.pk, at=request.at)
    languages = dict(settings.LANGUAGES)
    details = reverse("account_details")
    places = "; ".join(f"{access.Role(post.role).label}, {post.organisation.name}" for post in posts)
    return Facts(
        gettext("You"),
        (
            Fact(gettext("Name"), user.name, details),
            Fact(gettext("Language"), str(languages[user.language]).capitalize(), details),
            Fact(
                gettext("E-mail"),
                user.email,
                hint=gettext(
                    "It is the address you were invited with. Whoever runs the accounts invites a new one."
                ),
            ),
            # Whoever logs in to see their own has none.
            *((Fact(ngettext("Post", "Posts", len(posts)), places),) if posts else ()),
        ),
    )


def factor_facts(request: PageRequest, user: access.User) -> Facts:
    """How they get in."""
    factors = accounts.factors_of(user.pk)
    items = []
    if user.has_usable_password():
        items.append(Fact(gettext("Password"), "••••••••••••", reverse("account_password")))
    app = gettext("Set up") if factors.has_codes else gettext("Not set up")
    items.append(Fact(gettext("App that shows codes"), app, reverse("account_codes")))
    for passkey in factors.passkeys:
        used = write_instant(passkey.used_at) if passkey.used_at else gettext("not used yet")
        items.append(
            Fact(
                gettext("Passkey"),
                passkey.name,
                reverse("remove_passkey", args=[passkey.pk]),
                hint=gettext("last used: %(when)s") % {"when": used},
            )
        )
    if factors.any:
        left = factors.recovery_codes_left
        words = ngettext("%(count)d left", "%(count)d left", left) % {"count": left}
        items.append(Fact(gettext("Recovery codes"), words, reverse("account_recovery_codes")))
    return Facts(gettext("How you log in"), (*items, *_service_facts(request, user)))


def _service_facts(request: PageRequest, user: access.User) -> Iterator[Fact]:
    """The log-in services that could open the account, and whether they do."""
    connected = {identity.service_id for identity in accounts.identities_of(user.pk)}
    places = [post.organisation for post in accounts.posts_of(user.pk, at=request.at)]
    for service in accounts.services():
        if service.pk in connected:
            yield Fact(service.name, gettext("Connected"))
        elif any(accounts.vouches_for(service, place) for place in places):
            yield Fact(service.name, gettext("Not connected"), reverse("begin_connecting", args=[service.pk]))


def session_rows(open_sessions: Sequence[sessions.OpenSession]) -> tuple[SessionRow, ...]:
    """Where they are logged in, the latest first."""
    return tuple(
        SessionRow(
            name=session.browser or gettext("A browser that does not say its name"),
            where=say_network(session.network),
            how=str(session.way.label),
            since=write_instant(session.started_at),
            seen=write_instant(session.seen_at),
            is_this=session.is_this,
            end_href=reverse("end_session", args=[session.session_id]),
        )
        for session in open_sessions
    )
