"""Every address of the product. An address holds opaque keys only, never a name, a number or a search term."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stafet.web import (
    door,
    errors,
    gallery,
    go,
    hand_over,
    handovers,
    health,
    leaving,
    people,
    person,
    requests,
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
    path("watch/", watch.watch, name="watch"),
    path("watch/<slug:code>/", watch.lost_people, name="lost_people"),
    path("leaving/", leaving.leaving, name="leaving"),
    path("log-in/", door.log_in, name="log_in"),
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
