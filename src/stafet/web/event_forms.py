"""The fields of events, their sessions, invitations, answers and attendance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.events import api as events
from stafet.events.api import (
    Audience,
    Event,
    EventFacts,
    EventKind,
    EventSession,
    Group,
    SessionFacts,
    Venue,
    Whom,
)
from stafet.organisations import api as organisations
from stafet.organisations.api import OrganisationKind, UnitKind
from stafet.placements import api as placements
from stafet.placements.api import Branch, SchemeKind
from stafet.web.components.day_field import DayField

_TIMES = ["%H:%M", "%H.%M", "%H"]
_DAY_HINT = gettext_lazy("Day, month and year")
_GRADES = range(6, 11)
_SCHOOLS = (
    OrganisationKind.SCHOOL,
    OrganisationKind.TENTH_GRADE_CENTRE,
    OrganisationKind.BOARDING_SCHOOL,
)
_NOBODY = ("", gettext_lazy("None"))
_ROLES = (
    access.Role.TEACHER,
    access.Role.SCHOOL_LEADER,
    access.Role.COUNSELLOR,
    access.Role.INSTITUTION_COUNSELLOR,
    access.Role.COORDINATOR,
)
EVENT_PARTS = (
    (gettext_lazy("What is it?"), ("kind", "title", "words", "before", "scheme")),
    (gettext_lazy("Who holds it, and where?"), ("organiser", "venue", "held_by", "host", "ask")),
    (gettext_lazy("For how many?"), ("capacity", "sign_up_by")),
)
SESSION_PART = (gettext_lazy("When is the first session?"), ("on", "begins", "until", "place", "spoken"))


def _time(label: object) -> forms.TimeField:
    return forms.TimeField(
        label=label,  # type: ignore[arg-type]
        input_formats=_TIMES,
        widget=forms.TextInput({"class": "input-day", "autocomplete": "off"}),
        help_text=gettext_lazy("For example 14.30"),
    )


class SessionForm(forms.Form):
    """One meeting: when, where, in which languages."""

    on = DayField(label=gettext_lazy("On which day?"), help_text=_DAY_HINT)
    begins = _time(gettext_lazy("From when?"))
    until = _time(gettext_lazy("Until when?"))
    place = forms.CharField(label=gettext_lazy("Where?"), max_length=events.LONGEST_LINE)
    spoken = forms.CharField(
        label=gettext_lazy("In which languages, and with which interpreters?"),
        max_length=events.LONGEST_NAME,
        required=False,
    )

    def session(self) -> SessionFacts:
        """What was said."""
        said = self.cleaned_data
        begins, until = (
            timezone.make_aware(datetime.combine(said["on"], said[name])) for name in ("begins", "until")
        )
        return SessionFacts(begins, until, said["place"], said["spoken"])


def known_session(session: EventSession) -> dict[str, Any]:
    """What stands there now."""
    begins, until = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    return {
        "on": begins.date(),
        "begins": f"{begins:%H:%M}",
        "until": f"{until:%H:%M}",
        "place": session.place,
        "spoken": session.spoken,
    }


class EventForm(forms.Form):
    """Everything an event says but its sessions."""

    kind = forms.ChoiceField(label=gettext_lazy("What kind of event is it?"), choices=EventKind.choices)
    title = forms.CharField(label=gettext_lazy("What is it called?"), max_length=events.LONGEST_NAME)
    words = forms.CharField(
        label=gettext_lazy("What is it about?"),
        max_length=events.LONGEST_WORDS,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy(
            "Everybody who is invited reads it. Write nothing here about any young person."
        ),
    )
    before = forms.CharField(
        label=gettext_lazy("What do those who come do before?"),
        max_length=events.LONGEST_LINE,
        required=False,
        help_text=gettext_lazy("How the class prepares, what one brings along."),
    )
    scheme = forms.ChoiceField(
        label=gettext_lazy("Is it about one of the town’s schemes?"),
        choices=[("", gettext_lazy("No")), *SchemeKind.choices],
        required=False,
    )
    organiser = forms.ChoiceField(label=gettext_lazy("Who organises it?"))
    venue = forms.ChoiceField(
        label=gettext_lazy("At what kind of place is it?"), choices=Venue.choices, widget=forms.RadioSelect
    )
    held_by = forms.ChoiceField(label=gettext_lazy("Which school or education holds it?"), required=False)
    host = forms.ChoiceField(
        label=gettext_lazy("Which company holds it?"),
        required=False,
        help_text=gettext_lazy("A company of the bank of places."),
    )
    ask = forms.CharField(
        label=gettext_lazy("Whom does one ask, and how?"),
        max_length=events.LONGEST_LINE,
        help_text=gettext_lazy("A name and a telephone number."),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("How many seats are there?"),
        min_value=1,
        max_value=5000,
        required=False,
        help_text=gettext_lazy("Leave it empty when there is room for everybody."),
    )
    sign_up_by = DayField(label=gettext_lazy("Until which day does one sign up?"), help_text=_DAY_HINT)

    def __init__(
        self,
        data: object = None,
        *,
        town: UUID,
        own: Iterable[UUID],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        begin = {"venue": Venue.SCHOOL.value, "kind": EventKind.INFORMATION.value}
        super().__init__(data, initial=begin | dict(initial or {}))  # type: ignore[arg-type]
        here = organisations.Organisation.objects.filter(municipality_id=town, ends_on=None)
        rows = list(here.exclude(kind=OrganisationKind.COMPANY).order_by("name", "pk"))
        mine = set(own)
        hosts = placements.Host.objects.filter(municipality_id=town).order_by("name", "pk")
        self._keys = {str(row.pk): row.pk for row in rows} | {str(row.pk): row.pk for row in hosts}
        choices = {
            "organiser": [(str(row.pk), row.name) for row in rows if row.pk in mine],
            "held_by": [_NOBODY, *((str(row.pk), row.name) for row in rows)],
            "host": [_NOBODY, *((str(row.pk), f"{row.name}, {row.town}") for row in hosts)],
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]

    def facts(self) -> EventFacts:
        """What was said."""
        said = self.cleaned_data
        same = ("title", "words", "before", "scheme", "ask", "capacity", "sign_up_by")
        return EventFacts(
            **{name: said[name] for name in same},
            kind=EventKind(said["kind"]),
            venue=Venue(said["venue"]),
            organiser_id=self._keys[said["organiser"]],
            held_by_id=self._keys.get(said["held_by"]),
            host_id=self._keys.get(said["host"]),
        )


class NewEventForm(SessionForm, EventForm):
    """An event with its first session."""


def known_event(event: Event) -> dict[str, Any]:
    """What stands there now."""
    same = ("kind", "title", "words", "before", "scheme", "venue", "ask", "capacity", "sign_up_by")
    return {name: getattr(event, name) for name in same} | {
        "organiser": str(event.organiser_id),
        "held_by": str(event.held_by_id or ""),
        "host": str(event.host_id or ""),
    }


class AudienceForm(forms.Form):
    """Which young people, and whether those at home."""

    group = forms.ChoiceField(
        label=gettext_lazy("Who is invited?"), choices=Group.choices, widget=forms.RadioSelect
    )
    unit = forms.ChoiceField(label=gettext_lazy("Which class?"), required=False)
    school = forms.ChoiceField(label=gettext_lazy("Which school?"), required=False)
    grade = forms.TypedChoiceField(
        label=gettext_lazy("Which grade?"),
        choices=[_NOBODY, *((str(grade), str(grade)) for grade in _GRADES)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    whom = forms.ChoiceField(
        label=gettext_lazy("Whom of them?"), choices=Whom.choices, widget=forms.RadioSelect
    )

    def __init__(self, data: object = None, *, town: UUID) -> None:
        super().__init__(data, initial={"group": Group.CLASS.value, "whom": Whom.BOTH.value})  # type: ignore[arg-type]
        schools = organisations.Organisation.objects.filter(
            municipality_id=town, ends_on=None, kind__in=_SCHOOLS
        )
        found = list(schools.order_by("name", "pk"))
        units = organisations.Unit.objects.filter(
            organisation__in=found, kind=UnitKind.CLASS, ends_on=None
        ).select_related("organisation")
        classes = [
            (str(row.pk), f"{row.organisation.name}, {row.name}")
            for row in units.order_by("organisation__name", "name", "pk")
        ]
        self.fields["unit"].choices = [_NOBODY, *classes]  # type: ignore[attr-defined]
        self.fields["school"].choices = [_NOBODY, *((str(row.pk), row.name) for row in found)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What the chosen group needs is said."""
        said: dict[str, Any] = super().clean() or {}
        needed = {
            Group.CLASS: ("unit",),
            Group.SCHOOL: ("school", "grade"),
            Group.GRADE: ("grade",),
        }
        words = {
            "unit": gettext("Choose the class that is invited."),
            "school": gettext("Choose the school whose pupils are invited."),
            "grade": gettext("Choose the grade that is invited."),
        }
        if said.get("group"):
            for name in needed.get(Group(said["group"]), ()):
                if not said.get(name):
                    self.add_error(name, words[name])
        return said

    def audience(self) -> Audience:
        """What was said; what the group does not need is left out."""
        said = self.cleaned_data
        group = Group(said["group"])
        of_grade = group in (Group.SCHOOL, Group.GRADE)
        return Audience(
            group,
            Whom(said["whom"]),
            unit_id=UUID(said["unit"]) if group is Group.CLASS else None,
            school_id=UUID(said["school"]) if group is Group.SCHOOL else None,
            grade=said["grade"] if of_grade else None,
        )


class CompaniesForm(forms.Form):
    """Which companies of the bank."""

    branch = forms.ChoiceField(
        label=gettext_lazy("Companies of which branch?"),
        choices=[("", gettext_lazy("All branches")), *Branch.choices],
        required=False,
    )

    def hosts(self, town: UUID) -> list[placements.Host]:
        """The companies that are meant."""
        rows = placements.Host.objects.filter(municipality_id=town)
        branch = self.cleaned_data["branch"]
        return list((rows.filter(branch=branch) if branch else rows).order_by("name", "pk"))


class ColleaguesForm(forms.Form):
    """Colleagues of which roles, and where."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Colleagues in which roles?"),
        choices=[(role.value, role.label) for role in _ROLES],
        widget=forms.CheckboxSelectMultiple,
    )
    organisation = forms.ChoiceField(label=gettext_lazy("Where do they work?"), required=False)

    def __init__(self, data: object = None, *, town: UUID) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        rows = organisations.Organisation.objects.filter(municipality_id=town, ends_on=None)
        found = rows.exclude(kind=OrganisationKind.COMPANY).order_by("name", "pk")
        self.fields["organisation"].choices = [  # type: ignore[attr-defined]
            ("", gettext("Everywhere in the municipality")),
            *((str(row.pk), row.name) for row in found),
        ]

    def chosen(self) -> tuple[list[access.Role], UUID | None]:
        """The roles, and the organisation if one is meant."""
        said = self.cleaned_data
        where = UUID(said["organisation"]) if said["organisation"] else None
        return [access.Role(role) for role in said["roles"]], where


class ComeForm(forms.Form):
    """Yes or no, and how many come along."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What is the answer?"),
        choices=(("yes", gettext_lazy("Yes, sign up")), ("no", gettext_lazy("No, or cancel the sign-up"))),
        widget=forms.RadioSelect,
    )
    along = forms.IntegerField(
        label=gettext_lazy("How many others come along?"),
        min_value=0,
        max_value=events.MOST_ALONG,
        initial=0,
        required=False,
    )

    @property
    def is_yes(self) -> bool:
        """Whether they come."""
        return bool(self.cleaned_data["answer"] == "yes")

    @property
    def number(self) -> int:
        """How many come along."""
        return int(self.cleaned_data["along"] or 0)


class CancelEventForm(forms.Form):
    """Why it is not held."""

    because = forms.CharField(
        label=gettext_lazy("Why is it not held?"),
        max_length=events.LONGEST_LINE,
        help_text=gettext_lazy(
            "Everybody who is invited reads it. Write nothing here about any young person."
        ),
    )


class HeldForm(forms.Form):
    """What was done afterwards, and what is next."""

    after = forms.CharField(
        label=gettext_lazy("What was done with it afterwards?"),
        max_length=events.LONGEST_LINE,
        required=False,
        help_text=gettext_lazy(
            "How the class followed it up, what was handed out. Nothing about one young person."
        ),
    )
    comes_next = forms.CharField(
        label=gettext_lazy("What is next?"), max_length=events.LONGEST_LINE, required=False
    )


def first_guess(today: Any) -> dict[str, Any]:
    """A week ahead one signs up: a beginning that is easily changed."""
    return {"sign_up_by": today + timedelta(days=7)}
