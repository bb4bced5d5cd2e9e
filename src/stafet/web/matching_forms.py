"""The fields of rounds, wishes, proposals and ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, gettext_lazy

from stafet.matchmaking import api as matchmaking
from stafet.matchmaking.api import (
    Fairness,
    Order,
    Round,
    RoundFacts,
    Run,
    RunOrder,
    SeedKind,
    WhyNot,
    WishDraft,
    WishView,
)
from stafet.placements import api as placements
from stafet.placements.api import Branch, Host, Place, PlaceKind, Placement, Scheme
from stafet.web.components.day_field import DayField
from stafet.web.placement_forms import place_words

_MOST_PUPILS, _MOST_SECONDS, _MOST_MINUTES = 50, 900, 240
_WISH = "place_"


class RoundForm(forms.Form):
    """How a round is to be matched."""

    name = forms.CharField(
        label=gettext_lazy("What is the round called?"), max_length=placements.LONGEST_NAME
    )
    first_day = DayField(
        label=gettext_lazy("On which day do they begin?"),
        help_text=gettext_lazy("Ages are judged on this day."),
    )
    days = forms.IntegerField(
        label=gettext_lazy("On how many days a week are they away?"), min_value=1, max_value=5
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On which days can that be?"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    place_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Which kinds of places are given out?"), widget=forms.CheckboxSelectMultiple
    )
    left_out = forms.MultipleChoiceField(
        label=gettext_lazy("Which places are not in it?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("All other free places of the bank are."),
    )
    contact_load = forms.IntegerField(
        label=gettext_lazy("How many young people can one contact person look after?"),
        required=False,
        min_value=1,
        max_value=_MOST_PUPILS,
        help_text=gettext_lazy("Those who are there already count. Empty: as many as there are places."),
    )
    order = forms.ChoiceField(
        label=gettext_lazy("What counts most, after nobody being left without a place?"),
        choices=Order.choices,
        widget=forms.RadioSelect,
    )
    good_ranks = forms.IntegerField(
        label=gettext_lazy("Down to which wish is it equally good?"),
        min_value=1,
        max_value=matchmaking.MOST_WISHES,
        help_text=gettext_lazy("Wishes down to this one are not told apart when the worst off come first."),
    )
    nearest = forms.IntegerField(
        label=gettext_lazy("How many near companies may they get that they did not wish for?"),
        min_value=0,
        max_value=_MOST_PUPILS,
        help_text=gettext_lazy("Only companies whose way from the school somebody has typed."),
    )
    unknown_minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes does a way count as that nobody has typed?"),
        min_value=0,
        max_value=_MOST_MINUTES,
    )
    seed_kind = forms.ChoiceField(
        label=gettext_lazy("Where does the seed of the lot come from?"),
        choices=SeedKind.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("The lot decides only what all priorities find equal."),
    )
    seed = forms.CharField(
        label=gettext_lazy("Our own text"),
        max_length=matchmaking.LONGEST_SEED,
        required=False,
        help_text=gettext_lazy("Publish it before you look at any wishes, such as a date and a place."),
    )
    seconds = forms.IntegerField(
        label=gettext_lazy("How many seconds may it be worked on?"),
        min_value=1,
        max_value=_MOST_SECONDS,
        help_text=gettext_lazy(
            "A town takes less than a second. When the time is up, the best known is shown."
        ),
    )

    def __init__(self, data: object = None, *, scheme: Scheme, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))  # type: ignore[arg-type]
        self.fields["weekdays"].choices = [(day, WEEKDAYS[day - 1]) for day in scheme.weekdays]  # type: ignore[attr-defined]
        self.fields["place_kinds"].choices = [(kind, PlaceKind(kind).label) for kind in scheme.place_kinds]  # type: ignore[attr-defined]
        places = placements.fitting_places(scheme)
        self.fields["left_out"].choices = [(str(place.pk), place_words(place)) for place in places]  # type: ignore[attr-defined]

    def facts(self) -> RoundFacts:
        """The round that was said."""
        said: dict[str, Any] = dict(self.cleaned_data)
        return RoundFacts(
            **{
                **said,
                "weekdays": tuple(said["weekdays"]),
                "place_kinds": tuple(map(PlaceKind, said["place_kinds"])),
                "left_out": tuple(map(UUID, said["left_out"])),
                "order": Order(said["order"]),
                "seed_kind": SeedKind(said["seed_kind"]),
            }
        )


class PutInForm(forms.Form):
    """Who is to be in the round."""

    pupils = forms.MultipleChoiceField(
        label=gettext_lazy("Who is in the round?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: object = None, *, pupils: Sequence[Placement]) -> None:
        self._pupils = {str(each.pk): each for each in pupils}
        super().__init__(data, initial={"pupils": list(self._pupils)})  # type: ignore[arg-type]
        self.fields["pupils"].choices = [  # type: ignore[attr-defined]
            (key, f"{each.person.name}, {each.school.name} {each.class_name}".strip())
            for key, each in self._pupils.items()
        ]

    def chosen(self) -> list[Placement]:
        """Those who were chosen."""
        return [self._pupils[key] for key in self.cleaned_data["pupils"]]


class RunForm(forms.Form):
    """By which rule, and whether as little as possible is to change."""

    fairness = forms.ChoiceField(
        label=gettext_lazy("By which rule?"),
        choices=(
            (Fairness.PRIORITIES, gettext_lazy("By the town’s priorities, in their order")),
            (
                Fairness.DEFERRED,
                gettext_lazy(
                    "By deferred acceptance, to compare with: no pupil and no place would rather have each other, but more may be left without"
                ),
            ),
        ),
        widget=forms.RadioSelect,
        initial=Fairness.PRIORITIES,
    )
    earlier = forms.ChoiceField(
        label=gettext_lazy("Change as little as possible of an earlier answer?"),
        required=False,
        help_text=gettext_lazy("Whoever is locked keeps the place in any case."),
    )

    def __init__(self, data: object = None, *, runs: Iterable[Run]) -> None:
        rows = list(runs)
        super().__init__(data, initial={"earlier": str(rows[0].pk) if rows else ""})  # type: ignore[arg-type]
        self.fields["earlier"].choices = [  # type: ignore[attr-defined]
            ("", gettext("No, begin anew")),
            *((str(run.pk), gettext("Answer %(number)d") % {"number": run.number}) for run in rows),
        ]
        if not rows:
            del self.fields["earlier"]

    def order(self) -> RunOrder:
        """What was asked for."""
        earlier = self.cleaned_data.get("earlier")
        return RunOrder(Fairness(self.cleaned_data["fairness"]), UUID(earlier) if earlier else None)


class NotThisForm(forms.Form):
    """Why a pair is not to be."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why not?"), choices=WhyNot.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=placements.LONGEST_LINE,
        required=False,
        help_text=gettext_lazy("The young person can read it."),
    )


class WishForm(forms.Form):
    """What a pupil wishes for, best first."""

    def __init__(
        self,
        data: object = None,
        *,
        places: Sequence[Place],
        minutes: Mapping[UUID, int],
        view: WishView | None,
    ) -> None:
        super().__init__(data, initial=_known(view))  # type: ignore[arg-type]
        choices = [("", gettext("No wish")), *((str(each.pk), _with_way(each, minutes)) for each in places)]
        for rank in range(1, matchmaking.MOST_WISHES + 1):
            self.fields[f"{_WISH}{rank}"] = forms.ChoiceField(
                label=gettext("Wish number %(rank)d") % {"rank": rank}, choices=choices, required=False
            )
        self.fields["branches"] = forms.MultipleChoiceField(
            label=gettext("What else would be right?"),
            choices=Branch.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=gettext("If none of the wishes can be met. None marked: anything."),
        )
        self.fields["longest_way"] = forms.IntegerField(
            label=gettext("How many minutes can the way take at most?"),
            required=False,
            min_value=1,
            max_value=matchmaking.LONGEST_WAY,
            help_text=gettext("To a place that is not among the wishes. Empty: it does not matter."),
        )
        self.fields["words"] = forms.CharField(
            label=gettext("Something we should know?"), required=False, max_length=placements.LONGEST_LINE
        )

    def draft(self) -> WishDraft:
        """The wishes that were said; an empty line between two wishes is passed over."""
        said = self.cleaned_data
        ranked = (said[f"{_WISH}{rank}"] for rank in range(1, matchmaking.MOST_WISHES + 1))
        return WishDraft(
            places=tuple(UUID(key) for key in ranked if key),
            branches=tuple(map(Branch, said["branches"])),
            longest_way=said["longest_way"],
            words=said["words"],
        )


class WaysForm(forms.Form):
    """How long it takes from one school to every host of the bank."""

    def __init__(self, data: object = None, *, hosts: Sequence[Host], minutes: Mapping[UUID, int]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self._hosts = {f"minutes_{host.pk}": host for host in hosts}
        for name, host in self._hosts.items():
            self.fields[name] = forms.IntegerField(
                label=f"{host.name}, {host.address or host.town}",
                required=False,
                min_value=1,
                max_value=matchmaking.LONGEST_WAY,
                initial=minutes.get(host.pk),
            )

    def minutes(self) -> dict[UUID, int | None]:
        """Host → minutes; ``None`` where nothing stands."""
        return {host.pk: self.cleaned_data[name] for name, host in self._hosts.items()}


def known_round(the_round: Round) -> dict[str, Any]:
    """What is declared now, by the names of the fields."""
    known = {name: getattr(the_round, name) for name in RoundForm.base_fields}
    return {**known, "left_out": [str(key) for key in the_round.left_out]}


def first_round(scheme: Scheme) -> dict[str, Any]:
    """What a new round begins with."""
    return {
        "days": scheme.days_a_week,
        "weekdays": scheme.weekdays,
        "place_kinds": scheme.place_kinds,
        "order": Order.WORST_OFF,
        "good_ranks": 1,
        "nearest": 5,
        "unknown_minutes": 60,
        "seed_kind": SeedKind.DRAWN,
        "seconds": 60,
    }


def _with_way(place: Place, minutes: Mapping[UUID, int]) -> str:
    way = minutes.get(place.host_id)
    told = (
        gettext("%(minutes)d minutes from the school") % {"minutes": way}
        if way is not None
        else gettext("the way is not known")
    )
    full = "" if place.free else gettext("full now")
    return ", ".join(filter(None, (place.host.name, place.host.town, told, full)))


def _known(view: WishView | None) -> dict[str, Any]:
    if view is None:
        return {}
    row = view.wish_list
    ranked = {f"{_WISH}{wish.rank}": str(wish.place_id) for wish in view.wishes}
    return {**ranked, "branches": row.branches, "longest_way": row.longest_way, "words": row.words}
