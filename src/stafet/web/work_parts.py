"""Work as its pages show it: the verdict in words, each job with its months, and where everybody stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from stafet.attachment import api as attachment
from stafet.attachment.api import HoursMeasure, Outcome, SeenIn
from stafet.kernel import rules
from stafet.kernel.attachment import Attachment, SteadyWork
from stafet.kernel.shares import protected_counts
from stafet.pathways import api as pathways
from stafet.web.components.days import write_day
from stafet.web.components.numbers import write_decimal, write_number, write_share
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.components.say import say
from stafet.web.components.tables import Column, Fact, Facts, Table, make_table
from stafet.web.components.work import WorkRow

_VERDICTS = {
    Attachment.STEADY: (Tone.SUCCESS, gettext_lazy("Steady work")),
    Attachment.TOO_LITTLE: (Tone.WARNING, gettext_lazy("In work, with too few hours to be steady")),
    Attachment.NOT_SEEN: (Tone.INFO, gettext_lazy("In work, and the hours are to be seen")),
}
_DO = {
    Attachment.TOO_LITTLE: gettext_lazy("Talk about what else is needed"),
    Attachment.NOT_SEEN: gettext_lazy("Write down the hours"),
}


@dataclass(frozen=True, slots=True)
class JobPart:
    """One job: where, from when until when, its months, what can be done."""

    key: str
    employer: str
    when: str
    hours: Table | None
    acts: tuple[Action, ...]


def employer_of(job: pathways.Spell) -> str:
    """Where somebody works."""
    return job.organisation.name if job.organisation else job.programme_name


def verdict(view: attachment.WorkView, *, today: date) -> Notice:
    """What the jobs are together, why, and until when that holds."""
    if not view.running:
        return Notice(
            Tone.NEUTRAL,
            gettext("No work is known"),
            gettext("Nobody has written down a job that runs today."),
        )
    if view.judged is None:
        return Notice(
            Tone.NEUTRAL,
            gettext("In work"),
            gettext(
                "The law here names no number of hours from which on work is steady, so nothing is judged."
            ),
        )
    tone, heading = _VERDICTS[view.judged.attachment]
    words = [say(view.judged.because)]
    if view.judged.see_by is not None and view.judged.attachment is not Attachment.NOT_SEEN:
        words.append(
            gettext("It holds until %(day)s; then the hours are seen anew.")
            % {"day": write_day(view.judged.see_by)}
        )
    return Notice(tone, str(heading), " ".join(words))


def job_part(job: attachment.Job, *, writes: bool, runs: bool = True) -> JobPart:
    """One job as its section shows it."""
    spell = job.spell
    begun = write_day(spell.starts_on)
    last = spell.ends_on and write_day(spell.ends_on - timedelta(days=1))
    when = (
        gettext("From %(begin)s to %(end)s") % {"begin": begun, "end": last}
        if last
        else gettext("Since %(begin)s") % {"begin": begun}
    )
    return JobPart(
        key=spell.pk.hex,
        employer=employer_of(spell) or gettext("Workplace not known"),
        when=when,
        hours=_hours_table(job) if job.hours else None,
        acts=_job_acts(spell, runs=runs) if writes else (),
    )


def work_row(line: attachment.WorkLine) -> WorkRow:
    """Somebody whose work is to be looked at."""
    href = reverse("person_work", args=[line.person_id])
    _, heading = _VERDICTS[line.judged.attachment]
    return WorkRow(
        name=line.name,
        href=href,
        detail=line.employer,
        why=f"{heading}. {say(line.judged.because)}",
        action=Action(str(_DO[line.judged.attachment]), href),
    )


def stands_table(stands: attachment.Stands, *, today: date) -> Table:
    """How many stand where; a number that could give somebody away is not shown."""
    outcomes = list(Outcome)
    least = rules.value(attachment.SMALLEST, on=today)
    shown = protected_counts([stands.counts.get(each, 0) for each in outcomes], k=least)
    columns = (
        Column(gettext("Where they stand")),
        Column(gettext("How many"), numeric=True),
        Column(gettext("Share"), numeric=True),
    )
    rows = [
        (
            str(each.label),
            gettext("Not shown") if count is None else write_number(count),
            "–" if count is None else write_share(count, stands.base),
        )
        for each, count in zip(outcomes, shown, strict=True)
    ]
    return make_table(
        gettext("Of %(base)s for whom the promise holds") % {"base": write_number(stands.base)}, columns, rows
    )


def rule_facts(steady: SteadyWork) -> Facts:
    """From how much on work is steady, with where that stands."""
    by_month = Fact(
        gettext("Steady by the month"),
        gettext("%(percent)s %% of %(full)s hours, that is %(least)s hours")
        % {
            "percent": write_decimal(steady.percent),
            "full": write_decimal(steady.full_month_hours),
            "least": write_decimal(round(steady.month_hours, 2)),
        },
    )
    by_week = Fact(
        gettext("Steady by the week"),
        gettext("%(hours)s hours") % {"hours": write_decimal(steady.week_hours)},
    )
    source = Fact(gettext("Source"), gettext("The state’s register of young people; see Rules"))
    return Facts(gettext("When is work steady?"), (by_month, by_week, source))


def _hours_table(job: attachment.Job) -> Table:
    columns = (
        Column(gettext("Month")),
        Column(gettext("Hours"), numeric=True),
        Column(gettext("How it is told")),
        Column(gettext("Seen")),
    )
    rows = [
        (
            date_format(row.month, "YEAR_MONTH_FORMAT"),
            write_decimal(row.hours),
            str(HoursMeasure(row.measure).label),
            f"{write_day(row.checked_on, 'short')}, {SeenIn(row.checked_in).label}",
        )
        for row in job.hours
    ]
    return make_table(gettext("Hours at %(employer)s") % {"employer": employer_of(job.spell)}, columns, rows)


def _job_acts(spell: pathways.Spell, *, runs: bool) -> tuple[Action, ...]:
    acts = [Action(gettext("Write down hours"), reverse("record_hours", args=[spell.pk]))]
    if runs and spell.source_id is None and spell.ends_on is None:
        acts.append(Action(gettext("End the job"), reverse("end_job", args=[spell.pk])))
    return tuple(acts)
