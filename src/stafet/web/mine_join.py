"""A link to one's own page is followed: it proves the address, the form makes the account. It works once."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.debug import sensitive_post_parameters

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.kernel.sentences import SentenceError
from stafet.messages import api as messages
from stafet.own import api as own
from stafet.sessions import api as sessions
from stafet.web import half_way
from stafet.web.acts import refuse
from stafet.web.entering import let_in
from stafet.web.invite import NewAccountForm
from stafet.web.link_tries import opened, too_often
from stafet.web.registry import public_page, user_of
from stafet.web.ways_in import is_enough, password_is_enough


@public_page(writes=True)
@sensitive_post_parameters("password")
def join(request: HttpRequest, invitation: str) -> HttpResponse:
    """Take the log-in one was invited to. The page names nobody: whoever opens the letter may be somebody else."""
    at = clock.now()
    if (wait := too_often(request, invitation, at=at)) is not None:
        return wait
    found = _invitation(invitation, at)
    if found is None:
        return redirect("dead_link")
    opened(request, invitation, at=at)
    known = own.account_to_begin_anew(found.email)
    if known is None and access.User.objects.filter(email__iexact=found.email).exists():
        return _as_known(request, found)
    form = NewAccountForm(
        request.POST or None, email=found.email, language=(get_language() or found.language)[:2]
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _begin(request, found, form) if known is None else _anew(request, found, known, form)
        except SentenceError as error:
            refuse(form, error)
    context = {"form": form, "needs_second_step": found.capacity != own.Capacity.SELF, "email": found.email}
    return render(request, "mine/join.html", context)


def _invitation(link: str, at: datetime) -> own.OwnInvitation | None:
    """What a link invites to, if we made it and it still opens."""
    home, key = own.municipality_of_link(link), messages.linked_to(link)
    if home is None or key is None:
        return None
    with access.job_scope(home):
        return own.own_invitation(key, at=at)


def _begin(request: HttpRequest, found: own.OwnInvitation, form: NewAccountForm) -> HttpResponse:
    with access.job_scope(found.municipality_id):
        user, _ = own.join_as_new(link_id=found.link_id, account=form.account(), by=SYSTEM, at=clock.now())
    return _let_in(request, user)


def _anew(
    request: HttpRequest, found: own.OwnInvitation, user: access.User, form: NewAccountForm
) -> HttpResponse:
    """Somebody who has lost the password, or has a second child: the link proves the address once more."""
    at, account = clock.now(), form.account()
    with access.job_scope(found.municipality_id):
        own.join_as_known(link_id=found.link_id, user=user, by=SYSTEM, at=at)
    changes = access.UserChanges(name=account.name, language=account.language, password=account.password)
    with access.user_scope(user.pk):
        by = access.actor_for(user, at=at)
        access.change_user(user=user, changes=changes, by=by, at=at)
        sessions.end_sessions(user_id=user.pk, by=by, at=at)
    return _let_in(request, user)


def _let_in(request: HttpRequest, user: access.User) -> HttpResponse:
    """With a password alone only a young person who has no second factor, and nothing else to see."""
    following = reverse("mine")
    if password_is_enough(request):
        return let_in(request, user, sessions.Way.PASSWORD_ONLY, following=following)
    has_factor = accounts.factors_of(user.pk).any
    if not has_factor and own.may_enter_with_one_factor(access.actor_for(user, at=clock.now())):
        return let_in(request, user, sessions.Way.ONE_FACTOR, following=following)
    half_way.begin(request, user, following=following)
    return redirect("second_step" if has_factor else "set_up_codes_first")


def _as_known(request: HttpRequest, invitation: own.OwnInvitation) -> HttpResponse:
    """Whoever has an account logs in, and then takes it with one button."""
    is_in = request.user.is_authenticated and is_enough(request)
    is_theirs = is_in and user_of(request).email.lower() == invitation.email.lower()
    refused = ""
    if request.method == "POST" and is_theirs:
        user, at = user_of(request), clock.now()
        try:
            with access.job_scope(invitation.municipality_id):
                own.join_as_known(
                    link_id=invitation.link_id, user=user, by=access.actor_for(user, at=at), at=at
                )
            return redirect("mine")
        except own.LinkOpensNothing:
            refused = gettext("There is such a log-in already.")
    context = {
        "is_in": is_in,
        "is_theirs": is_theirs,
        "refused": refused,
        "log_in_href": f"{reverse('log_in')}?next={request.path}",
    }
    return render(request, "mine/join_known.html", context)
