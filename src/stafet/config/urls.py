"""Every address of the product. An address holds opaque keys only, never a name, a number or a search term."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stafet.config import urls_accounts, urls_administration, urls_answer, urls_live, urls_operate, urls_own
from stafet.web import (
    data_health,
    door,
    errors,
    gallery,
    go,
    hand_over,
    handovers,
    health,
    leaving,
    loads,
    loads_apply,
    loads_columns,
    loads_list,
    people,
    person,
    requests,
    sources,
    steps,
    today,
    watch,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", today.today, name="today"),
    path("people/", people.people, name="people"),
    path("people/<uuid:person_id>/", person.person, name="person"),
    path("people/<uuid:person_id>/history/", person.history, name="person_history"),
    path("people/<uuid:person_id>/looks/", person.looks, name="person_looks"),
    path("people/<uuid:person_id>/steps/new/", steps.add_step, name="add_step"),
    path("people/<uuid:person_id>/hand-over/", hand_over.hand_over, name="hand_over"),
    path("steps/<uuid:step_id>/finish/", steps.finish_step, name="finish_step"),
    path("steps/<uuid:step_id>/postpone/", steps.postpone_step, name="postpone_step"),
    path("steps/<uuid:step_id>/reassign/", steps.reassign_step, name="reassign_step"),
    path("hand-overs/", handovers.handovers, name="handovers"),
    path("hand-overs/<uuid:handover_id>/", handovers.handover, name="handover"),
    path("hand-overs/<uuid:handover_id>/accept/", handovers.accept_handover, name="accept_handover"),
    path("hand-overs/<uuid:handover_id>/decline/", handovers.decline_handover, name="decline_handover"),
    path("hand-overs/<uuid:handover_id>/withdraw/", handovers.withdraw_handover, name="withdraw_handover"),
    path("hand-overs/<uuid:handover_id>/confirm/", handovers.confirm_handover, name="confirm_handover"),
    path("requests/new/", requests.request_person, name="request_person"),
    path("requests/<uuid:request_id>/answer/", requests.answer_request, name="answer_request"),
    path("watch/", watch.lost_ways, name="watch"),
    path("watch/<slug:code>/", watch.lost_people, name="lost_people"),
    path("leaving/", leaving.leaving, name="leaving"),
    path("registers/", sources.sources, name="sources"),
    path("registers/new/", sources.add_source, name="add_source"),
    path("registers/<uuid:source_id>/", data_health.source, name="source"),
    path("registers/<uuid:source_id>/change/", sources.change_source, name="change_source"),
    path("registers/<uuid:source_id>/retire/", sources.retire_source, name="retire_source"),
    path("registers/<uuid:source_id>/upload/", loads.upload_file, name="upload_file"),
    path("loads/<uuid:load_id>/", loads.load, name="load"),
    path("loads/<uuid:load_id>/waiting/", loads.load_waiting, name="load_waiting"),
    path("loads/<uuid:load_id>/columns/", loads_columns.choose_columns, name="choose_columns"),
    path("loads/<uuid:load_id>/rows/", loads_list.load_rows, name="load_rows"),
    path("loads/<uuid:load_id>/rows/<int:position>/", loads_list.choose_row, name="choose_row"),
    path("loads/<uuid:load_id>/report/", loads_list.load_report, name="load_report"),
    path("loads/<uuid:load_id>/compare/", loads_list.compare_again, name="compare_again"),
    path("loads/<uuid:load_id>/apply/", loads_apply.apply_load, name="apply_load"),
    path("loads/<uuid:load_id>/discard/", loads.discard_load, name="discard_load"),
    path("loads/<uuid:load_id>/again/", loads.begin_again, name="begin_again"),
    path("log-in/", door.log_in, name="log_in"),
    *urls_accounts.urlpatterns,
    *urls_administration.urlpatterns,
    *urls_operate.urlpatterns,
    *urls_live.urlpatterns,
    *urls_own.urlpatterns,
    *urls_answer.urlpatterns,
    path("log-out/", door.log_out, name="log_out"),
    path("language/", door.choose_language, name="language"),
    path("go/<uuid:message_id>/", go.go, name="go"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("health/", health.health, name="health"),
]

handler400 = errors.not_understood
handler403 = errors.nothing_here
handler404 = errors.nothing_here
handler500 = errors.fault
