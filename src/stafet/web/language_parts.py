"""Languages and earlier education as their pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.utils.translation import gettext, ngettext

from stafet.languages.api import (
    RECOGNITION,
    Authority,
    EarlierEducation,
    Interpreting,
    Language,
    Papers,
    RecognitionAnswer,
    RecognitionMove,
    RecognitionState,
    Said,
    SpokenLanguage,
    Whose,
)
from stafet.web.addresses import address
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.person_own_rows import Row


def name_language(row: SpokenLanguage) -> str:
    """The language in the reader's words."""
    return row.named or str(Language(row.language).label)


def never_a_child() -> Notice:
    """What holds whenever somebody interprets."""
    return Notice(
        Tone.INFO,
        gettext("A child never interprets"),
        gettext(
            "Also not a brother, a sister or a friend of the same age, and not the young person for those at home. "
            "Book an interpreter, or wait until one can come."
        ),
    )


def nobody_interprets_at_home() -> Notice:
    """The same, said to the young person and to those at home."""
    return Notice(
        Tone.INFO,
        gettext("A child never interprets"),
        gettext(
            "Nobody has to interpret for their family, and no brother, sister or friend does. We book somebody who has learnt it."
        ),
    )


def interpreting_notice(rows: Sequence[SpokenLanguage]) -> Notice | None:
    """That one has to be booked, in which language and for whom."""
    if not rows:
        return None
    return Notice(
        Tone.WARNING,
        gettext("An interpreter is needed"),
        points=tuple(
            gettext("%(language)s: %(whose)s")
            % {"language": name_language(row), "whose": str(Whose(row.whose).label).lower()}
            for row in rows
        ),
    )


def spoken_rows(rows: Iterable[SpokenLanguage], *, end_page: str, may_end: bool) -> tuple[Row, ...]:
    """Each language: whose, since when, who said so, and whether somebody interprets."""
    return tuple(_spoken(row, end_page=end_page, may_end=may_end) for row in rows)


def education_rows(rows: Iterable[EarlierEducation], *, writes: bool) -> tuple[Row, ...]:
    """Each education: how far it went, where its recognition stands, and what can be done."""
    return tuple(
        Row(
            f"{row.education}, {row.country}",
            " · ".join(filter(None, (_how_far(row), str(Papers(row.papers).label), recognition_words(row)))),
            _education_acts(row) if writes else (),
        )
        for row in rows
    )


def recognition_words(row: EarlierEducation) -> str:
    """Where it stands, in a sentence."""
    state = RecognitionState(row.state)
    if state is RecognitionState.NOT_ASKED or row.asked_on is None:
        return str(RecognitionState.NOT_ASKED.label)
    of = str(Authority(row.asked_of).label)
    if state is RecognitionState.WAITING or row.answered_on is None:
        return gettext("%(who)s was asked on %(day)s") % {"who": of, "day": write_day(row.asked_on)}
    return gettext("%(who)s answered on %(day)s: %(answer)s. %(opens)s") % {
        "who": of,
        "day": write_day(row.answered_on),
        "answer": str(RecognitionAnswer(row.answer).label).lower(),
        "opens": row.opens,
    }


def _spoken(row: SpokenLanguage, *, end_page: str, may_end: bool) -> Row:
    since = gettext("since %(day)s") % {"day": write_day(row.starts_on)}
    if row.ends_on is not None:
        last_day = max(row.starts_on, row.ends_on - timedelta(days=1))
        since = gettext("until %(day)s") % {"day": write_day(last_day)}
    note = " · ".join((_interpreting(row), since, str(Said(row.said_by).label)))
    acts = (Action(gettext("Not so any more"), address(end_page, row.pk)),)
    return Row(
        f"{Whose(row.whose).label}: {name_language(row)}",
        note,
        acts if may_end and row.ends_on is None else (),
    )


def _interpreting(row: SpokenLanguage) -> str:
    need = Interpreting(row.interpreter)
    if need is Interpreting.NO:
        return gettext("No interpreter needed")
    return gettext("An interpreter is needed: %(what)s") % {"what": str(need.label).lower()}


def _how_far(row: EarlierEducation) -> str:
    finished = gettext("Finished") if row.finished else gettext("Not finished")
    if row.years is None:
        return finished
    years = ngettext("%(count)d year", "%(count)d years", row.years) % {"count": row.years}
    return f"{finished}, {years}"


def _education_acts(row: EarlierEducation) -> tuple[Action, ...]:
    state = RecognitionState(row.state)
    acts = []
    if RECOGNITION.is_allowed(state, RecognitionMove.ANSWER):
        acts.append(Action(gettext("An answer has come"), address("answer_recognition", row.pk)))
    if RECOGNITION.is_allowed(state, RecognitionMove.ASK):
        asked = gettext("Ask anew") if state is RecognitionState.ANSWERED else gettext("Somebody was asked")
        acts.append(Action(asked, address("ask_recognition", row.pk)))
    return (*acts, Action(gettext("Correct"), address("correct_education", row.pk)))


def languages_in_words(rows: Sequence[SpokenLanguage]) -> str:
    """The languages somebody interprets, each once."""
    return ", ".join(dict.fromkeys(name_language(row) for row in rows))
