"""The pieces somebody has collected, as far as the reader may see them; the database says which."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.organisations import api as organisations
from stafet.progress.models import PortfolioPiece

PORTFOLIO = "stafet.portfolio.open"
"""The rule by which a municipality opens the portfolio."""


def is_portfolio_open(municipality_id: UUID, *, on: date) -> bool:
    """Whether young people of a municipality collect pieces."""
    return organisations.policy_value(municipality_id, PORTFOLIO, on=on) > 0


def pieces_of(person_id: UUID) -> Sequence[PortfolioPiece]:
    """What somebody has collected and the reader may read, the latest day first."""
    rows = PortfolioPiece.objects.filter(access.visible(DataClass.PROCESS), person_id=person_id)
    return list(rows.select_related("spell", "spell__organisation").order_by("-on", "-pk"))


def piece_of(person_id: UUID, piece_id: UUID) -> PortfolioPiece | None:
    """One of them."""
    return next((each for each in pieces_of(person_id) if each.pk == piece_id), None)
