"""Who is written to about what is due: hosts by their link, those at home by their own log-in, staff by name or by their post."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from stafet.access import api as access
from stafet.kernel import rules
from stafet.kernel.periods import age_on
from stafet.messages.api import Recipient, Template
from stafet.own import api as own
from stafet.placements import api as placements
from stafet.reminders.due import Due, Night
from stafet.reminders.states import ReminderKind
from stafet.responsibility import api as responsibility

_K = ReminderKind
TEMPLATES: Mapping[ReminderKind, Template] = MappingProxyType(
    {
        _K.PLACE_QUESTION: Template.PLACE_REMINDER,
        _K.HOST_SIGNATURE: Template.SIGN_REMINDER,
        _K.HOME_SIGNATURE: Template.OWN_WAITS,
        _K.HOME_CONSENT: Template.OWN_WAITS,
        _K.UNSIGNED: Template.AGREEMENT_WAITS,
        _K.APPROVAL: Template.AGREEMENT_WAITS,
        _K.ENDS_SOON: Template.AGREEMENT_ENDS,
        _K.APPLY_BY: Template.OWN_WAITS,
    }
)
_AT_HOME = frozenset({_K.HOME_SIGNATURE, _K.HOME_CONSENT, _K.APPLY_BY})


@dataclass(frozen=True, slots=True)
class Readers:
    """Everybody who could be written to about what is due, looked up once."""

    log_ins: Mapping[UUID, Sequence[own.PersonalLogin]]
    holdings: Mapping[UUID, responsibility.Holding]
    posts: Mapping[UUID, Sequence[access.Membership]]
    answered: frozenset[tuple[UUID, UUID]]
    of_age: int
    night: Night

    def of(self, due: Due) -> tuple[Recipient, ...]:
        """Who is written to about one thing; nobody, where there is no address."""
        if due.kind in _AT_HOME:
            return tuple(_recipient(row.user) for row in self._at_home(due))
        if due.host is not None and due.host_id is not None:
            return (Recipient(due.host_id, due.host.address, due.host.language),)
        if due.kind is _K.APPROVAL and due.school_id is not None:
            return self._with(due.school_id, access.Permission.APPROVE_PLACEMENT)
        return self._holder(due) if due.person_id is not None and due.host_id is None else ()

    def _at_home(self, due: Due) -> Iterator[own.PersonalLogin]:
        for row in self.log_ins.get(due.person_id or UUID(int=0), ()):
            is_self = row.capacity == own.Capacity.SELF
            if not is_self and not self._has_custody(row):
                continue
            if due.kind is _K.HOME_CONSENT and (is_self or (due.thing_id, row.custody_id) in self.answered):
                continue
            if due.kind is _K.HOME_SIGNATURE and row.custody_id != due.custody_id:
                continue
            if due.kind is _K.APPLY_BY and not is_self:
                continue
            yield row

    def _has_custody(self, row: own.PersonalLogin) -> bool:
        """Whether somebody is still written to for a young person: while there is custody, and until they are of age."""
        today, born, custody = self.night.today, row.person.birth_date, row.custody
        is_over = custody is None or (custody.ends_on is not None and custody.ends_on <= today)
        return not is_over and (born is None or age_on(born, today) < self.of_age)

    def _holder(self, due: Due) -> tuple[Recipient, ...]:
        holding = self.holdings.get(due.person_id or UUID(int=0))
        if holding is None:
            return ()
        posts = [
            post
            for post in self.posts.get(holding.organisation_id, ())
            if access.allowed(access.Role(post.role), access.Permission.HOLD)
        ]
        named = [post for post in posts if post.user_id == holding.holder_id]
        stewards = [post for post in posts if post.is_steward]
        return _once(named or stewards or posts)

    def _with(self, organisation_id: UUID, permission: access.Permission) -> tuple[Recipient, ...]:
        posts = self.posts.get(organisation_id, ())
        return _once(post for post in posts if access.allowed(access.Role(post.role), permission))


def readers_of(dues: Sequence[Due], night: Night) -> Readers:
    """Look up who could be written to. Four statements, however much is due."""
    persons = {due.person_id for due in dues if due.person_id is not None}
    holdings = {
        row.person_id: row
        for row in responsibility.Holding.objects.filter(
            municipality_id=night.municipality_id, person_id__in=persons, ends_at=None
        )
    }
    log_ins: dict[UUID, list[own.PersonalLogin]] = {}
    for row in (
        own.PersonalLogin.objects.filter(
            municipality_id=night.municipality_id, person_id__in=persons, ends_at=None
        )
        .select_related("user", "person", "custody")
        .order_by("pk")
    ):
        log_ins.setdefault(row.person_id, []).append(row)
    places = {row.organisation_id for row in holdings.values()} | {
        due.school_id for due in dues if due.school_id is not None
    }
    consents = placements.CustodyConsent.objects.filter(
        municipality_id=night.municipality_id, person_id__in=persons
    )
    return Readers(
        log_ins=log_ins,
        holdings=holdings,
        posts=_posts(places, night),
        answered=frozenset(consents.values_list("placement_id", "custody_id")),
        of_age=int(rules.value(f"{night.home.country.value}.custody.until_age", on=night.today)),
        night=night,
    )


def _posts(places: Iterable[UUID], night: Night) -> Mapping[UUID, Sequence[access.Membership]]:
    found: dict[UUID, list[access.Membership]] = {}
    rows = access.Membership.objects.current_at(night.at).filter(organisation_id__in=list(places))
    for row in rows.select_related("user").order_by("user__name", "pk"):
        found.setdefault(row.organisation_id, []).append(row)
    return found


def _once(posts: Iterable[access.Membership]) -> tuple[Recipient, ...]:
    return tuple({post.user_id: _recipient(post.user) for post in posts}.values())


def _recipient(user: access.User) -> Recipient:
    return Recipient(user.pk, user.email, user.language)
