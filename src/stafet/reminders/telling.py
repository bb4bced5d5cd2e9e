"""Who is written to about what is due: hosts by their link, those at home by their own log-in, staff by name or by their post."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from stafet.access import api as access
from stafet.access.api import Permission
from stafet.kernel import rules
from stafet.kernel.periods import age_on
from stafet.messages.api import Recipient
from stafet.own import api as own
from stafet.placements import api as placements
from stafet.practicalcourses import api as practicalcourses
from stafet.reminders.night import Due, Night
from stafet.reminders.states import AT_HOME, TO_HOSTS, ReminderKind
from stafet.responsibility import api as responsibility

_K = ReminderKind


@dataclass(frozen=True, slots=True)
class Readers:
    """Everybody who could be written to about what is due, looked up once. ``named`` are the lists of those who are hidden."""

    log_ins: Mapping[UUID, Sequence[own.PersonalLogin]]
    holdings: Mapping[UUID, responsibility.Holding]
    posts: Mapping[UUID, Sequence[access.Membership]]
    answered: frozenset[tuple[UUID, UUID | None]]
    named: Mapping[UUID, frozenset[UUID]]
    of_age: int
    night: Night

    def of(self, due: Due) -> tuple[Recipient, ...]:
        """Who is written to about one thing; nobody, where there is no address."""
        if due.kind in TO_HOSTS:
            return _host(due)
        if due.kind in AT_HOME:
            return tuple(_recipient(row.user) for row in self._at_home(due))
        if due.kind is _K.BANK_LINK_OVER:
            return _once(self._with(self.night.home.last_resort_id, Permission.REASSIGN_OTHERS))
        return _once(post for post in self._staff(due) if self._may_know(due, post)) or self._stewards(due)

    def is_unheard(self, due: Due) -> bool:
        """Whether nobody who has the responsibility for somebody hidden stands on the list."""
        if due.kind in TO_HOSTS or due.kind in AT_HOME or due.person_id not in self.named:
            return False
        return not any(self._may_know(due, post) for post in self._staff(due))

    def _stewards(self, due: Due) -> tuple[Recipient, ...]:
        """Of somebody hidden of whom nobody else may hear: the stewards of last resort hear that something waits, never about whom."""
        if not self.is_unheard(due):
            return ()
        posts = tuple(self._with(self.night.home.last_resort_id, Permission.REASSIGN_OTHERS))
        return _once([post for post in posts if post.is_steward] or posts)

    def _at_home(self, due: Due) -> Iterator[own.PersonalLogin]:
        for row in self.log_ins.get(due.person_id or UUID(int=0), ()):
            is_self = row.capacity == own.Capacity.SELF
            if (is_self or self._has_custody(row)) and self._is_asked(due, row, is_self=is_self):
                yield row

    def _is_asked(self, due: Due, row: own.PersonalLogin, *, is_self: bool) -> bool:
        """Whether it is this one whose answer is missing."""
        if due.kind is _K.HOME_SIGNATURE:
            return row.custody_id == due.custody_id
        if due.kind is _K.APPLY_BY:
            return is_self
        if due.kind is _K.HOME_CONSENT and is_self:
            return False
        return (due.thing_id, row.custody_id) not in self.answered

    def _has_custody(self, row: own.PersonalLogin) -> bool:
        """Whether somebody is still written to for a young person: while there is custody, and until they are of age."""
        today, born, custody = self.night.today, row.person.birth_date, row.custody
        is_over = custody is None or (custody.ends_on is not None and custody.ends_on <= today)
        return not is_over and (born is None or age_on(born, today) < self.of_age)

    def _staff(self, due: Due) -> Iterator[access.Membership]:
        """The leader who decides, or whoever has the responsibility; the last time also those who lead there."""
        if due.kind is _K.APPROVAL:
            yield from self._with(due.school_id, Permission.APPROVE_PLACEMENT)
            return
        holding = self.holdings.get(due.person_id or UUID(int=0))
        if holding is None:
            yield from self._with(due.school_id, Permission.APPROVE_PLACEMENT)
            return
        yield from self._holder(holding)
        if self.night.is_last(due):
            yield from self._with(holding.organisation_id, Permission.REASSIGN_OTHERS)

    def _holder(self, holding: responsibility.Holding) -> Sequence[access.Membership]:
        """Whoever has it by name; when they have left, the stewards of the place, or all who can take over there."""
        posts = tuple(self._with(holding.organisation_id, Permission.HOLD))
        named = [post for post in posts if post.user_id == holding.holder_id]
        return named or [post for post in posts if post.is_steward] or posts

    def _with(self, organisation_id: UUID | None, permission: Permission) -> Iterator[access.Membership]:
        for post in self.posts.get(organisation_id or UUID(int=0), ()):
            if access.allowed(access.Role(post.role), permission):
                yield post

    def _may_know(self, due: Due, post: access.Membership) -> bool:
        """Of whoever is hidden, only those on the list hear anything."""
        listed = self.named.get(due.person_id or UUID(int=0))
        return listed is None or post.user_id in listed


def readers_of(dues: Sequence[Due], night: Night) -> Readers:
    """Look up who could be written to. A constant number of statements, and one more for each who is hidden."""
    persons = {due.person_id for due in dues if due.person_id is not None}
    held = responsibility.Holding.objects.filter(
        municipality_id=night.municipality_id, person_id__in=persons, ends_at=None
    )
    holdings = {row.person_id: row for row in held}
    places: set[UUID | None] = {row.organisation_id for row in holdings.values()}
    places |= {due.school_id for due in dues if due.school_id is not None}
    places.add(night.home.last_resort_id)
    return Readers(
        log_ins=_log_ins(persons, night),
        holdings=holdings,
        posts=_posts(places, night),
        answered=_answered(persons, night),
        named=_named(persons, night),
        of_age=int(rules.value(f"{night.home.country.value}.custody.until_age", on=night.today)),
        night=night,
    )


def _log_ins(persons: set[UUID], night: Night) -> Mapping[UUID, Sequence[own.PersonalLogin]]:
    found: dict[UUID, list[own.PersonalLogin]] = {}
    rows = own.PersonalLogin.objects.filter(
        municipality_id=night.municipality_id, person_id__in=persons, ends_at=None, user__is_active=True
    )
    for row in rows.select_related("user", "person", "custody").order_by("pk"):
        found.setdefault(row.person_id, []).append(row)
    return found


def _answered(persons: set[UUID], night: Night) -> frozenset[tuple[UUID, UUID | None]]:
    """Which of those at home have answered what: an application, or a seat."""
    mine = {"municipality_id": night.municipality_id, "person_id__in": persons}
    consents = placements.CustodyConsent.objects.filter(**mine).values_list("placement_id", "custody_id")
    answers = practicalcourses.SeatAnswer.objects.filter(**mine).values_list("seat_id", "custody_id")
    return frozenset((*consents, *answers))


def _named(persons: set[UUID], night: Night) -> Mapping[UUID, frozenset[UUID]]:
    """The lists of those among them who are hidden."""
    hidden = access.HiddenPerson.objects.filter(
        municipality_id=night.municipality_id, person_id__in=persons, lifted_at=None
    )
    return {
        key: frozenset(listed.user.pk for listed in access.named_list(key))
        for key in hidden.order_by("pk").values_list("person_id", flat=True)
    }


def _posts(places: set[UUID | None], night: Night) -> Mapping[UUID, Sequence[access.Membership]]:
    found: dict[UUID, list[access.Membership]] = {}
    rows = access.Membership.objects.current_at(night.at).filter(
        organisation_id__in=[each for each in places if each is not None]
    )
    for row in rows.select_related("user").order_by("user__name", "pk"):
        found.setdefault(row.organisation_id, []).append(row)
    return found


def _host(due: Due) -> tuple[Recipient, ...]:
    if due.host is None or due.host_id is None or not due.host.address:
        return ()
    return (Recipient(due.host_id, due.host.address, due.host.language),)


def _once(posts: Iterable[access.Membership]) -> tuple[Recipient, ...]:
    return tuple({post.user_id: _recipient(post.user) for post in posts}.values())


def _recipient(user: access.User) -> Recipient:
    return Recipient(user.pk, user.email, user.language)
