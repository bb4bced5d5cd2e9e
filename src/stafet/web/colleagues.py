"""Who works here? Those who run an organisation's accounts see its posts, invite colleagues, and end what must end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.kernel.sentences import SentenceError
from stafet.organisations import api as organisations
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.colleagues_forms import InviteForm, administered
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action, Choice, Empty, Filters, Question
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.registry import PageRequest, page

ADMINISTER = access.Permission.ADMINISTER
_KEPT_AFTER_END = timedelta(days=30)
"""How long an invitation that ran out still stands in the list, to be sent again."""


@page(allow=ADMINISTER)
def colleagues(request: PageRequest) -> HttpResponse:
    """The posts of one organisation, and the invitations that wait."""
    places = administered(request)
    here = _chosen(request, places)
    those = Q(pk=here.pk)
    context = {
        "filters": _filters(places, here),
        "invitations": _invitations(request, those),
        "work": _posts(request, here, those),
        "invite_href": f"{reverse('invite_colleague')}?organisation={here.pk}",
    }
    return render(request, "colleagues/page.html", context)


def _chosen(request: PageRequest, places: Sequence[organisations.Organisation]) -> organisations.Organisation:
    """The organisation that was asked for; else the reader's own."""
    wanted = request.GET.get("organisation", "")
    own = access.organisations_where(request.actor, ADMINISTER)
    asked = [place for place in places if str(place.pk) == wanted]
    found = next(iter([*asked, *(place for place in places if place.pk in own)]), None)
    if found is None:
        raise Http404
    return found


def _filters(
    places: Sequence[organisations.Organisation], here: organisations.Organisation
) -> Filters | None:
    if len(places) < 2:  # nothing to choose
        return None
    choices = tuple(Choice(str(place.pk), place.name, chosen=place == here) for place in places)
    return Filters(
        action=reverse("colleagues"),
        questions=(Question("organisation", gettext("Which organisation?"), choices),),
    )


def _posts(request: PageRequest, here: organisations.Organisation, those: Q) -> WorkList:
    given = accounts.roles_given_by(request.actor, here)
    return WorkList(
        heading=here.name,
        rows=tuple(
            _post_row(post, may_end=_may_end(request, post, given))
            for post in accounts.colleagues_in(those, at=request.at)
        ),
        empty=Empty(
            gettext("Nobody has a post here"),
            gettext("Invite the first colleague. Until somebody has a post, what is sent here is not read."),
        ),
        name="posts",
    )


def _may_end(request: PageRequest, post: access.Membership, given: frozenset[access.Role]) -> bool:
    return post.role in given and post.user_id != request.actor.user_id


def _post_row(post: access.Membership, *, may_end: bool) -> WorkRow:
    since = write_day(timezone.localtime(post.starts_at).date())
    words = gettext("%(role)s since %(day)s.") % {"role": access.Role(post.role).label, "day": since}
    if not post.user.is_active:
        words = " ".join((words, gettext("Locked out.")))
    return WorkRow(
        name=post.user.name,
        href=reverse("colleague", args=[post.user_id]),
        why=words,
        detail=", ".join(filter(None, (post.unit.name if post.unit else "", post.user.email))),
        action=Action(gettext("End the post"), reverse("end_post", args=[post.pk])) if may_end else None,
    )


def _invitations(request: PageRequest, those: Q) -> WorkList | None:
    found = accounts.invitations_to(those, since=request.at - _KEPT_AFTER_END)
    if not found:
        return None
    rows = tuple(_invitation_row(request, row) for row in found)
    return WorkList(
        heading=gettext("Invited"), rows=rows, empty=Empty(gettext("Nobody is invited")), name="invited"
    )


def _invitation_row(request: PageRequest, row: accounts.Invitation) -> WorkRow:
    until = write_day(timezone.localtime(row.expires_at).date())
    words = (
        gettext("The link works until %(day)s.")
        if row.expires_at > request.at
        else gettext("The link ran out on %(day)s.")
    )
    return WorkRow(
        name=row.email,
        href="",
        why=words % {"day": until},
        detail=", ".join(filter(None, (str(access.Role(row.role).label), row.unit.name if row.unit else ""))),
        action=Action(gettext("Send it again"), reverse("send_invitation_again", args=[row.pk]), posts=True),
        more=(Action(gettext("Withdraw it"), reverse("withdraw_invitation", args=[row.pk]), posts=True),),
    )


@page(allow=ADMINISTER, writes=True)
def invite_colleague(request: PageRequest) -> HttpResponse:
    """Invite somebody by e-mail to a post."""
    form = InviteForm(
        request.POST or None, request=request, initial={"organisation": request.GET.get("organisation", "")}
    )
    if request.method == "POST" and form.is_valid():
        try:
            accounts.invite(draft=form.draft(), by=request.actor, at=request.at)
            where = f"{reverse('colleagues')}?organisation={form.draft().organisation_id}"
            return done(request, gettext("The invitation is on its way."), where)
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Invite a colleague"),
        lead=gettext(
            "The message says nothing but that somebody is invited. Its link works once, for seven days. "
            "Send it to the colleague's own work address: it is what they log in with."
        ),
        back=Action(gettext("Back to the colleagues"), reverse("colleagues")),
        do=gettext("Send the invitation"),
    )
    return ask(request, act, form)


@page(allow=ADMINISTER, writes=True)
@require_POST
def send_again(request: PageRequest, invitation_id: UUID) -> HttpResponse:
    """Send a new link; the one before opens nothing any more."""
    invitation = _invitation_or_404(request, invitation_id)
    accounts.send_again(invitation=invitation, by=request.actor, at=request.at)
    return done(
        request, gettext("A new link is on its way. The old one opens nothing."), _list_of(invitation)
    )


@page(allow=ADMINISTER, writes=True)
@require_POST
def withdraw(request: PageRequest, invitation_id: UUID) -> HttpResponse:
    """The link opens nothing any more."""
    invitation = _invitation_or_404(request, invitation_id)
    accounts.withdraw_invitation(invitation=invitation, by=request.actor, at=request.at)
    return done(request, gettext("The invitation is withdrawn."), _list_of(invitation))


def _list_of(invitation: accounts.Invitation) -> str:
    return f"{reverse('colleagues')}?organisation={invitation.organisation_id}"


def _invitation_or_404(request: PageRequest, invitation_id: UUID) -> accounts.Invitation:
    rows = accounts.Invitation.objects.filter(pk=invitation_id).select_related("organisation")
    invitation = rows.first()
    if invitation is None or not accounts.can_administer(request.actor, invitation.organisation):
        raise Http404
    return invitation
