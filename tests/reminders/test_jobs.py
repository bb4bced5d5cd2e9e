"""The clock reminds every town; what fails there undoes nothing of what the clock has done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.placements.conftest import acting, place
from tests.reminders.nights import mails

from stafet.access import api as access
from stafet.cli import jobs
from stafet.kernel import clock
from stafet.placements import api as placements
from stafet.placements.api import Place
from stafet.reminders.api import Reminder

__all__ = ["place"]


def test_the_clock_reminds_and_a_town_that_fails_stops_no_other(
    everyone: Cast, place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    with acting(everyone.bo) as bo:
        placements.ask_host(host=place.host, by=bo, at=NOW)
    with clock.at_moment(NOW + timedelta(days=5)):
        jobs.run_clocks(0)
        jobs.run_clocks(0)
    assert mails(everyone) == {("place_reminder", "villy@vaerk.example"): 1}
    with access.job_scope(everyone.hedeby.pk):
        assert Reminder.objects.count() == 1
    assert "stopped" not in caplog.text
