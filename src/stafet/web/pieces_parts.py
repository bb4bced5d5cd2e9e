"""What a young person has collected, ready to show and to take along; and its form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from stafet.pathways import api as pathways
from stafet.progress import api as progress
from stafet.progress.api import Audience
from stafet.web.components.day_field import DayField
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action
from stafet.web.plan_parts import tried_words

PORTFOLIO_FORMAT = "stafet.portfolio/1"


@dataclass(frozen=True, slots=True)
class PieceShown:
    """One piece. ``parts`` are what was written, each with its heading."""

    title: str
    day: str
    where: str
    parts: tuple[tuple[str, str], ...]
    link: str
    readers: str
    acts: tuple[Action, ...] = ()


class PieceForm(forms.Form):
    """What somebody did, in their words, and who reads it."""

    title = forms.CharField(label=gettext_lazy("What do you call it?"), max_length=progress.LONGEST_TITLE)
    did = forms.CharField(
        label=gettext_lazy("What did you do?"),
        max_length=progress.LONGEST_TEXT,
        widget=forms.Textarea({"rows": 4}),
    )
    on = DayField(label=gettext_lazy("When?"), help_text=gettext_lazy("Day, month and year"))
    spell = forms.ChoiceField(label=gettext_lazy("Where was it?"), required=False)
    learned = forms.CharField(
        label=gettext_lazy("What did you learn?"),
        max_length=progress.LONGEST_TEXT,
        widget=forms.Textarea({"rows": 3}),
        required=False,
    )
    says_of_me = forms.CharField(
        label=gettext_lazy("What does it say about you?"),
        max_length=progress.LONGEST_TEXT,
        widget=forms.Textarea({"rows": 3}),
        required=False,
    )
    link = forms.CharField(
        label=gettext_lazy("A link, if there is something to look at"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Begins with https://. Nothing is uploaded here."),
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who reads it?"),
        choices=Audience.choices,
        initial=Audience.NOBODY.value,
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        lines: Sequence[pathways.SpellLine],
        piece: progress.PortfolioPiece | None = None,
        today: date,
    ) -> None:
        super().__init__(data, initial=_initial(piece, today))
        nowhere = [("", gettext("Somewhere else, or nowhere"))]
        self.fields["spell"].choices = nowhere + [(str(line.spell_id), _tried(line)) for line in lines]  # type: ignore[attr-defined]
        self._spells = {str(line.spell_id): line.spell_id for line in lines}

    def draft(self) -> progress.PieceDraft:
        """What was written."""
        data = self.cleaned_data
        return progress.PieceDraft(
            title=data["title"],
            did=data["did"],
            on=data["on"],
            learned=data["learned"],
            says_of_me=data["says_of_me"],
            link=data["link"],
            spell_id=self._spells.get(data["spell"]),
        )

    @property
    def shared_with(self) -> Audience:
        """Who is to read it."""
        return Audience(self.cleaned_data["audience"])


def piece_shown(
    piece: progress.PortfolioPiece, lines: Sequence[pathways.SpellLine], acts: tuple[Action, ...] = ()
) -> PieceShown:
    """One piece in words."""
    line = next((each for each in lines if each.spell_id == piece.spell_id), None)
    parts = (
        ("", piece.did),
        (gettext("What I learned"), piece.learned),
        (gettext("What it says about me"), piece.says_of_me),
    )
    return PieceShown(
        title=piece.title,
        day=write_day(piece.on),
        where=_tried(line) if line else "",
        parts=tuple((heading, words) for heading, words in parts if words),
        link=piece.link,
        readers=str(Audience(piece.audience).label),
        acts=acts,
    )


def export_of(pieces: Sequence[progress.PortfolioPiece]) -> dict[str, Any]:
    """What was collected, for machines. Who reads what stays here."""
    return {
        "format": PORTFOLIO_FORMAT,
        "pieces": [
            {
                "title": piece.title,
                "did": piece.did,
                "on": piece.on.isoformat(),
                "learned": piece.learned,
                "says_of_me": piece.says_of_me,
                "link": piece.link,
            }
            for piece in pieces
        ],
    }


def _tried(line: pathways.SpellLine) -> str:
    return tried_words(line.kind, line.place, line.programme_name, line.period.starts_on, line.period.ends_on)


def _initial(piece: progress.PortfolioPiece | None, today: date) -> dict[str, Any]:
    if piece is None:
        return {"on": today}
    names = ("title", "did", "on", "learned", "says_of_me", "link", "audience")
    return {name: getattr(piece, name) for name in names} | {"spell": str(piece.spell_id or "")}
