"""Coming of age: the database has closed the page to others already; this tells the young person so."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country
from stafet.kernel.periods import birthday, months_after
from stafet.messages import api as messages
from stafet.organisations import api as organisations
from stafet.own.models import PersonalLogin
from stafet.own.states import Capacity

_LOOKS_BACK = timedelta(days=7)
"""How long the clock may have stood still without anybody missing the message."""


@audit.action
def tell_of_age(*, municipality_id: UUID, by: Actor, at: datetime) -> int:
    """Tell whoever has turned 18 that nobody else sees their page any more. Once each; returns how many are of age now.

    Only in the scope of a job. Nothing ends here: that the page is closed to others is judged when it is asked for.
    """
    home = organisations.home(municipality_id)
    today = home.day(at)
    age = _of_age(home.country, today)
    watched = PersonalLogin.objects.filter(capacity=Capacity.CUSTODY_HOLDER, ends_at=None)
    born_before = months_after(today, -12 * age) + timedelta(days=1)
    near = watched.filter(person__birth_date__range=(born_before - 2 * _LOOKS_BACK, born_before))
    came = [
        row.person_id
        for row in near.select_related("person").order_by("pk")
        if row.person.birth_date and today - _LOOKS_BACK < birthday(row.person.birth_date, age) <= today
    ]
    own = PersonalLogin.objects.filter(capacity=Capacity.SELF, ends_at=None, person_id__in=came)
    for login in own.select_related("user").order_by("pk"):
        messages.queue_message(
            template=messages.Template.OWN_OF_AGE,
            to=[messages.Recipient(login.user_id, login.user.email, login.user.language)],
            about=login.pk,
            by=by,
            at=at,
        )
    return len(set(came))


def _of_age(country: Country, today: date) -> int:
    return rules.value(f"{country.value}.custody.until_age", on=today)
