"""The terms: written, proposed, adopted, followed by the next version; and signed by each party."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.partnerships import policies
from stafet.partnerships.actions.keeping import must_keep, record
from stafet.partnerships.errors import (
    CannotSign,
    NotADraft,
    NotYourSignature,
    TermsAreIncomplete,
    VersionInTheMaking,
)
from stafet.partnerships.models import Partnership, Party, Signature, Terms
from stafet.partnerships.states import IN_THE_MAKING, TERMS, TermsMove, TermsSection, TermsState


@audit.action
def begin_terms(*, partnership: Partnership, by: Actor, at: datetime) -> Terms:
    """The next version begins, with the words of the last one; nobody has signed it. Raises ``NotTheKeeper``, ``VersionInTheMaking``."""
    must_keep(by, partnership.municipality_id)
    versions = Terms.objects.filter(partnership=partnership).order_by("-number")
    last = versions.first()
    if last is not None and last.state in IN_THE_MAKING:
        raise VersionInTheMaking(
            sentence("Version %(number)s is in the making. Finish that one first.", number=last.number)
        )
    row = Terms.objects.create(
        municipality_id=partnership.municipality_id,
        partnership=partnership,
        number=last.number + 1 if last else 1,
        known_at=at,
        **{each.value: getattr(last, each.value) if last else "" for each in TermsSection},
    )
    record("begin_terms", row.municipality_id, row.pk, by=by, at=at)
    return row


@audit.action
def write_terms(*, terms: Terms, words: Mapping[TermsSection, str], by: Actor, at: datetime) -> None:
    """Write in a draft. Raises ``NotTheKeeper``, ``NotADraft``."""
    must_keep(by, terms.municipality_id)
    row = _locked(terms)
    if row.state != TermsState.DRAFT:
        raise NotADraft(
            sentence(
                "Version %(number)s is no draft. Work on it again, or begin the next version.",
                number=row.number,
            )
        )
    for each, said in words.items():
        setattr(row, each.value, said.strip())
    row.known_at = at
    row.save(update_fields=[*(each.value for each in words), "known_at"])
    record("write_terms", row.municipality_id, row.pk, by=by, at=at)


@audit.action
def move_terms(*, terms: Terms, move: TermsMove, on: date, by: Actor, at: datetime) -> None:
    """Propose, work on again, adopt; with adoption the version before is superseded, and keeps its signatures.

    Raises ``NotTheKeeper``, ``TermsAreIncomplete``, ``IllegalMove``.
    """
    must_keep(by, terms.municipality_id)
    row = _locked(terms)
    row.state = TERMS.after(TermsState(row.state), move)
    if move is TermsMove.PROPOSE:
        _must_be_whole(row)
    if move is TermsMove.ADOPT:
        earlier = Terms.objects.filter(partnership_id=row.partnership_id, state=TermsState.ADOPTED)
        earlier.update(state=TermsState.SUPERSEDED, known_at=at)
        row.adopted_on = on
    row.known_at = at
    row.save(update_fields=["state", "adopted_on", "known_at"])
    record("move_terms", row.municipality_id, row.pk, by=by, at=at, reason=move.value)


@audit.action
def sign_terms(
    *,
    terms: Terms,
    party: Party,
    signed_by: str,
    capacity: str,
    on: date,
    by: Actor,
    at: datetime,
) -> Signature:
    """A party signs the adopted version. Raises ``NotYourSignature``, ``CannotSign``."""
    if not policies.can_sign(by, party):
        raise NotYourSignature(
            sentence("Whoever leads the party signs, or whoever keeps the partnership writes it down.")
        )
    row = _locked(terms)
    _must_be_signable(row, party, on)
    signature = Signature.objects.create(
        municipality_id=row.municipality_id,
        terms=row,
        party=party,
        signed_by=signed_by.strip(),
        capacity=capacity.strip(),
        signed_on=on,
        recorded_by_id=None if by.is_system else by.user_id,
        known_at=at,
    )
    record("sign_terms", row.municipality_id, party.pk, by=by, at=at)
    return signature


def _must_be_signable(terms: Terms, party: Party, on: date) -> None:
    if terms.state != TermsState.ADOPTED or terms.adopted_on is None:
        raise CannotSign(
            sentence(
                "Version %(number)s is not the adopted one, and only that is signed.", number=terms.number
            )
        )
    if party.partnership_id != terms.partnership_id or party.left_on is not None:
        raise CannotSign(sentence("This party does not take part."))
    if on < terms.adopted_on:
        raise CannotSign(sentence("Nobody signs before the terms are adopted."), field="on")
    if Signature.objects.filter(terms=terms, party=party).exists():
        raise CannotSign(sentence("This party has signed this version already."))


def _must_be_whole(terms: Terms) -> None:
    empty = next((each for each in TermsSection if not getattr(terms, each.value)), None)
    if empty is not None:
        raise TermsAreIncomplete(
            sentence("A section is empty. Write it before you propose the terms."), field=empty.value
        )


def _locked(terms: Terms) -> Terms:
    return Terms.objects.select_for_update(of=("self",), no_key=True).get(pk=terms.pk)
