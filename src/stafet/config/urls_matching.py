"""The addresses of wishes, ways, rounds, answers and proposals."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import (
    how_matched,
    matching_proposals,
    matching_rounds,
    matching_runs,
    matching_supposing,
    wishes,
)

urlpatterns: list[URLPattern] = [
    path("placements/ways/", wishes.ways, name="ways"),
    path("placements/<uuid:placement_id>/wishes/", wishes.wishes, name="wishes"),
    path("mine/<uuid:person_id>/placement/<uuid:placement_id>/wishes/", wishes.my_wishes, name="my_wishes"),
    path("placements/rounds/", matching_rounds.matching_rounds, name="matching_rounds"),
    path("placements/rounds/of/<uuid:scheme_id>/", matching_rounds.open_round, name="open_round"),
    path("placements/rounds/<uuid:round_id>/", matching_rounds.matching_round, name="matching_round"),
    path("placements/rounds/<uuid:round_id>/change/", matching_rounds.change_round, name="change_round"),
    path("placements/rounds/<uuid:round_id>/pupils/", matching_rounds.put_in_round, name="put_in_round"),
    path("placements/rounds/<uuid:round_id>/close/", matching_rounds.close_round, name="close_round"),
    path("placements/rounds/<uuid:round_id>/match/", matching_rounds.order_run, name="order_run"),
    path(
        "placements/rounds/<uuid:round_id>/end/<slug:round_move>/",
        matching_rounds.end_round,
        name="end_round",
    ),
    path(
        "placements/entries/<uuid:entry_id>/out/", matching_rounds.take_out_of_round, name="take_out_of_round"
    ),
    path("placements/entries/<uuid:entry_id>/unlock/", matching_proposals.unlock_entry, name="unlock_entry"),
    path("placements/runs/<uuid:run_id>/", matching_runs.matching_run, name="matching_run"),
    path("placements/runs/<uuid:run_id>/waiting/", matching_runs.run_waiting, name="run_waiting"),
    path("placements/runs/<uuid:run_id>/again/", matching_runs.begin_run_again, name="begin_run_again"),
    path("placements/runs/<uuid:run_id>/stop/", matching_runs.stop_run, name="stop_run"),
    path("placements/runs/<uuid:run_id>/check/", matching_runs.check_run, name="check_run"),
    path("placements/runs/<uuid:run_id>/matching.csv", matching_runs.run_file, name="run_file"),
    path("placements/runs/<uuid:run_id>/lock/", matching_proposals.lock_all, name="lock_all"),
    path(
        "placements/runs/<uuid:run_id>/against/<uuid:other_run_id>/",
        matching_runs.compare_runs,
        name="compare_runs",
    ),
    path("placements/proposals/<uuid:proposal_id>/", matching_proposals.proposal, name="proposal"),
    path("placements/proposals/<uuid:proposal_id>/if/", matching_supposing.what_if, name="what_if"),
    path(
        "placements/proposals/<uuid:proposal_id>/accept/",
        matching_proposals.accept_proposal,
        name="accept_proposal",
    ),
    path(
        "placements/proposals/<uuid:proposal_id>/refuse/",
        matching_proposals.refuse_proposal,
        name="refuse_proposal",
    ),
    path(
        "placements/proposals/<uuid:proposal_id>/lock/",
        matching_proposals.lock_proposal,
        name="lock_proposal",
    ),
    path("rounds/<uuid:round_id>/how/", how_matched.how_matched, name="how_matched"),
]
