"""One more post for a colleague, and what an account says of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.administration import api as administration
from stafet.kernel.sentences import SentenceError
from stafet.organisations import api as organisations
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.administration import as_town
from stafet.web.colleagues_forms import administered, units_of
from stafet.web.components.parts import Action
from stafet.web.places_forms import SeenForm
from stafet.web.registry import PageRequest, page

ADMINISTER = access.Permission.ADMINISTER


class PostForm(forms.Form):
    """What somebody is to be, and where."""

    organisation = forms.ChoiceField(label=gettext_lazy("Organisation"))
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    unit = forms.ChoiceField(
        label=gettext_lazy("Class or team"),
        required=False,
        help_text=gettext_lazy("A teacher sees the pupils of this class only."),
    )
    is_steward = forms.BooleanField(
        label=gettext_lazy("Answers for what is sent here and nobody takes"), required=False
    )

    def __init__(self, data: Any = None, *, request: PageRequest) -> None:
        super().__init__(data)
        places = administered(request)
        given = accounts.roles_given_by(request.actor)
        choices: dict[str, list[Any]] = {
            "organisation": [(str(place.pk), place.name) for place in places],
            "role": [(role.value, role.label) for role in access.Role if role in given],
            "unit": [("", gettext("None")), *units_of(places)],
        }
        for name, among in choices.items():
            self.fields[name].choices = among  # type: ignore[attr-defined]

    def draft(self) -> administration.PostDraft:
        """What was chosen."""
        said = self.cleaned_data
        return administration.PostDraft(
            organisation_id=UUID(said["organisation"]),
            role=access.Role(said["role"]),
            unit_id=UUID(said["unit"]) if said["unit"] else None,
            is_steward=said["is_steward"],
        )


class AccountForm(SeenForm):
    """What an account says of somebody."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        help_text=gettext_lazy("It is what they log in with, and where messages go."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)

    def facts(self) -> administration.AccountFacts:
        """What was said."""
        said = self.cleaned_data
        return administration.AccountFacts(said["name"].strip(), said["email"], said["language"])


@page(allow=ADMINISTER, writes=True)
def give_post(request: PageRequest, user_id: UUID) -> HttpResponse:
    """Somebody who has an account gets one more post."""
    user = _colleague_or_404(request, user_id)
    form = PostForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        draft = form.draft()
        place = organisations.Organisation.objects.get(pk=draft.organisation_id)
        try:
            with as_town(place.municipality_id):
                administration.give_post(user_id=user.pk, draft=draft, by=request.actor, at=request.at)
            return done(request, gettext("They have the post from now on."), _page_of(user))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Which post does %(name)s also have?") % {"name": user.name},
        lead=gettext("It holds from now on, and with it what the role may do and see there."),
        back=Action(user.name, _page_of(user)),
        do=gettext("Give the post"),
    )
    return ask(request, act, form)


@page(allow=ADMINISTER, writes=True)
def correct_account(request: PageRequest, user_id: UUID) -> HttpResponse:
    """A colleague is called otherwise, or has another address or language."""
    user = _colleague_or_404(request, user_id)
    if not accounts.can_run_account(request.actor, user.pk, at=request.at):
        raise Http404
    known = {"name": user.name, "email": user.email, "language": user.language}
    known["seen"] = administration.seen_user(user)
    form = AccountForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        home = accounts.posts_of(user.pk, at=request.at)[0].organisation.municipality_id
        try:
            with as_town(home):
                administration.correct_account(
                    user_id=user.pk,
                    municipality_id=home,
                    facts=form.facts(),
                    seen=form.cleaned_data["seen"],
                    by=request.actor,
                    at=request.at,
                )
            return done(request, gettext("It is changed."), _page_of(user))
        except SentenceError as error:
            form.refuse_changed(error, seen=administration.seen_user(user))
    act = Act(
        heading=gettext("What does the account say of %(name)s?") % {"name": user.name},
        lead=gettext(
            "With another address they log in with that one from now on. Make sure that it is theirs."
        ),
        back=Action(user.name, _page_of(user)),
        do=gettext("Save"),
    )
    return ask(request, act, form)


def _colleague_or_404(request: PageRequest, user_id: UUID) -> access.User:
    """A colleague with a post the reader runs. What is far-reaching is asked of the room once more."""
    for post in accounts.posts_of(user_id, at=request.at):
        if accounts.can_administer(request.actor, post.organisation):
            return post.user
    raise Http404


def _page_of(user: access.User) -> str:
    return reverse("colleague", args=[user.pk])
