"""A post ends: what it let them see ends at once, and what they had waits for everybody there."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.administration import api as administration
from stafet.kernel.sentences import SentenceError
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.administration import as_town
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.components.tables import Fact, Facts
from stafet.web.registry import PageRequest, page

ADMINISTER = access.Permission.ADMINISTER


@page(allow=ADMINISTER, writes=True)
def end_post(request: PageRequest, membership_id: UUID) -> HttpResponse:
    """A colleague has a post no more."""
    post = _post_or_404(request, membership_id)
    where = f"{reverse('colleagues')}?organisation={post.organisation_id}"
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            accounts.end_post(membership=post, by=request.actor, at=request.at)
            with as_town(post.organisation.municipality_id):
                moved = administration.release_work(membership_id=post.pk, by=request.actor, at=request.at)
            return done(request, _ended(moved), where)
        except SentenceError as error:
            form.is_valid()
            refuse(form, error)
    return ask(request, _act(request, post, where), form)


def _act(request: PageRequest, post: access.Membership, where: str) -> Act:
    own = post.user_id == request.actor.user_id
    with as_town(post.organisation.municipality_id):
        work = administration.work_of(post.user_id, post.organisation)
    counted = (
        (gettext("Young people they have the responsibility for"), work.holdings),
        (gettext("Open steps"), work.steps),
        (gettext("Hand-overs sent to them by name"), work.handovers),
    )
    items = [
        Fact(gettext("Name"), post.user.name),
        Fact(gettext("Post"), f"{access.Role(post.role).label}, {post.organisation.name}"),
        *(Fact(text, write_number(count)) for text, count in counted),
    ]
    has_work = bool(work.holdings or work.steps or work.handovers)
    return Act(
        heading=gettext("End this post?"),
        lead=gettext(
            "Whatever the post lets them see ends at once; with the last post they are logged out everywhere."
        ),
        back=Action(gettext("Back to the colleagues"), where),
        do=gettext("End the post"),
        facts=Facts(post.user.name, tuple(items)),
        notice=_own() if own else _to_somebody(request, post) if has_work else None,
        grave=True,
    )


def _own() -> Notice:
    return Notice(
        Tone.INFO,
        gettext("This is your own post"),
        gettext("Another administrator ends it, so that two people know of it."),
    )


def _to_somebody(request: PageRequest, post: access.Membership) -> Notice:
    may = access.may(request.actor, access.Permission.REASSIGN_OTHERS, organisation_id=post.organisation_id)
    leaders = [user.name for user in access.leaders_of(post.organisation_id, at=request.at)]
    who = gettext("You can: “A colleague leaves” in the menu does.") if may else _who_can(leaders)
    return Notice(
        Tone.WARNING,
        gettext("Young people are in their hands"),
        gettext(
            "When the post ends, all of it waits for everybody there. Better: let it be given to a colleague by name first."
        ),
        points=(who,),
    )


def _who_can(leaders: list[str]) -> str:
    if not leaders:
        return gettext("Nobody leads there. The municipality's coordinator can take them home.")
    return gettext("These can: %(names)s.") % {"names": ", ".join(leaders)}


def _ended(moved: int) -> str:
    if not moved:
        return gettext("The post has ended.")
    words = ngettext(
        "The post has ended. %(count)d thing they had waits for everybody there.",
        "The post has ended. %(count)d things they had wait for everybody there.",
        moved,
    )
    return words % {"count": moved}


def _post_or_404(request: PageRequest, membership_id: UUID) -> access.Membership:
    """A post that runs and that the reader may take away, or their own: then the page says why not."""
    rows = access.Membership.objects.filter(pk=membership_id).select_related("organisation", "user", "unit")
    post = rows.first()
    if post is None or post.pk not in {mine.pk for mine in accounts.posts_of(post.user_id, at=request.at)}:
        raise Http404
    own = post.user_id == request.actor.user_id
    if not own and not accounts.can_give(request.actor, post.role, post.organisation):
        raise Http404
    return post
