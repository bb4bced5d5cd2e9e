"""The addresses of practical courses, of pupils' seats on them, and of the answer at home."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import course_acts, course_seats, courses, mine_course

urlpatterns: list[URLPattern] = [
    path("placements/courses/", courses.practical_courses, name="practical_courses"),
    path("placements/courses/needs/", courses.course_needs, name="course_needs"),
    path("placements/courses/new/", course_acts.add_course, name="add_course"),
    path("placements/courses/day/", course_acts.set_course_plan, name="set_course_plan"),
    path("placements/courses/<uuid:course_id>/", courses.course, name="course"),
    path("placements/courses/<uuid:course_id>/change/", course_acts.change_course, name="change_course"),
    path("placements/courses/<uuid:course_id>/share/", course_acts.share_course, name="share_course"),
    path("placements/courses/<uuid:course_id>/answer/", course_acts.answer_share, name="answer_share"),
    path("placements/courses/<uuid:course_id>/cancel/", course_acts.cancel_course, name="cancel_course"),
    path("placements/<uuid:placement_id>/course/", course_seats.propose_course, name="propose_course"),
    path(
        "placements/courses/seats/<uuid:course_seat_id>/answer/",
        course_seats.record_seat_answer,
        name="record_seat_answer",
    ),
    path(
        "placements/courses/seats/<uuid:course_seat_id>/move/<slug:course_seat_move>/",
        course_seats.move_course_seat,
        name="move_course_seat",
    ),
    path(
        "mine/<uuid:person_id>/placement/course/<uuid:course_seat_id>/",
        mine_course.answer_course_myself,
        name="answer_course_myself",
    ),
]
