"""State machines as tables: an illegal move is a sentence, and the diagram is printed from the table."""

from __future__ import annotations

from enum import StrEnum

import pytest

from stafet.kernel.transitions import EmptyTransitionTable, IllegalMove, TransitionTable


class Offer(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    FORGOTTEN = "forgotten"


class Move(StrEnum):
    ACCEPT = "accept"
    DECLINE = "decline"
    OFFER_AGAIN = "offer_again"


TABLE: TransitionTable[Offer, Move] = TransitionTable(
    {
        (Offer.OFFERED, Move.ACCEPT): Offer.ACCEPTED,
        (Offer.OFFERED, Move.DECLINE): Offer.DECLINED,
        (Offer.DECLINED, Move.OFFER_AGAIN): Offer.OFFERED,
    }
)


def test_a_move_leads_where_the_table_says() -> None:
    assert TABLE.after(Offer.OFFERED, Move.ACCEPT) is Offer.ACCEPTED
    assert TABLE.after(Offer.DECLINED, Move.OFFER_AGAIN) is Offer.OFFERED


def test_a_move_the_state_does_not_allow_names_the_state_and_what_is_possible() -> None:
    with pytest.raises(IllegalMove) as refusal:
        TABLE.after(Offer.OFFERED, Move.OFFER_AGAIN)

    assert str(refusal.value) == (
        "“offer_again” is not possible while this is “offered”. Possible now: accept, decline."
    )


def test_after_the_last_state_the_sentence_says_that_nothing_follows() -> None:
    with pytest.raises(IllegalMove, match="nothing follows after that"):
        TABLE.after(Offer.ACCEPTED, Move.DECLINE)


def test_every_pair_of_state_and_move_is_either_in_the_table_or_refused() -> None:
    for state in Offer:
        for move in Move:
            if TABLE.is_allowed(state, move):
                assert TABLE.after(state, move) in Offer
            else:
                with pytest.raises(IllegalMove):
                    TABLE.after(state, move)


def test_the_moves_of_a_state_come_in_the_table_s_order() -> None:
    assert TABLE.moves_from(Offer.OFFERED) == (Move.ACCEPT, Move.DECLINE)
    assert TABLE.moves_from(Offer.ACCEPTED) == ()


def test_a_state_is_final_when_nothing_leads_on() -> None:
    assert TABLE.is_final(Offer.ACCEPTED)
    assert not TABLE.is_final(Offer.DECLINED)


def test_a_state_no_move_leads_to_is_found() -> None:
    assert TABLE.unreachable(Offer.OFFERED) == {Offer.FORGOTTEN}
    assert TABLE.unreachable(Offer.ACCEPTED) == set(Offer) - {Offer.ACCEPTED}


def test_the_diagram_shows_the_beginning_every_move_and_every_end() -> None:
    assert TABLE.as_mermaid(Offer.OFFERED).splitlines() == [
        "stateDiagram-v2",
        "    [*] --> offered",
        "    offered --> accepted: accept",
        "    offered --> declined: decline",
        "    declined --> offered: offer_again",
        "    accepted --> [*]",
        "    forgotten --> [*]",
    ]


def test_a_table_can_not_be_changed_behind_its_back() -> None:
    moves = dict(TABLE.moves)
    table = TransitionTable(moves)
    moves.clear()

    assert table.after(Offer.OFFERED, Move.ACCEPT) is Offer.ACCEPTED


def test_a_table_without_moves_is_refused() -> None:
    with pytest.raises(EmptyTransitionTable):
        TransitionTable[Offer, Move]({})
