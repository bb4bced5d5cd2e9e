"""One colleague: the posts, whether logged in, and the few grave things whoever runs accounts can do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.administration import api as administration
from stafet.sessions import api as sessions
from stafet.web.acts import Act, ask, done
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action
from stafet.web.components.tables import Fact, Facts
from stafet.web.registry import PageRequest, page

ADMINISTER = access.Permission.ADMINISTER


@dataclass(frozen=True, slots=True)
class Deed:
    """A grave thing: what the page asks, what the button says, what is said when it is done."""

    heading: str
    lead: str
    do: str
    done: str


@page(allow=ADMINISTER)
def colleague(request: PageRequest, user_id: UUID) -> HttpResponse:
    """What whoever runs the accounts may know of a colleague."""
    posts = _posts_or_404(request, user_id)
    user = posts[0].user
    context = {
        "colleague": user,
        "facts": _facts(request, posts),
        "acts": _acts(request, user),
        "whole": accounts.can_run_account(request.actor, user_id, at=request.at),
    }
    return render(request, "colleagues/one.html", context)


def _facts(request: PageRequest, posts: list[access.Membership]) -> Facts:
    user = posts[0].user
    open_sessions = sessions.sessions_of(user.pk, at=request.at)
    count = len(open_sessions)
    browsers = ngettext("In %(count)d browser", "In %(count)d browsers", count) % {"count": count}
    factors = accounts.factors_of(user.pk)
    items = [
        Fact(gettext("E-mail"), user.email),
        *(_post_fact(post) for post in posts),
        *_past_posts(request, user.pk),
        Fact(gettext("Logged in"), browsers if count else gettext("Nowhere")),
        Fact(gettext("Second factor"), gettext("Set up") if factors.any else gettext("Not set up")),
    ]
    if not user.is_active:
        items.append(Fact(gettext("Account"), gettext("Locked out")))
    return Facts(user.name, tuple(items))


def _post_fact(post: access.Membership) -> Fact:
    where = ", ".join(filter(None, (post.organisation.name, post.unit.name if post.unit else "")))
    since = write_day(timezone.localtime(post.starts_at).date())
    return Fact(str(access.Role(post.role).label), where, hint=gettext("since %(day)s") % {"day": since})


def _past_posts(request: PageRequest, user_id: UUID) -> list[Fact]:
    """The posts that have ended, in organisations the reader keeps in order: from when to when."""
    past = [post for post in administration.posts_ever(request.actor, user_id) if post.ends_at is not None]
    return [
        Fact(
            gettext("Was %(role)s") % {"role": access.Role(post.role).label},
            post.organisation.name,
            hint=gettext("%(first)s to %(last)s")
            % {"first": _day(post.starts_at), "last": _day(post.ends_at or request.at)},
        )
        for post in past
    ]


def _day(at: datetime) -> str:
    return write_day(timezone.localtime(at).date())


def _acts(request: PageRequest, user: access.User) -> tuple[Action, ...]:
    if user.pk == request.actor.user_id:
        return ()
    acts = [
        Action(gettext("Give another post"), reverse("give_post", args=[user.pk])),
        Action(gettext("Log out everywhere"), reverse("log_colleague_out", args=[user.pk])),
    ]
    if accounts.can_run_account(request.actor, user.pk, at=request.at):
        lock = (
            (gettext("Lock out"), "lock_out") if user.is_active else (gettext("Let in again"), "let_in_again")
        )
        acts += [
            Action(gettext("Change name, e-mail or language"), reverse("correct_account", args=[user.pk])),
            Action(gettext("Let begin anew"), reverse("begin_anew", args=[user.pk])),
            Action(lock[0], reverse(lock[1], args=[user.pk])),
        ]
    return tuple(acts)


@page(allow=ADMINISTER, writes=True)
def log_colleague_out(request: PageRequest, user_id: UUID) -> HttpResponse:
    """End every session of a colleague."""
    user = _posts_or_404(request, user_id)[0].user
    deed = Deed(
        heading=gettext("Log out everywhere?"),
        lead=gettext("As when a phone or a computer is lost. They can log in again at once."),
        do=gettext("Log out everywhere"),
        done=gettext("Logged out everywhere."),
    )
    return _deed(
        request,
        user,
        deed,
        lambda: accounts.end_sessions_of_colleague(user_id=user_id, by=request.actor, at=request.at),
    )


@page(allow=ADMINISTER, writes=True)
def lock_out(request: PageRequest, user_id: UUID) -> HttpResponse:
    """A colleague can't log in until let in again."""
    user = _whole_or_404(request, user_id)
    deed = Deed(
        heading=gettext("Lock this account?"),
        lead=gettext("They are logged out everywhere and can't log in until you let them in again."),
        do=gettext("Lock out"),
        done=gettext("Locked out, everywhere."),
    )
    return _deed(request, user, deed, lambda: accounts.lock_out(user=user, by=request.actor, at=request.at))


@page(allow=ADMINISTER, writes=True)
def let_in_again(request: PageRequest, user_id: UUID) -> HttpResponse:
    """A colleague who was locked out may log in as before."""
    user = _whole_or_404(request, user_id)
    deed = Deed(
        heading=gettext("Let in again?"),
        lead=gettext("They can log in as before."),
        do=gettext("Let in again"),
        done=gettext("They can log in again."),
    )
    return _deed(
        request, user, deed, lambda: accounts.let_in_again(user=user, by=request.actor, at=request.at)
    )


@page(allow=ADMINISTER, writes=True)
def begin_anew(request: PageRequest, user_id: UUID) -> HttpResponse:
    """A colleague who has lost phone and paper sets up a new second factor."""
    user = _whole_or_404(request, user_id)
    deed = Deed(
        heading=gettext("Let them begin anew?"),
        lead=gettext(
            "For a colleague who has lost the phone and the recovery codes. Make sure it is them: call them on a number "
            "you know. Their second factor and log-in services are forgotten, and they are logged out everywhere."
        )
        + " "
        + gettext(
            "So is the password, if that is what they have forgotten: a new link goes to their e-mail address. Their posts stay."
        ),
        do=gettext("Let begin anew"),
        done=gettext("At the next log-in they set up a new second factor.")
        + " "
        + gettext("A new link is on its way. Until it is used nothing opens the account."),
    )
    return _deed(request, user, deed, lambda: accounts.begin_anew(user=user, by=request.actor, at=request.at))


def _deed(
    request: PageRequest, user: access.User, deed: Deed, do: Callable[[], object], *, back: str = ""
) -> HttpResponse:
    """Ask first; do it when told so."""
    where = back or reverse("colleague", args=[user.pk])
    if request.method == "POST":
        do()
        return done(request, deed.done, where)
    act = Act(
        heading=deed.heading,
        lead=deed.lead,
        back=Action(user.name, where),
        do=deed.do,
        facts=Facts(user.name, (Fact(gettext("Name"), user.name), Fact(gettext("E-mail"), user.email))),
        grave=True,
    )
    return ask(request, act, forms.Form())


def _posts_or_404(request: PageRequest, user_id: UUID) -> list[access.Membership]:
    """A colleague's posts in organisations the reader runs; somebody without any is not there."""
    posts = [
        post
        for post in accounts.posts_of(user_id, at=request.at)
        if accounts.can_administer(request.actor, post.organisation)
    ]
    if not posts:
        raise Http404
    return posts


def _whole_or_404(request: PageRequest, user_id: UUID) -> access.User:
    if not accounts.can_run_account(request.actor, user_id, at=request.at):
        raise Http404
    return _posts_or_404(request, user_id)[0].user
