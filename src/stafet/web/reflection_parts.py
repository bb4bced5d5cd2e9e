"""How a young person sees themselves, ready to show: statement by statement, the times beside each other; and its form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from stafet.progress import api as progress
from stafet.web.acts import Section
from stafet.web.components.day_field import DayField
from stafet.web.components.days import write_day
from stafet.web.progress_forms import said


@dataclass(frozen=True, slots=True)
class Said:
    """What was said to a statement on a day."""

    day: str
    reply: str
    example: str
    wants_to_talk: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with every answer to it, the earliest first."""

    words: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class TopicShown:
    """Some statements under a heading; those nobody has answered are left out."""

    title: str
    statements: tuple[Statement, ...]


def topics_shown(found: Sequence[progress.ReflectionLine]) -> tuple[TopicShown, ...]:
    """Several times side by side: by topic and statement. Of statements that are worded anew, each edition stands alone."""
    books = dict.fromkeys(line.book.version for line in found)
    topics = [
        (topic, [line for line in found if line.book.version == version])
        for version in books
        for topic in progress.framework_of(version).topics
    ]
    shown = (TopicShown(said(topic.term), _statements(topic, lines)) for topic, lines in topics)
    return tuple(topic for topic in shown if topic.statements)


def source_words(book: progress.Framework) -> str:
    """Where the statements come from."""
    values = {"version": book.version, "source": said(book.source)}
    if book.verified_on is None:
        return gettext("The statements, edition %(version)s: %(source)s (to verify).") % values
    return gettext("The statements, edition %(version)s: %(source)s.") % values


class ReflectionForm(forms.Form):
    """The statements, each with a word, an example and whether one wants to talk about it. Nothing must be answered."""

    def __init__(self, data: Any = None, *, book: progress.Framework) -> None:
        super().__init__(data)
        self._book = book
        choices = [(each.code, said(each)) for each in book.answers]
        for each in book.statements:
            self.fields[f"{each.code}_word"] = forms.ChoiceField(
                label=said(each), choices=choices, widget=forms.RadioSelect, required=False
            )
            self.fields[f"{each.code}_example"] = forms.CharField(
                label=gettext("In your own words: an example"),
                max_length=progress.LONGEST_TEXT,
                widget=forms.Textarea({"rows": 2}),
                required=False,
            )
            self.fields[f"{each.code}_talk"] = forms.BooleanField(
                label=gettext("I want to talk about this"), required=False
            )
        self.fields["share"] = forms.ChoiceField(
            label=gettext("Who reads it?"),
            choices=[
                ("keep", gettext("Only me")),
                ("share", gettext("Those who counsel me, too")),
            ],
            initial="keep",
            widget=forms.RadioSelect,
            help_text=gettext("You can choose anew later. What you keep, nobody at work can see."),
        )

    def sections(self) -> tuple[Section, ...]:
        """By topic, and at the end who reads it."""
        topics = (
            Section(
                said(topic.term),
                tuple(f"{each.code}_{part}" for each in topic.statements for part in _PARTS),
            )
            for topic in self._book.topics
        )
        return (*topics, Section("", ("share",)))

    def replies(self) -> Mapping[str, progress.Reply]:
        """What was said, by statement."""
        data = self.cleaned_data
        return {
            each.code: progress.Reply(
                data[f"{each.code}_word"], data[f"{each.code}_example"], data[f"{each.code}_talk"]
            )
            for each in self._book.statements
        }

    @property
    def is_shared(self) -> bool:
        """Whether those who counsel read it."""
        return bool(self.cleaned_data["share"] == "share")


class InviteForm(forms.Form):
    """Somebody at work asks whether a young person would like to look at themselves."""

    words = forms.CharField(
        label=gettext_lazy("What do you want to say?"),
        required=False,
        max_length=progress.LONGEST_TEXT,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("For example why now. They read it on their page."),
    )
    until_on = DayField(
        label=gettext_lazy("Until when does it stand on their page?"),
        help_text=gettext_lazy("Day, month and year"),
    )


_PARTS = ("word", "example", "talk")


def _statements(topic: progress.Topic, lines: Sequence[progress.ReflectionLine]) -> tuple[Statement, ...]:
    shown = (
        Statement(
            said(each),
            tuple(
                _said(line, answer)
                for line in reversed(lines)
                for answer in line.answers
                if answer.statement.code == each.code
            ),
        )
        for each in topic.statements
    )
    return tuple(statement for statement in shown if statement.said)


def _said(line: progress.ReflectionLine, answer: progress.Answered) -> Said:
    return Said(
        day=write_day(line.row.on),
        reply=said(answer.reply) if answer.reply else "",
        example=answer.example,
        wants_to_talk=answer.wants_to_talk,
    )
