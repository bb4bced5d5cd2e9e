"""Who takes part, how far, since when; what the partnership says about itself; and who is whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY
from tests.partnerships.conftest import keeping, party_of

from stafet.access import api as access
from stafet.partnerships import api as partnerships
from stafet.partnerships.api import Area, DirectoryQuestion, Level, PartyFacts, PartyKind, Subject


def test_a_municipality_chooses_how_far_it_takes_part(
    everyone: Cast, partnership: partnerships.Partnership
) -> None:
    with keeping(everyone, everyone.gro) as gro:
        party = partnerships.add_party(
            partnership=partnership,
            facts=PartyFacts(
                PartyKind.MUNICIPALITY,
                named="Nabo Kommune",
                level=Level.CHOSEN_AREAS,
                areas=(Area.TRANSITIONS, Area.NETWORK),
                contact="Head of guidance",
            ),
            joined_on=TODAY,
            by=gro,
            at=NOW,
        )
        observing = PartyFacts(PartyKind.MUNICIPALITY, named="Nabo Kommune", level=Level.OBSERVER)
        partnerships.change_party(party=party, facts=observing, by=gro, at=NOW)
        party.refresh_from_db()
    assert (party.level, party.areas) == (Level.OBSERVER, [])


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (PartyFacts(PartyKind.JOB_CENTRE), "named"),
        (PartyFacts(PartyKind.JOB_CENTRE, named="X", level=Level.CHOSEN_AREAS), "areas"),
        (PartyFacts(PartyKind.JOB_CENTRE, named="X", areas=(Area.OFFERS,)), "areas"),
    ],
)
def test_a_party_that_says_too_little_or_too_much_is_refused(
    everyone: Cast, partnership: partnerships.Partnership, facts: PartyFacts, field: str
) -> None:
    with (
        keeping(everyone, everyone.gro) as gro,
        pytest.raises(partnerships.PartyIsIncomplete) as refused,
    ):
        partnerships.add_party(partnership=partnership, facts=facts, joined_on=TODAY, by=gro, at=NOW)
    assert refused.value.field == field


def test_whoever_has_left_is_no_party_any_more_and_may_join_again(
    everyone: Cast, partnership: partnerships.Partnership
) -> None:
    later = TODAY + timedelta(days=30)
    facts = PartyFacts(PartyKind.COMPULSORY_SCHOOLS, organisation_id=everyone.school.pk)
    with keeping(everyone, everyone.gro) as gro:
        with pytest.raises(partnerships.TakesPartAlready):
            partnerships.add_party(partnership=partnership, facts=facts, joined_on=later, by=gro, at=NOW)
        school = party_of(partnership, PartyKind.COMPULSORY_SCHOOLS)
        with pytest.raises(partnerships.PartyIsIncomplete, match="after it has joined"):
            partnerships.end_party(party=school, on=TODAY, by=gro, at=NOW)
        partnerships.end_party(party=school, on=later, by=gro, at=NOW)
        assert school in partnerships.Party.objects.taking_part_on(TODAY)
        assert school not in partnerships.Party.objects.taking_part_on(later)
        partnerships.add_party(partnership=partnership, facts=facts, joined_on=later, by=gro, at=NOW)


def test_the_newest_words_count_and_the_others_are_history(
    everyone: Cast, partnership: partnerships.Partnership
) -> None:
    with keeping(everyone, everyone.gro) as gro:
        for number, words in enumerate(("Everybody finishes.", "Everybody finishes or works.")):
            partnerships.say_of_partnership(
                partnership=partnership,
                subject=Subject.VISION,
                words=words,
                by=gro,
                at=NOW + timedelta(minutes=number),
            )
        view = partnerships.partnership_view(partnership, on=TODAY)
        history = partnerships.words_over_time(partnership)
    assert view.words[Subject.VISION].words == "Everybody finishes or works."
    assert [row.words for row in history] == ["Everybody finishes or works.", "Everybody finishes."]


def test_the_directory_knows_who_is_at_work_and_nobody_else(
    everyone: Cast, partnership: partnerships.Partnership
) -> None:
    towns = {everyone.hedeby.pk}

    def names(question: DirectoryQuestion) -> list[str]:
        with access.user_scope(everyone.bo.pk):
            posts = partnerships.directory(question, towns=towns, partners=(), at=NOW)
            return [line.name for line in partnerships.directory_lines(posts)]

    assert "Carl Carstens" not in names(DirectoryQuestion())
    assert names(DirectoryQuestion(organisation_id=everyone.school.pk)) == ["Ditte Dam", "Tove Thy"]
    assert names(DirectoryQuestion(role=access.Role.COORDINATOR)) == ["Gro Gram"]
    assert names(DirectoryQuestion(search="freja tekniske")) == ["Freja Falk"]
    with access.job_scope(everyone.hedeby.pk):
        post = access.Membership.objects.get(user=everyone.freja)
        gro = access.actor_for(everyone.gro, at=NOW)
        access.end_membership(membership=post, by=gro, at=NOW)
    assert names(DirectoryQuestion(search="freja")) == []


def test_a_neighbour_that_takes_part_finds_the_partnership(
    everyone: Cast, partnership: partnerships.Partnership
) -> None:
    def seen(user: access.User) -> list[str]:
        with access.user_scope(user.pk):
            return [row.name for row in partnerships.partnerships_of(access.actor_for(user, at=NOW))]

    assert seen(everyone.bo) == ["Uddannelsessamarbejdet"]
    assert seen(everyone.carl) == []
    facts = PartyFacts(PartyKind.GUIDANCE_UNIT, organisation_id=everyone.other_guidance.pk)
    with keeping(everyone, everyone.gro) as gro:
        partnerships.add_party(partnership=partnership, facts=facts, joined_on=TODAY, by=gro, at=NOW)
    assert seen(everyone.carl) == ["Uddannelsessamarbejdet"]


def test_who_keeps_one_partnership_and_who_keeps_many_are_the_same(everyone: Cast) -> None:
    for user in (everyone.bo, everyone.ditte, everyone.gro, everyone.viggo):
        with access.user_scope(user.pk):
            actor = access.actor_for(user, at=NOW)
            towns = partnerships.towns_kept_by(actor)
            assert partnerships.can_keep(actor, everyone.hedeby.pk) == (everyone.hedeby.pk in towns)
            assert bool(towns) == (user == everyone.gro)


def test_the_database_itself_refuses_what_must_never_be(
    everyone: Cast, partnership: partnerships.Partnership
) -> None:
    mine = {"municipality_id": everyone.hedeby.pk, "known_at": NOW}
    party = {**mine, "partnership": partnership, "kind": "job_centre", "joined_on": TODAY}
    rows = {
        "partnership_named_once": partnerships.Partnership(
            **mine, name=partnership.name, coordinator=everyone.guidance, begun_on=TODAY
        ),
        "partnership_words_say_something": partnerships.PartnershipWords(
            **mine, partnership=partnership, subject="vision", words=""
        ),
        "party_is_one_organisation": partnerships.Party(**party),
        "party_chooses_areas": partnerships.Party(**party, named="X", level="chosen_areas"),
        "party_leaves_after_it_joins": partnerships.Party(**party, named="X", left_on=TODAY),
        "organisation_takes_part_once": partnerships.Party(**party, organisation=everyone.school),
    }
    for name, row in rows.items():
        with pytest.raises(IntegrityError, match=name), keeping(everyone, everyone.gro):
            row.save(force_insert=True)
