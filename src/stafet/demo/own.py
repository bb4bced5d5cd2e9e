"""One young person of the demonstration and their mother, each with a log-in of their own."""

from __future__ import annotations

from datetime import date, datetime

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.demo.places import PASSWORD
from stafet.demo.plans import plan_from_home
from stafet.demo.progress import a_way_in_words
from stafet.demo.story import Town
from stafet.kernel.actors import SYSTEM
from stafet.kernel.periods import birthday
from stafet.own import api as own
from stafet.people import api as people
from stafet.responsibility import api as responsibility

YOUNG, MOTHER = "ung@egekobing.example", "mor@egekobing.example"
PUPIL = "elev@egekobing.example"
_AGE = 17


def open_to_themselves(town: Town, at: datetime) -> None:
    """Somebody whom two organisations are about to hand over logs in, and so does whoever has custody."""
    person = _somebody(at.date())
    custody = own.add_custody(
        person=person,
        draft=own.CustodyDraft(
            f"Mona {person.family_name}", own.CustodyKind.SHARED, date(2020, 1, 1), MOTHER
        ),
        by=town.actor("bo", at),
        at=at,
    )
    young = _join(person, None, YOUNG, person.given_names, at)
    mother = _join(person, custody, MOTHER, custody.holder_name, at)
    own.say_wrong(
        person_id=person.pk,
        capacity=own.Capacity.SELF,
        words="Jeg har fået nyt telefonnummer.",
        by=access.actor_for(young, at=at),
        at=at,
    )
    hers, mothers = access.actor_for(young, at=at), access.actor_for(mother, at=at)
    plan_from_home(town, person, hers, mothers, at)
    a_way_in_words(town, person, hers, mothers, at)


def let_the_pupil_in(person: people.Person, at: datetime) -> None:
    """Somebody who is at a company logs in, too."""
    _join(person, None, PUPIL, person.given_names, at)


def _somebody(today: date) -> people.Person:
    """The first by name who is under age and offered to somebody who has not answered."""
    offered = responsibility.Handover.objects.filter(state=responsibility.HandoverState.OFFERED)
    rows = people.Person.objects.filter(pk__in=offered.values("person_id")).order_by(
        "-birth_date", "sort_key"
    )
    return next(
        (row for row in rows if row.birth_date and birthday(row.birth_date, _AGE + 1) > today), rows[0]
    )


def _join(
    person: people.Person, custody: own.Custody | None, email: str, name: str, at: datetime
) -> access.User:
    draft = own.OwnInvitationDraft(email, "da", custody)
    invitation = own.invite_to_own(person=person, draft=draft, by=SYSTEM, at=at)
    account = accounts.NewAccount(name=name, language="da", password=PASSWORD)
    user, _ = own.join_as_new(link_id=invitation.link_id, account=account, by=SYSTEM, at=at)
    return user
