"""How does the town do it? The models of a school year, read and set by whoever organises for the town."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.kernel.countries import Country
from stafet.kernel.periods import school_year_of
from stafet.offers import api as offers
from stafet.organisations import api as organisations
from stafet.placements import api as placements
from stafet.placements.api import ConsentOf, PlaceKind, Scheme, SchemeFacts, SchemeKind, SchoolSubject
from stafet.web.acting import carry_out
from stafet.web.acts import Act, Section
from stafet.web.components.day_field import DayField
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action, Empty
from stafet.web.components.tables import Fact, Facts
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.placement_parts import weekday_words
from stafet.web.registry import PageRequest, page

WRITE, ORGANISE = access.Permission.WRITE_PLAN, access.Permission.ORGANISE
_TUPLES = ("grades", "weekdays", "place_kinds", "subjects_kept", "subjects_wished", "criteria")
_GRADES, _LAST_YEAR = range(6, 11), 2100


class LinesField(forms.CharField):
    """Short texts, one a line."""

    widget = forms.Textarea({"rows": 6})

    def to_python(self, value: str | None) -> tuple[str, ...]:  # type: ignore[override]
        """The lines that say something."""
        lines = tuple(line.strip() for line in (value or "").splitlines() if line.strip())
        if any(len(line) > placements.LONGEST_LINE for line in lines):
            raise ValidationError(gettext("A line is too long. Make it shorter, or two."))
        return lines

    def prepare_value(self, value: object) -> object:
        """As it is typed."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def run_validators(self, value: object) -> None:
        """Every line was read already."""


class ModelForm(forms.Form):
    """Everything a model says."""

    kind = forms.ChoiceField(label=gettext_lazy("Which scheme?"), choices=SchemeKind.choices)
    starts_in = forms.IntegerField(
        label=gettext_lazy("In which year does the school year begin?"), min_value=2020, max_value=_LAST_YEAR
    )
    name = forms.CharField(label=gettext_lazy("What is it called here?"), max_length=placements.LONGEST_NAME)
    grades = forms.TypedMultipleChoiceField(
        label=gettext_lazy("For which grades?"),
        choices=[(grade, str(grade)) for grade in _GRADES],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    days_a_week = forms.IntegerField(label=gettext_lazy("How many days a week?"), min_value=1, max_value=5)
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On which days can that be?"),
        choices=[(day, WEEKDAYS[day - 1]) for day in range(1, 6)],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    school_hours = forms.DecimalField(
        label=gettext_lazy("Hours of lessons a week beside it"), min_value=0, max_value=40, decimal_places=1
    )
    school_weeks = forms.IntegerField(label=gettext_lazy("School weeks a year"), min_value=1, max_value=52)
    most_hours = forms.IntegerField(
        label=gettext_lazy("Most hours a year at the placement"),
        required=False,
        min_value=1,
        max_value=1400,
        help_text=gettext_lazy("Leave it empty if only the law’s limit holds."),
    )
    subjects_kept = forms.MultipleChoiceField(
        label=gettext_lazy("Subjects of which no lesson is missed"),
        choices=SchoolSubject.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    subjects_wished = forms.MultipleChoiceField(
        label=gettext_lazy("Subjects that are kept as far as possible"),
        choices=SchoolSubject.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    place_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Where may they be?"),
        choices=PlaceKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    fallback = forms.CharField(
        label=gettext_lazy("What is there for those who find no place?"),
        max_length=placements.LONGEST_LINE,
        required=False,
    )
    apply_by = DayField(
        label=gettext_lazy("Until when does one apply?"),
        required=False,
        help_text=gettext_lazy("Whoever applies later is not refused; the list says that it is late."),
    )
    consent_of = forms.ChoiceField(label=gettext_lazy("Who consents?"), choices=ConsentOf.choices)
    consequence = forms.CharField(
        label=gettext_lazy("What does it mean for what they can do later?"),
        max_length=placements.LONGEST_WORDS,
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy(
            "It stands above the application, and whoever applies says that they have read it."
        ),
    )
    criteria = LinesField(
        label=gettext_lazy("For whom may it be right?"),
        required=False,
        help_text=gettext_lazy("One a line. They are to talk about; nobody is refused because of them."),
    )
    decided = forms.CharField(
        label=gettext_lazy("Who decided it, when, and where does it stand?"),
        max_length=placements.LONGEST_LINE,
    )

    def facts(self) -> SchemeFacts:
        """The model that was said."""
        said: dict[str, Any] = dict(self.cleaned_data)
        for name in _TUPLES:
            said[name] = tuple(said[name])
        said["kind"], said["consent_of"] = SchemeKind(said["kind"]), ConsentOf(said["consent_of"])
        said["consequence"] = said["consequence"].replace("\r\n", "\n").strip()
        return SchemeFacts(**said)


@page(allow=WRITE)
def town_models(request: PageRequest) -> HttpResponse:
    """Every model that holds, and where to begin one."""
    towns = offers.municipalities_of(request.actor)
    found = list(placements.schemes(towns))
    town = _town_to_set(request)
    context = {
        "work": WorkList(
            heading=gettext("The town’s models"),
            rows=tuple(map(_row, found)),
            empty=Empty(
                gettext("No model has been set yet"),
                gettext(
                    "Whoever organises for the town sets one. It can begin from a model of another town."
                ),
            ),
            name="models",
        ),
        "examples": _examples(request, town) if town else (),
        "begin": Action(gettext("Begin from nothing"), reverse("set_model")) if town else None,
    }
    return render(request, "placements/models.html", context)


@page(allow=WRITE)
def town_model(request: PageRequest, scheme_id: UUID) -> HttpResponse:
    """One model: what it says, who decided it, and what it said before."""
    scheme = scheme_or_404(request, scheme_id)
    versions = placements.versions_of(scheme)
    may_set = placements.can_set_model(request.actor, scheme.municipality_id) and scheme == versions[0]
    context = {
        "scheme": scheme,
        "facts": _facts(scheme),
        "change": Action(gettext("Set it anew"), reverse("change_model", args=[scheme.pk]))
        if may_set
        else None,
        "versions": tuple(_version(each) for each in versions if each != scheme),
        "is_old": scheme != versions[0],
    }
    return render(request, "placements/model.html", context)


@page(allow=ORGANISE, writes=True)
def set_model(request: PageRequest) -> HttpResponse:
    """A model for a school year, from nothing or from one of the shipped ones."""
    town = _town_to_set(request)
    if town is None:
        raise Http404
    year = school_year_of(request.today).period.starts_on.year
    shipped = placements.examples(_country(town), year)
    begun = shipped.get(request.GET.get("from", ""))
    initial = vars_of(begun) if begun else {"starts_in": year, "school_weeks": 40, "school_hours": 0}
    return _set(request, town, initial, back=_all())


@page(allow=ORGANISE, writes=True)
def change_model(request: PageRequest, scheme_id: UUID) -> HttpResponse:
    """Say it anew: what it said before stays, and whoever has applied has read what stood there then."""
    scheme = scheme_or_404(request, scheme_id)
    if not placements.can_set_model(request.actor, scheme.municipality_id):
        raise Http404
    known = {name: getattr(scheme, name) for name in ModelForm.base_fields}
    return _set(request, scheme.municipality_id, known, back=_one(scheme))


def scheme_or_404(request: PageRequest, scheme_id: UUID) -> Scheme:
    """A model of the reader's town."""
    towns = offers.municipalities_of(request.actor)
    scheme = Scheme.objects.filter(municipality_id__in=towns, pk=scheme_id).first()
    if scheme is None:
        raise Http404
    return scheme


def vars_of(facts: SchemeFacts) -> dict[str, Any]:
    """A model's facts by the names of the fields."""
    return {name: getattr(facts, name) for name in ModelForm.base_fields}


def _set(request: PageRequest, town: UUID, initial: Mapping[str, Any], *, back: Action) -> HttpResponse:
    form = ModelForm(request.POST or None, initial=dict(initial))
    act = Act(
        heading=gettext("How does the town do it?"),
        lead=gettext("It holds from now on. What was said before stays readable."),
        back=back,
        do=gettext("Set the model"),
        sections=_sections(),
    )

    def do() -> None:
        placements.set_scheme(municipality_id=town, facts=form.facts(), by=request.actor, at=request.at)

    return carry_out(request, act, form, do, said=gettext("The model holds."), where=reverse("town_models"))


def _sections() -> tuple[Section, ...]:
    return (
        Section(gettext("What, and for whom?"), ("kind", "starts_in", "name", "grades", "criteria")),
        Section(
            gettext("How much?"),
            ("days_a_week", "weekdays", "school_hours", "school_weeks", "most_hours"),
        ),
        Section(gettext("What stays?"), ("subjects_kept", "subjects_wished")),
        Section(gettext("Where?"), ("place_kinds", "fallback")),
        Section(gettext("How does one choose?"), ("apply_by", "consent_of", "consequence")),
        Section(gettext("Who says so?"), ("decided",)),
    )


def _row(scheme: Scheme) -> WorkRow:
    href = reverse("town_model", args=[scheme.pk])
    days = gettext("%(days)d of %(weekdays)s") % {
        "days": scheme.days_a_week,
        "weekdays": weekday_words(scheme.weekdays),
    }
    return WorkRow(
        name=f"{scheme.name}, {scheme.year}",
        href=href,
        detail=str(SchemeKind(scheme.kind).label),
        why=days,
        action=Action(gettext("Read it"), href),
    )


def _facts(scheme: Scheme) -> Facts:
    return Facts(scheme.name, tuple(item for item in _each(scheme) if item.value))


def _each(scheme: Scheme) -> Iterable[Fact]:
    subjects = {
        name: ", ".join(str(SchoolSubject(each).label) for each in getattr(scheme, name))
        for name in _TUPLES[3:5]
    }
    yield Fact(gettext("Scheme"), str(SchemeKind(scheme.kind).label))
    yield Fact(gettext("School year"), scheme.year)
    yield Fact(gettext("Grades"), ", ".join(map(str, scheme.grades)))
    yield Fact(gettext("Days a week"), str(scheme.days_a_week), hint=weekday_words(scheme.weekdays))
    yield Fact(
        gettext("Lessons a week beside it"), gettext("%(hours)s hours") % {"hours": scheme.school_hours}
    )
    yield Fact(gettext("School weeks a year"), str(scheme.school_weeks))
    yield Fact(gettext("Most hours a year"), str(scheme.most_hours or ""))
    yield Fact(gettext("No lesson is missed in"), subjects["subjects_kept"])
    yield Fact(gettext("Kept as far as possible"), subjects["subjects_wished"])
    yield Fact(gettext("Where"), ", ".join(str(PlaceKind(each).label) for each in scheme.place_kinds))
    yield Fact(gettext("For those who find no place"), scheme.fallback)
    yield Fact(gettext("One applies until"), write_day(scheme.apply_by) if scheme.apply_by else "")
    yield Fact(gettext("Consent"), str(ConsentOf(scheme.consent_of).label))
    yield Fact(gettext("What it means later"), scheme.consequence)
    yield Fact(gettext("Decided"), scheme.decided)


def _version(scheme: Scheme) -> Action:
    return Action(
        gettext("Version %(number)d") % {"number": scheme.revision}, reverse("town_model", args=[scheme.pk])
    )


def _examples(request: PageRequest, town: UUID) -> tuple[Action, ...]:
    year = school_year_of(request.today).period.starts_on.year
    shipped = placements.examples(_country(town), year)
    return tuple(Action(facts.name, f"{reverse('set_model')}?from={key}") for key, facts in shipped.items())


def _town_to_set(request: PageRequest) -> UUID | None:
    """The town the reader organises for, if one."""
    return next(iter(sorted(offers.organising_in(request.actor))), None)


def _country(town: UUID) -> Country:
    return Country(organisations.home(town).country)


def _all() -> Action:
    return Action(gettext("Back to the models"), reverse("town_models"))


def _one(scheme: Scheme) -> Action:
    return Action(gettext("Back to the model"), reverse("town_model", args=[scheme.pk]))
