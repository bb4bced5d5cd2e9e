"""What have I done, and what did I learn? A portfolio, where the municipality has opened it: mine to write, share and throw away."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.own import api as own
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.progress import api as progress
from stafet.web import paper, pieces_parts
from stafet.web.acts import Act
from stafet.web.components.parts import Action
from stafet.web.mine import around_mine, mine_or_404
from stafet.web.mine_acts import ask_own, back_to_progress, self_or_404
from stafet.web.pieces_parts import PieceForm
from stafet.web.registry import PageRequest, own_page


@own_page(classes="AD")
def my_portfolio(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Every piece, the latest first, with who reads it."""
    around = around_mine(request, person_id, "my_progress")
    login, _ = mine_or_404(request, person_id)
    is_self = login.capacity is own.Capacity.SELF
    found = _pieces_or_404(request, login)
    is_open = progress.is_portfolio_open(login.municipality_id, on=request.today)
    lines = _lines(person_id)
    context = {
        "pieces": tuple(
            pieces_parts.piece_shown(each, lines, _acts(each, is_open=is_open) if is_self else ())
            for each in found
        ),
        "add": Action(gettext("Write down a piece"), reverse("collect_piece", args=[person_id]))
        if is_self and is_open
        else None,
        "files": _files(person_id) if is_self and found else (),
        "back": back_to_progress(person_id),
    }
    return render(request, "mine/portfolio.html", around | context)


@own_page(classes="AD", writes=True)
def collect_piece(request: PageRequest, person_id: UUID) -> HttpResponse:
    """One more piece."""
    login = self_or_404(request, person_id)
    if not progress.is_portfolio_open(login.municipality_id, on=request.today):
        raise Http404
    form = PieceForm(request.POST or None, lines=_lines(person_id), today=request.today)

    def write() -> None:
        progress.collect_piece(
            person=people.Person.objects.get(pk=person_id),
            draft=form.draft(),
            audience=form.shared_with,
            by=request.actor,
            at=request.at,
        )

    act = Act(heading=gettext("What have you done?"), back=_back(person_id), do=gettext("Save the piece"))
    return ask_own(request, login, act, form, write)


@own_page(classes="AD", writes=True)
def change_piece(request: PageRequest, person_id: UUID, piece_id: UUID) -> HttpResponse:
    """Say it otherwise, or share it otherwise."""
    login = self_or_404(request, person_id)
    piece = _piece_or_404(person_id, piece_id)
    form = PieceForm(request.POST or None, lines=_lines(person_id), piece=piece, today=request.today)

    def write() -> None:
        progress.change_piece(
            piece=piece, draft=form.draft(), audience=form.shared_with, by=request.actor, at=request.at
        )

    act = Act(heading=piece.title, back=_back(person_id), do=gettext("Save the piece"))
    return ask_own(request, login, act, form, write)


@own_page(classes="AD", writes=True)
def throw_away_piece(request: PageRequest, person_id: UUID, piece_id: UUID) -> HttpResponse:
    """It is gone, also for me."""
    login = self_or_404(request, person_id)
    piece = _piece_or_404(person_id, piece_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    act = Act(
        heading=gettext("Throw away “%(title)s”") % {"title": piece.title},
        lead=gettext("It is gone then, also for you."),
        back=_back_without(piece, login, request),
        do=gettext("Throw it away"),
        grave=True,
    )

    def write() -> None:
        progress.throw_away_piece(piece=piece, by=request.actor, at=request.at)

    return ask_own(request, login, act, form, write)


@own_page(classes="AD")
def my_portfolio_pdf(request: PageRequest, person_id: UUID) -> HttpResponse:
    """My portfolio on paper, to show whom I like."""
    login = self_or_404(request, person_id)
    _, identity = mine_or_404(request, person_id)
    lines = _lines(person_id)
    shown = [pieces_parts.piece_shown(each, lines) for each in _pieces_or_404(request, login)]
    told = {
        "title": gettext("What %(name)s has done") % {"name": identity.name},
        "page": gettext("Page"),
        "pieces": [
            {
                "title": each.title,
                "day": each.day,
                "where": each.where,
                "parts": each.parts,
                "link": each.link,
            }
            for each in shown
        ],
    }
    return HttpResponse(
        paper.make_pdf("portfolio", told),
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="portfolio.pdf"'},
    )


@own_page(classes="AD")
def my_portfolio_file(request: PageRequest, person_id: UUID) -> HttpResponse:
    """My portfolio for machines."""
    login = self_or_404(request, person_id)
    response = JsonResponse(
        pieces_parts.export_of(_pieces_or_404(request, login)),
        json_dumps_params={"indent": 1, "ensure_ascii": False},
    )
    response.headers["Content-Disposition"] = 'attachment; filename="portfolio.json"'
    return response


def portfolio_link(request: PageRequest, login: own.OwnLogin) -> Action | None:
    """To the portfolio, where there is one."""
    is_self = login.capacity is own.Capacity.SELF
    is_open = is_self and progress.is_portfolio_open(login.municipality_id, on=request.today)
    if not is_open and not progress.pieces_of(login.person_id):
        return None
    return Action(gettext("To the portfolio"), reverse("my_portfolio", args=[login.person_id]))


def _pieces_or_404(request: PageRequest, login: own.OwnLogin) -> Sequence[progress.PortfolioPiece]:
    """What was collected; nothing where the portfolio is closed and was never used."""
    if portfolio_link(request, login) is None:
        raise Http404
    return progress.pieces_of(login.person_id)


def _piece_or_404(person_id: UUID, piece_id: UUID) -> progress.PortfolioPiece:
    piece = progress.piece_of(person_id, piece_id)
    if piece is None:
        raise Http404
    return piece


def _lines(person_id: UUID) -> Sequence[pathways.SpellLine]:
    return pathways.spells_of([person_id]).get(person_id, ())


def _acts(piece: progress.PortfolioPiece, *, is_open: bool) -> tuple[Action, ...]:
    args = [piece.person_id, piece.pk]
    throw = Action(gettext("Throw it away"), reverse("throw_away_piece", args=args))
    if not is_open:
        return (throw,)
    return (Action(gettext("Change or share it"), reverse("change_piece", args=args)), throw)


def _files(person_id: UUID) -> tuple[Action, ...]:
    return (
        Action(gettext("As a PDF"), reverse("my_portfolio_pdf", args=[person_id])),
        Action(gettext("As a file for machines"), reverse("my_portfolio_file", args=[person_id])),
    )


def _back_without(piece: progress.PortfolioPiece, login: own.OwnLogin, request: PageRequest) -> Action:
    """Back to the portfolio; where it is closed and this was the last piece there is none to go back to."""
    is_open = progress.is_portfolio_open(login.municipality_id, on=request.today)
    is_last = all(each.pk == piece.pk for each in progress.pieces_of(piece.person_id))
    return back_to_progress(piece.person_id) if is_last and not is_open else _back(piece.person_id)


def _back(person_id: UUID) -> Action:
    return Action(gettext("Back to the portfolio"), reverse("my_portfolio", args=[person_id]))
