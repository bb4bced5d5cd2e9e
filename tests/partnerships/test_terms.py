"""Terms: written, proposed, adopted, signed by each party; other words are another version that nobody has signed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY
from tests.partnerships.conftest import WORDS, adopt_next, keeping, party_of

from stafet.access import api as access
from stafet.kernel.transitions import IllegalMove
from stafet.partnerships import api as partnerships
from stafet.partnerships.api import PartyKind, Piece, TermsMove, TermsSection, TermsState


def sign(
    everyone: Cast, terms: partnerships.Terms, kind: PartyKind, *, by: access.User
) -> partnerships.Signature:
    with keeping(everyone, by) as actor:
        return partnerships.sign_terms(
            terms=terms,
            party=partnerships.Party.objects.get(partnership=terms.partnership_id, kind=kind),
            signed_by=by.name,
            capacity="Head",
            on=TODAY,
            by=actor,
            at=NOW,
        )


def missing(everyone: Cast, partnership: partnerships.Partnership) -> list[str]:
    with keeping(everyone, everyone.gro):
        view = partnerships.partnership_view(partnership, on=TODAY)
    return [each.name for each in view.missing]


def test_adopted_terms_are_missing_signatures_until_each_party_has_signed(
    everyone: Cast, partnership: partnerships.Partnership
) -> None:
    terms = adopt_next(everyone, partnership, purpose="Nobody drops out of sight.")
    assert missing(everyone, partnership) == ["Bakkeskolen", "Hedeby Tekniske Skole", "Jobcenter Nabo"]
    sign(everyone, terms, PartyKind.COMPULSORY_SCHOOLS, by=everyone.ditte)
    sign(everyone, terms, PartyKind.JOB_CENTRE, by=everyone.gro)
    assert missing(everyone, partnership) == ["Hedeby Tekniske Skole"]


def test_other_words_are_a_version_nobody_has_signed_and_the_old_one_keeps_its_signatures(
    everyone: Cast, partnership: partnerships.Partnership
) -> None:
    first = adopt_next(everyone, partnership, purpose="Nobody drops out of sight.")
    sign(everyone, first, PartyKind.COMPULSORY_SCHOOLS, by=everyone.ditte)
    second = adopt_next(everyone, partnership, purpose="Nobody drops out of sight.\nDrop-out is re-choice.")
    with keeping(everyone, everyone.gro):
        first.refresh_from_db()
        assert first.state == TermsState.SUPERSEDED
        before = partnerships.commitments(partnership, first, on=TODAY)
        assert [each.name for each in before if each.signature] == ["Bakkeskolen"]
        changes = {each.section: each for each in partnerships.what_changed(second, since=first)}
    assert len(missing(everyone, partnership)) == 3
    assert changes[TermsSection.PURPOSE].pieces == (
        (Piece.SAME, "Nobody drops out of sight."),
        (Piece.NEW, "Drop-out is re-choice."),
    )
    assert not changes[TermsSection.OBLIGATIONS].is_changed


def test_adopted_terms_are_not_rewritten(everyone: Cast, partnership: partnerships.Partnership) -> None:
    terms = adopt_next(everyone, partnership, purpose="As it is.")
    with keeping(everyone, everyone.gro) as gro:
        with pytest.raises(partnerships.NotADraft, match="begin the next version"):
            partnerships.write_terms(terms=terms, words=WORDS, by=gro, at=NOW)
        with pytest.raises(IllegalMove):
            partnerships.move_terms(terms=terms, move=TermsMove.PROPOSE, on=TODAY, by=gro, at=NOW)


def test_an_empty_section_is_not_proposed(everyone: Cast, partnership: partnerships.Partnership) -> None:
    with keeping(everyone, everyone.gro) as gro:
        terms = partnerships.begin_terms(partnership=partnership, by=gro, at=NOW)
        partnerships.write_terms(terms=terms, words={TermsSection.PURPOSE: "Why"}, by=gro, at=NOW)
        with pytest.raises(partnerships.TermsAreIncomplete) as refused:
            partnerships.move_terms(terms=terms, move=TermsMove.PROPOSE, on=TODAY, by=gro, at=NOW)
        assert refused.value.field == "target_groups"
        with pytest.raises(partnerships.VersionInTheMaking):
            partnerships.begin_terms(partnership=partnership, by=gro, at=NOW)


def test_only_the_adopted_version_is_signed_once_by_a_party_that_takes_part(
    everyone: Cast, partnership: partnerships.Partnership
) -> None:
    first = adopt_next(everyone, partnership, purpose="One")
    adopt_next(everyone, partnership, purpose="Two")
    with pytest.raises(partnerships.CannotSign, match="not the adopted one"):
        sign(everyone, first, PartyKind.COMPULSORY_SCHOOLS, by=everyone.ditte)
    third = adopt_next(everyone, partnership, purpose="Three")
    sign(everyone, third, PartyKind.COMPULSORY_SCHOOLS, by=everyone.ditte)
    with pytest.raises(partnerships.CannotSign, match="signed this version already"):
        sign(everyone, third, PartyKind.COMPULSORY_SCHOOLS, by=everyone.ditte)
    with keeping(everyone, everyone.gro) as gro:
        left = party_of(partnership, PartyKind.JOB_CENTRE)
        partnerships.end_party(party=left, on=TODAY + timedelta(days=1), by=gro, at=NOW)
    with pytest.raises(partnerships.CannotSign, match="does not take part"):
        sign(everyone, third, PartyKind.JOB_CENTRE, by=everyone.gro)


def test_nobody_signs_for_another_school_and_a_counsellor_writes_no_terms(
    everyone: Cast, partnership: partnerships.Partnership
) -> None:
    terms = adopt_next(everyone, partnership, purpose="One")
    with pytest.raises(partnerships.NotYourSignature):
        sign(everyone, terms, PartyKind.TECHNICAL_SCHOOL, by=everyone.ditte)
    for user in (everyone.bo, everyone.ditte):
        with keeping(everyone, user) as actor, pytest.raises(partnerships.NotTheKeeper):
            partnerships.begin_terms(partnership=partnership, by=actor, at=NOW)


def test_one_party_and_many_are_signed_for_by_the_same(
    everyone: Cast, partnership: partnerships.Partnership
) -> None:
    for user in (everyone.bo, everyone.ditte, everyone.gro, everyone.carl):
        with keeping(everyone, user) as actor:
            parties = list(partnerships.Party.objects.filter(partnership=partnership))
            many = set(partnerships.Party.objects.filter(partnerships.parties_signable_by(actor)))
            assert {party for party in parties if partnerships.can_sign(actor, party)} == many


def test_the_database_itself_refuses_what_must_never_be(
    everyone: Cast, partnership: partnerships.Partnership
) -> None:
    terms = adopt_next(everyone, partnership, purpose="One")
    party = party_of(partnership, PartyKind.JOB_CENTRE)
    mine = {"municipality_id": everyone.hedeby.pk, "known_at": NOW}
    of_terms = {**mine, "partnership": partnership}
    signed = {**mine, "terms": terms, "party": party, "signed_on": TODAY}
    with keeping(everyone, everyone.gro):
        partnerships.Terms.objects.create(**of_terms, number=7)
        partnerships.Signature.objects.create(**signed, signed_by="Ida", capacity="Head")
    rows = {
        "terms_have_a_number": partnerships.Terms(**of_terms, number=7, state="superseded", adopted_on=TODAY),
        "one_version_in_the_making": partnerships.Terms(**of_terms, number=8),
        "one_version_adopted": partnerships.Terms(**of_terms, number=9, state="adopted", adopted_on=TODAY),
        "adoption_has_a_day": partnerships.Terms(**of_terms, number=10, state="superseded"),
        "party_signs_once": partnerships.Signature(**signed, signed_by="Ida", capacity="Head"),
        "signature_says_who_and_as_what": partnerships.Signature(
            **{**signed, "party": party_of(partnership, PartyKind.TECHNICAL_SCHOOL)}, signed_by="Ida"
        ),
    }
    for name, row in rows.items():
        with pytest.raises(IntegrityError, match=name), keeping(everyone, everyone.gro):
            row.save(force_insert=True)


def test_only_the_keeping_municipality_writes_and_only_as_a_job(
    everyone: Cast, partnership: partnerships.Partnership
) -> None:
    with access.job_scope(everyone.elsewhere.pk):
        assert partnerships.Partnership.objects.filter(pk=partnership.pk).update(name="Ours") == 0
    with access.user_scope(everyone.gro.pk):
        assert partnerships.Partnership.objects.get(pk=partnership.pk).name == "Uddannelsessamarbejdet"
    with pytest.raises(ProgrammingError), access.user_scope(everyone.gro.pk):
        partnerships.Terms.objects.create(
            municipality_id=everyone.hedeby.pk, partnership=partnership, number=1, known_at=NOW
        )
