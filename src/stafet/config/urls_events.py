"""The addresses of events: the list, one event, what is done with it, answers at home and by a company's link."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import event_acts, event_attendance, event_link, event_walk_in, events, mine_events

_SESSION = "events/sessions/<uuid:event_session_id>/"

urlpatterns: list[URLPattern] = [
    path("events/", events.events_list, name="events"),
    path("events/plan/", event_acts.plan_event, name="plan_event"),
    path("events/homes/", events.events_reach, name="events_reach"),
    path("events/invited/gone/", event_link.event_link_gone, name="event_link_gone"),
    path("events/invited/<str:event_link>/", event_link.answer_event_link, name="answer_event_link"),
    path(
        "events/invited/<str:event_link>/<int:session_number>/",
        event_link.event_link_calendar,
        name="event_link_calendar",
    ),
    path("events/<uuid:event_id>/", events.event, name="event"),
    path("events/<uuid:event_id>/change/", event_acts.change_event, name="change_event"),
    path("events/<uuid:event_id>/session/", event_acts.add_event_session, name="add_event_session"),
    path("events/<uuid:event_id>/invite/", event_acts.invite_pupils, name="invite_pupils"),
    path("events/<uuid:event_id>/companies/", event_acts.invite_companies, name="invite_companies"),
    path("events/<uuid:event_id>/colleagues/", event_acts.invite_colleagues, name="invite_colleagues"),
    path("events/<uuid:event_id>/sign-up/", event_walk_in.find_for_event, name="find_for_event"),
    path(
        "events/<uuid:event_id>/sign-up/<uuid:person_id>/",
        event_walk_in.sign_up_somebody,
        name="sign_up_somebody",
    ),
    path(f"{_SESSION}door/", event_walk_in.find_at_the_door, name="find_at_the_door"),
    path(f"{_SESSION}door/<uuid:person_id>/", event_walk_in.add_at_the_door, name="add_at_the_door"),
    path("events/<uuid:event_id>/held/", event_acts.settle_event, name="settle_event"),
    path("events/<uuid:event_id>/cancel/", event_acts.cancel_event, name="cancel_event"),
    path("events/<uuid:event_id>/come/", event_acts.come_myself, name="come_myself"),
    path("events/parts/<uuid:event_part_id>/answer/", event_acts.answer_for_part, name="answer_for_part"),
    path(f"{_SESSION}change/", event_acts.change_event_session, name="change_event_session"),
    path(f"{_SESSION}attendance/", event_attendance.tell_attendance, name="tell_attendance"),
    path(f"{_SESSION}calendar/", events.event_calendar, name="event_calendar"),
    path("mine/<uuid:person_id>/events/", mine_events.my_events, name="my_events"),
    path(
        "mine/<uuid:person_id>/events/<uuid:event_part_id>/",
        mine_events.answer_event_myself,
        name="answer_event_myself",
    ),
    path(
        "mine/<uuid:person_id>/events/<uuid:event_part_id>/<uuid:event_session_id>/",
        mine_events.my_event_calendar,
        name="my_event_calendar",
    ),
]
