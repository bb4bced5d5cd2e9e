"""A vocational school reports that somebody has broken off: the law's clock starts, and whoever acts sees it today."""

from __future__ import annotations

from datetime import date

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import a_person, a_spell, covered
from tests.journeys.conftest import After
from tests.web.conftest import ClientFor, read, tree

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.responsibility import api as responsibility


def test_whoever_breaks_off_is_somebody_s_next_step_the_same_day(
    everyone: Cast, client_for: ClientFor, after: After
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, "Zahra", "Ali", birth_date=date(2010, 1, 12))
        spell = a_spell(
            person, everyone.vocational, ActivityKind.VOCATIONAL_EDUCATION, starts_on=date(2026, 8, 10)
        )
        covered(person, everyone.vocational, duty=[everyone.guidance, everyone.town])
    with access.user_scope(everyone.freja.pk):
        responsibility.record_break_off(
            spell=spell, reason_code="own_wish", by=access.actor_for(everyone.freja, at=NOW), at=NOW
        )
    with access.job_scope(everyone.hedeby.pk):
        holding = responsibility.Holding.objects.select_related("organisation").get(
            person=person, ends_at=None
        )
    holder = next(user for user in (everyone.freja, everyone.bo, everyone.gro) if _works_at(user, holding))
    client = client_for(holder)

    # She stands on the list of whoever has her, with what is to be done and by when.
    person_page = tree(client.get(f"/people/{person.pk}/"))
    assert "broken off" in person_page.one("ol", css="timeline__list").text
    steps = person_page.one("section", aria_labelledby="steps-heading").all("li", css="work__row")
    step = next(row for row in steps if "Offer a new activity" in row.text)
    assert "Zahra Ali" in read(client.get("/people/?question=no-activity"))
    with after(8):
        assert "Zahra Ali" in read(client_for(holder).get("/"))

    # Nobody can move her beyond the day the law has set.
    finish = next(href for href in step.values("href") if href.endswith("/finish/"))
    refused = client.post(finish.replace("finish", "postpone"), {"to": "24.12.2026", "because": "Busy"})
    assert "By law this is due on" in read(refused)


def _works_at(user: access.User, holding: responsibility.Holding) -> bool:
    return holding.organisation_id in access.actor_for(user, at=NOW).organisation_ids
