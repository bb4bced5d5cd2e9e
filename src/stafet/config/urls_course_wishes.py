"""The addresses of wishes among courses: the rounds, one round, its answers and proposals; and one's own wishes."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import mine_courses, wish_answers, wish_round_acts, wish_rounds

_ROUND = "course-wishes/<uuid:wish_round_id>/"
_ENTRY = "course-wishes/pupils/<uuid:wish_entry_id>/"
_ANSWER = "course-wishes/answers/<uuid:course_answer_id>/"
_PROPOSAL = "course-wishes/proposals/<uuid:course_proposal_id>/"
_MINE = "mine/<uuid:person_id>/course-wishes/<uuid:wish_entry_id>/"

urlpatterns: list[URLPattern] = [
    path("course-wishes/", wish_rounds.wish_rounds, name="wish_rounds"),
    path("course-wishes/open/", wish_rounds.open_wish_round, name="open_wish_round"),
    path(_ROUND, wish_rounds.wish_round, name="wish_round"),
    path(f"{_ROUND}change/", wish_rounds.change_wish_round, name="change_wish_round"),
    path(f"{_ROUND}courses/", wish_round_acts.offer_courses, name="offer_courses"),
    path(f"{_ROUND}pupils/", wish_round_acts.ask_pupils, name="ask_pupils"),
    path(f"{_ROUND}close/", wish_round_acts.close_wish_round, name="close_wish_round"),
    path(f"{_ROUND}answer/", wish_round_acts.order_course_answer, name="order_course_answer"),
    path(f"{_ROUND}classes/", wish_round_acts.tell_class_work, name="tell_class_work"),
    path(f"{_ROUND}end/<slug:wish_round_move>/", wish_round_acts.end_wish_round, name="end_wish_round"),
    path(
        "course-wishes/courses/<uuid:wish_course_id>/out/",
        wish_round_acts.leave_out_course,
        name="leave_out_course",
    ),
    path(_ENTRY, wish_round_acts.course_wishes, name="course_wishes"),
    path(f"{_ENTRY}out/", wish_round_acts.take_out_pupil, name="take_out_pupil"),
    path(_ANSWER, wish_answers.course_answer, name="course_answer"),
    path(f"{_ANSWER}waiting/", wish_answers.course_answer_waiting, name="course_answer_waiting"),
    path(f"{_ANSWER}yes/", wish_answers.accept_course_proposals, name="accept_course_proposals"),
    path(_PROPOSAL, wish_answers.course_proposal, name="course_proposal"),
    path(f"{_PROPOSAL}yes/", wish_answers.accept_course_proposal, name="accept_course_proposal"),
    path(f"{_PROPOSAL}no/", wish_answers.refuse_course_proposal, name="refuse_course_proposal"),
    path(_MINE, mine_courses.say_my_course_wishes, name="say_my_course_wishes"),
    path(f"{_MINE}why/", mine_courses.why_my_course, name="why_my_course"),
]
