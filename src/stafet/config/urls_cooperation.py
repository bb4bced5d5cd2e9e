"""The addresses of the co-operation."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import (
    cooperation,
    cooperation_flows,
    cooperation_parties,
    cooperation_sharing,
    cooperation_terms,
    directory,
)

_ONE = "co-operation/<uuid:partnership_id>"
_PARTY = "co-operation/parties/<uuid:party_id>"
_TERMS = "co-operation/terms/<uuid:terms_id>"
_FLOW = "co-operation/workflows/<uuid:workflow_id>"

urlpatterns: list[URLPattern] = [
    path("co-operation/", cooperation.cooperation, name="cooperation"),
    path("co-operation/new/", cooperation.found_partnership, name="found_partnership"),
    path("co-operation/terms/", cooperation_terms.terms, name="terms"),
    path("co-operation/workflows/", cooperation_flows.workflows, name="workflows"),
    path("co-operation/sharing/", cooperation_sharing.sharing, name="sharing"),
    path("co-operation/directory/", directory.directory, name="directory"),
    path(f"{_ONE}/words/<slug:subject>/", cooperation.say_of_partnership, name="say_of_partnership"),
    path(f"{_ONE}/words/", cooperation.partnership_history, name="partnership_history"),
    path(f"{_ONE}/parties/new/", cooperation_parties.add_party, name="add_party"),
    path(f"{_PARTY}/change/", cooperation_parties.change_party, name="change_party"),
    path(f"{_PARTY}/leave/", cooperation_parties.end_party, name="end_party"),
    path(f"{_PARTY}/sign/", cooperation_parties.sign_terms, name="sign_terms"),
    path(f"{_ONE}/terms/new/", cooperation_terms.begin_terms, name="begin_terms"),
    path(f"{_TERMS}/", cooperation_terms.terms_version, name="terms_version"),
    path(f"{_TERMS}/write/", cooperation_terms.write_terms, name="write_terms"),
    path(f"{_TERMS}/move/<slug:move>/", cooperation_terms.move_terms, name="move_terms"),
    path(f"{_ONE}/workflows/new/", cooperation_flows.begin_workflow, name="begin_workflow"),
    path(f"{_FLOW}/", cooperation_flows.workflow, name="workflow"),
    path(f"{_FLOW}/steps/new/", cooperation_flows.add_flow_step, name="add_flow_step"),
    path(f"{_FLOW}/publish/", cooperation_flows.publish_workflow, name="publish_workflow"),
    path(f"{_FLOW}/next/", cooperation_flows.next_workflow, name="next_workflow"),
    path(
        "co-operation/workflows/steps/<uuid:flow_step_id>/drop/",
        cooperation_flows.drop_flow_step,
        name="drop_flow_step",
    ),
]
