"""``stafet invite``: invite the first administrator, whom nobody in the browser could invite yet."""

from __future__ import annotations

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.kernel.sentences import SentenceError, sentence
from stafet.messages import api as messages
from stafet.organisations import api as organisations


class CannotInviteFromHere(SentenceError):
    """The command was asked for something that is not there."""


class Command(BaseCommand):
    """Print the link, and send it, too."""

    help = "Invite somebody to a post, as nobody in the browser can yet: the first administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="where the link goes, and what they log in with")
        parser.add_argument("--municipality", default="", help="its code; not needed where there is only one")
        parser.add_argument("--organisation", default="", help="its name; default: the municipality itself")
        parser.add_argument("--role", default=access.Role.ADMINISTRATOR, choices=access.Role.values)
        parser.add_argument("--language", default="da", choices=["da", "sv", "en"])

    def handle(self, *args: object, **options: str) -> None:
        organisation = _organisation(options["municipality"], options["organisation"])
        draft = accounts.InvitationDraft(
            email=options["email"],
            language=options["language"],
            organisation_id=organisation.pk,
            role=access.Role(options["role"]),
        )
        with access.job_scope(organisation.municipality_id):
            invitation = accounts.invite(draft=draft, by=SYSTEM, at=clock.now())
        self.stdout.write(f"Invited to {organisation.name}; the message is on its way, and the link is:")
        self.stdout.write(f"{settings.STAFET_ADDRESS}/invite/{messages.link_for(invitation.link_id)}/")


def _organisation(code: str, name: str) -> organisations.Organisation:
    rows = organisations.Organisation.objects.order_by("name", "pk")
    rows = rows.filter(municipality__code=code) if code else rows
    kind = organisations.OrganisationKind.MUNICIPALITY
    found = list(rows.filter(name=name) if name else rows.filter(kind=kind))
    if len(found) != 1:
        raise CannotInviteFromHere(
            sentence(
                "%(count)s organisations are called that here. Say which with --municipality and --organisation.",
                count=len(found),
            )
        )
    return found[0]
