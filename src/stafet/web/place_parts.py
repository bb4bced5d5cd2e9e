"""The parts of an organisation's page, in words ready to show."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.administration import api as administration
from stafet.organisations.api import Organisation, OrganisationKind, Unit, UnitKind
from stafet.web.components.days import write_day
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Action, Empty, Notice, Tone
from stafet.web.components.tables import Fact, Facts
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.registry import PageRequest


def place_facts(row: Organisation) -> Facts:
    """What an organisation is."""
    items = [
        Fact(gettext("Kind"), str(OrganisationKind(row.kind).label)),
        Fact(gettext("Lies in"), row.municipality.name),
        Fact(gettext("Phone"), row.phone or gettext("Not known")),
        Fact(gettext("E-mail"), row.email or gettext("Not known")),
    ]
    if row.parent is not None:
        items.insert(1, Fact(gettext("Part of"), row.parent.name))
    if row.ends_on is not None:
        items.append(Fact(gettext("Does not exist from"), write_day(row.ends_on)))
    if row.municipality.last_resort_id == row.pk:
        items.append(Fact(gettext("Last resort"), gettext("Holds when nobody else does.")))
    return Facts(row.name, tuple(items))


def warnings_of(request: PageRequest, row: Organisation) -> Notice | None:
    """What is wrong with it, and how it is mended."""
    if row.ends_on is not None or row.kind in {OrganisationKind.COMPANY, OrganisationKind.DEPARTMENT}:
        return None
    posts = [post for post in administration.posts_in(row.pk, at=request.at) if _reads(post)]
    if not posts:
        return Notice(
            Tone.ERROR,
            gettext("Nobody reads there: what is sent there is lost."),
            gettext("Give somebody there a post as counsellor, or close it if it is gone."),
        )
    if not any(post.is_steward for post in posts):
        return Notice(
            Tone.WARNING,
            gettext("Nobody is named to answer for what is sent there and nobody takes."),
            gettext("Name a colleague below. Until then everybody there is reminded."),
        )
    return None


def ways_of(request: PageRequest, row: Organisation) -> tuple[Action, ...]:
    """What the reader can do about it."""
    here = [row.pk]
    ways = [Action(gettext("What may be seen from here"), reverse("place_access", args=here))]
    if row.ends_on is not None:
        return tuple(ways)
    ways.insert(0, Action(gettext("Change it"), reverse("change_organisation", args=here)))
    if administration.can_organise_town(request.actor, row.municipality_id):
        if row.municipality.last_resort_id != row.pk:
            ways.append(Action(gettext("Name it the last resort"), reverse("name_last_resort", args=here)))
        ways.append(Action(gettext("Take everybody home"), reverse("take_home", args=here)))
        ways.append(Action(gettext("Close it"), reverse("close_organisation", args=here)))
    return tuple(ways)


def posts_list(request: PageRequest, row: Organisation) -> WorkList:
    """Who works there."""
    runs = accounts.can_administer(request.actor, row)
    invite = Action(gettext("Invite a colleague"), f"{reverse('invite_colleague')}?organisation={row.pk}")
    return WorkList(
        heading=gettext("People at work"),
        rows=tuple(_post(post, runs=runs) for post in administration.posts_in(row.pk, at=request.at)),
        empty=Empty(
            gettext("Nobody has a post here"),
            gettext("Until somebody has a post, what is sent here is not read."),
            invite if runs else None,
        ),
        name="posts",
    )


def _post(post: access.Membership, *, runs: bool) -> WorkRow:
    since = write_day(timezone.localtime(post.starts_at).date())
    words = gettext("%(role)s since %(day)s.") % {"role": access.Role(post.role).label, "day": since}
    if post.is_steward and _reads(post):
        words += " " + gettext("Answers for what is sent here and nobody takes.")
    if not post.user.is_active:
        words += " " + gettext("Locked out.")
    return WorkRow(
        name=post.user.name,
        href=reverse("colleague", args=[post.user_id]) if runs else "",
        why=words,
        detail=", ".join(filter(None, (post.unit.name if post.unit else "", post.user.email))),
        action=_answers(post) if _reads(post) and post.user.is_active else None,
    )


def _answers(post: access.Membership) -> Action:
    if post.is_steward:
        return Action(gettext("No longer answers"), reverse("unname_steward", args=[post.pk]), posts=True)
    return Action(gettext("Is to answer"), reverse("name_steward", args=[post.pk]), posts=True)


def _reads(post: access.Membership) -> bool:
    return access.allowed(post.role, access.Permission.HOLD)


def units_list(request: PageRequest, row: Organisation) -> WorkList:
    """Its teams and classes."""
    units = administration.units_in(row.pk, on=request.today)
    open_one = Action(gettext("Open a class or a team"), reverse("open_unit", args=[row.pk]))
    return WorkList(
        heading=gettext("Teams and classes"),
        rows=tuple(_unit(unit) for unit in units),
        empty=Empty(
            gettext("It has no teams and no classes"),
            gettext("A hand-over can be sent to a team. Registers bring classes by themselves."),
            open_one if row.ends_on is None else None,
        ),
        name="units",
    )


def _unit(unit: Unit) -> WorkRow:
    words = str(UnitKind(unit.kind).label)
    if unit.grade is not None:
        words = gettext("%(kind)s, grade %(grade)d") % {"kind": words, "grade": unit.grade}
    return WorkRow(
        name=unit.name,
        href="",
        why=words,
        action=Action(gettext("Change"), reverse("change_unit", args=[unit.pk])),
        more=(Action(gettext("Close it"), reverse("close_unit", args=[unit.pk])),),
    )


def still_there(left: administration.StillThere) -> Facts:
    """What an organisation still has, counted."""
    counted = (
        (gettext("Young people it has the responsibility for"), left.people),
        (gettext("Open steps"), left.steps),
        (gettext("Hand-overs that wait there for an answer"), left.offers),
        (gettext("Requests that wait there for an answer"), left.requests),
        (gettext("Posts that end with it"), left.posts),
        (gettext("Young people who attend it, by the registers"), left.attending),
    )
    return Facts(gettext("What is there"), tuple(Fact(text, write_number(count)) for text, count in counted))


def back_to(organisation_id: UUID, name: str) -> Action:
    """The way back to an organisation's page."""
    return Action(name, reverse("place", args=[organisation_id]))
