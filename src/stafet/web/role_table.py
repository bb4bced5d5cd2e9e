"""Who may see and do what? Each role in plain words, from the very table the database goes by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.web.administration import ORGANISE, tabs
from stafet.web.components.tables import Column, Table, make_table
from stafet.web.looks import CLASSES, PURPOSES
from stafet.web.registry import PageRequest, page

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PERMISSIONS: Mapping[access.Permission, StrOrPromise] = {
    access.Permission.HOLD: gettext_lazy("take responsibility and take the next steps"),
    access.Permission.HAND_OVER: gettext_lazy("hand over to another organisation"),
    access.Permission.REASSIGN_OTHERS: gettext_lazy("give a colleague's work to somebody else"),
    access.Permission.LOAD_REGISTERS: gettext_lazy("load registers"),
    access.Permission.SEE_WATCH: gettext_lazy("see who would be lost"),
    access.Permission.TAKE_IN: gettext_lazy("take somebody in, and end the promise"),
    access.Permission.ADMINISTER: gettext_lazy("run accounts: invite, end posts, lock out"),
    access.Permission.ORGANISE: gettext_lazy("administer organisations, teams and what is decided"),
    access.Permission.SEE_RETENTION: gettext_lazy("see what is kept and for how long"),
    access.Permission.SEE_OPERATION: gettext_lazy("see how the service runs"),
    access.Permission.WRITE_PLAN: gettext_lazy("write in the plans of young people"),
    access.Permission.EXEMPT: gettext_lazy("end a break-off without a next step, by name and with a reason"),
    access.Permission.RAISE_CONCERN: gettext_lazy(
        "raise a concern about somebody they know, in their own name"
    ),
    access.Permission.APPROVE_PLACEMENT: gettext_lazy(
        "approve or refuse agreements about placements, by name"
    ),
    access.Permission.READ_PROGRAMME: gettext_lazy("read the municipality’s plan and how it goes"),
    access.Permission.REMARK_ON_PROGRAMME: gettext_lazy("say what they think of a draft of the plan"),
    access.Permission.CONFIRM_UNIT_PLAN: gettext_lazy("confirm the plan of their own school or unit"),
    access.Permission.OPEN_IN_EMERGENCY: gettext_lazy("open one young person in an emergency, for an hour"),
    access.Permission.REVIEW_EMERGENCY: gettext_lazy("judge whether an emergency was one"),
    access.Permission.CONTROL_LOG: gettext_lazy("control who has looked, without seeing whom"),
    access.Permission.PROTECT: gettext_lazy("hide somebody who is protected, and name who may read"),
}
"""What a role may do, in words that go on from "may"."""


@dataclass(frozen=True, slots=True)
class RoleWords:
    """One role, ready to show."""

    name: str
    may: tuple[str, ...]
    sees: Table | None
    reach: str


@page(allow=ORGANISE)
def role_table(request: PageRequest) -> HttpResponse:
    """Every role: what it may do, and what it may see of whom, for what."""
    context = {
        "tabs": tabs(request, "role_table"),
        "roles": [role_words(role, rights) for role, rights in access.RIGHTS.items()],
    }
    return render(request, "administration/roles.html", context)


def role_words(role: access.Role, rights: access.RoleRights) -> RoleWords:
    """A role in plain words."""
    return RoleWords(
        name=str(role.label),
        may=tuple(str(PERMISSIONS[one]) for one in access.Permission if one in rights.may),
        sees=_sees(role, rights) if rights.sees else None,
        reach=_reach(rights),
    )


def class_words(classes: str) -> str:
    """Classes of data as a list in words."""
    words = ", ".join(str(CLASSES[DataClass(letter)]) for letter in classes)
    return words[:1].upper() + words[1:]


def _sees(role: access.Role, rights: access.RoleRights) -> Table:
    columns = (Column(gettext("For what")), Column(gettext("What may be seen")))
    rows = [(str(PURPOSES[purpose]), class_words(classes)) for purpose, classes in rights.sees.items()]
    return make_table(gettext("What a %(role)s may see") % {"role": str(role.label)}, columns, rows)


def _reach(rights: access.RoleRights) -> str:
    if not rights.sees:
        return gettext("Sees no young person.")
    if not rights.whole_organisation:
        return gettext("Sees only those of the own class or team, and only while access is open to it.")
    return gettext("Sees only those to whom access is open at the own organisation.")
