"""Work beside or instead of an education: steady, too little, and not seen for a while."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from stafet.attachment import api as attachment
from stafet.attachment.api import HoursMeasure, SeenIn
from stafet.demo.story import Town
from stafet.kernel.actors import SYSTEM
from stafet.people import api as people
from stafet.rechoice import api as rechoice

_JOBS = (
    ("Egekøbing Bageri", "104.5", HoursMeasure.PER_MONTH, SeenIn.PAYSLIP),
    ("Fjordens Autoservice", "25", HoursMeasure.PER_WEEK, SeenIn.CONTRACT),
    ("Møllevangens Plejehjem", "62", HoursMeasure.PER_MONTH, SeenIn.INCOME_REGISTER),
    ("Nordbyens Byggemarked", "12", HoursMeasure.PER_WEEK, SeenIn.YOUNG_PERSON),
    ("Lageret i Sønderhavn", "", HoursMeasure.PER_MONTH, SeenIn.EMPLOYER),
)


def go_to_work(town: Town, at: datetime) -> None:
    """Some of those who broke off have a job while they look for something else."""
    cases = rechoice.Case.objects.filter(municipality_id=town.municipality_id).order_by(
        "-broken_off_on", "pk"
    )
    for case, (employer, hours, measure, seen_in) in zip(cases, _JOBS, strict=False):
        person = people.Person.objects.get(pk=case.person_id)
        since = at.date() - timedelta(days=50)
        job = attachment.record_job(person=person, employer=employer, starts_on=since, by=SYSTEM, at=at)
        if hours:
            draft = attachment.HoursDraft(_last_month(at.date()), Decimal(hours), measure, seen_in)
            attachment.record_hours(job=job, draft=draft, by=SYSTEM, at=at)


def _last_month(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)
