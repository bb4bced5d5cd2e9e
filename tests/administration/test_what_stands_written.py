"""Open access and its bases, rules and their sources, roles and codes in plain words."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import TextChoices
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held, a_spell, hidden, some_people
from tests.web.conftest import ClientFor, read, tree

from stafet.access import api as access
from stafet.administration import api as administration
from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.activities import ActivityKind
from stafet.pathways.models import Spell
from stafet.web.lists_of_codes import LISTS
from stafet.web.role_table import PERMISSIONS
from stafet.web.rule_words import is_titled

RULES = "/administration/rules"


def test_what_may_be_seen_from_a_place_is_counted_with_basis_purpose_classes_and_fact(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    page = read(client_for(everyone.gro).get(f"/administration/organisations/{everyone.guidance.pk}/access/"))
    assert "Young people of Hedeby Kommune, today" in page
    assert "Whoever has the responsibility must be able to carry it" in page
    assert "They have the responsibility" in page
    assert "The municipality's duty, for as long as the promise holds" in page
    assert "Amina" not in page


def test_people_with_protection_are_not_counted(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    with access.job_scope(everyone.hedeby.pk):
        hidden(amina.person)
    page = read(client_for(everyone.gro).get(f"/administration/organisations/{everyone.guidance.pk}/access/"))
    assert "Nothing may be seen from here" in page


def test_who_may_see_somebody_is_told_and_the_look_is_logged(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    address = f"/people/{amina.person.pk}/access/"
    page = read(client_for(everyone.bo).get(address))
    assert "Ungevejledningen Hedeby" in page
    assert "Hedeby Kommune" in page
    assert "as long as that holds" in page
    assert "the law behind it is to verify" in page
    with access.user_scope(everyone.bo.pk):
        looks = audit.looks_at(amina.person.pk, before=None, limit=5)
    assert [look.purpose for look in looks] == ["accountability"]
    for other in (everyone.freja, everyone.carl, everyone.ditte):
        assert client_for(other).get(address).status_code == 404
        with access.user_scope(other.pk):
            assert administration.access_to(amina.person.pk, at=NOW) == []


def test_a_basis_says_where_it_is_written_and_whether_that_was_read(
    everyone: Cast, client_for: ClientFor
) -> None:
    gro = client_for(everyone.gro)
    own = read(gro.get("/administration/bases/stafet.sharing.holder/"))
    assert "Stafet's own reading; the law behind it is to verify" in own
    law = gro.get("/administration/bases/dk.coverage.from_grade/")
    assert "to verify; the source named was read on 24 November 2026" in read(law)
    assert f"{RULES}/dk.coverage.from_grade/" in tree(law).values("href")
    assert "Forvaltningsloven" in read(gro.get("/administration/bases/dk.sharing.transition/"))


def test_every_rule_stands_with_value_source_and_whether_it_was_verified(
    everyone: Cast, client_for: ClientFor
) -> None:
    page = read(client_for(everyone.gro).get(f"{RULES}/"))
    assert "Up to which birthday the municipal activity responsibility holds" in page
    assert "Skollagen 29 kap. 9 §" in page
    assert "verified on 24 November 2026" in page
    sources = {each.source for each in rules.all_rules()}
    assert [source for source in sources if source not in page] == []


def test_rules_are_found_by_words_by_country_and_by_what_is_still_to_verify(
    everyone: Cast, client_for: ClientFor
) -> None:
    gro = client_for(everyone.gro)
    found = read(gro.post(f"{RULES}/", {"search": "FÖRÄLDRABALKEN"}))
    assert "1 rule; 1 is still to be read" in found
    assert "dk" not in found.split("1 rule")[1].split("Value")[0]
    unread = read(gro.get(f"{RULES}/?which=to_verify&whose=se"))
    assert "How often the municipality reports in a year" in unread
    assert "Skollagen 29 kap. 9 §" not in unread
    assert "No rule answers this" in read(gro.post(f"{RULES}/", {"search": "astrology"}))


def test_one_rule_shows_every_version_and_its_key(everyone: Cast, client_for: ClientFor) -> None:
    gro = client_for(everyone.gro)
    page = read(gro.get(f"{RULES}/dk.measures.youth_education_share_goal/"))
    assert "since before we know – 1 January 2031" in page
    assert "90 %" in page
    assert "Every version, the latest first" in page
    assert gro.get(f"{RULES}/dk.nobody.wrote_this/").status_code == 404


def test_every_rule_of_law_has_a_name_in_words() -> None:
    unnamed = {
        each.key
        for each in rules.all_rules()
        if each.country is not None and not is_titled(each.key) and ".measures." not in each.key
    }
    assert unnamed <= {
        "dk.rechoice.vocational_after_general_within",
        "dk.steady_employment.degree_from",
        "dk.steady_employment.hours_of_full_month",
        "dk.steady_employment.verified_every",
    }


def test_each_role_says_what_it_may_do_and_see_from_the_table_the_database_goes_by(
    everyone: Cast, client_for: ClientFor
) -> None:
    page = read(client_for(everyone.ditte).get("/administration/roles/"))
    assert all(str(role.label) in page for role in access.Role)
    assert "hand over to another organisation" in page
    assert "Sees no young person." in page
    assert set(PERMISSIONS) == set(access.Permission), "every permission has its words"


def test_codes_stand_in_all_languages_with_what_uses_them(everyone: Cast, client_for: ClientFor) -> None:
    gro = client_for(everyone.gro)
    page = read(gro.get("/administration/code-lists/"))
    assert "Why a receiver says no" in page
    one = read(gro.get("/administration/code-lists/decline-reasons/"))
    assert "no_place There is no place" not in one, "languages come in the order of the settings"
    for words in ("There is no place", "no_place", "A hand-over that is declined."):
        assert words in one
    kinds = read(gro.get("/administration/code-lists/activity-kinds/"))
    assert "Completing it fulfils the promise." in kinds
    assert gro.get("/administration/code-lists/nothing/").status_code == 404


@pytest.mark.parametrize("label", ["responsibility", "pathways", "people", "organisations", "access"])
def test_every_code_a_row_about_people_keeps_is_in_a_list(label: str) -> None:
    """Codes kept in rows; states of machinery (a merge, a step, a request) are told on their own pages."""
    listed = {str(member.value) for each in LISTS for member in each.members}
    kept = {
        str(value)
        for model in apps.get_models()
        if model.__module__.startswith(f"stafet.{label}.") and not hasattr(model, "pgh_tracked_model")
        for field in model._meta.fields
        if field.choices and field.name not in {"state", "language", "country", "answer", "because"}
        for value, _ in field.choices
    }
    technical = {"class", "team", "personal", "substitute", "temporary", "coordination"}
    assert kept - listed <= technical, kept - listed


def test_each_list_says_every_member(everyone: Cast) -> None:
    for each in LISTS:
        for member in each.members:
            assert each.say(member), (each.key, member)
        assert each.words is not None or issubclass(each.members, TextChoices)


def test_programmes_are_told_in_the_registers_words_and_what_few_attend_is_left_out(
    everyone: Cast, client_for: ClientFor
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        _attend(everyone, 5, "Tømrer")
        _attend(everyone, 4, "Urmager")
    page = read(client_for(everyone.gro).get("/administration/code-lists/programmes/"))
    assert "TømrerVocational education5" in page
    assert "Urmager" not in page, "A programme of a few is somebody's."


def _attend(everyone: Cast, how_many: int, programme: str) -> None:
    for person in some_people(everyone.hedeby, how_many):
        spell = a_spell(person, everyone.vocational, ActivityKind.VOCATIONAL_EDUCATION)
        Spell.objects.filter(pk=spell.pk).update(programme_name=programme)
