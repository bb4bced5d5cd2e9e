"""The addresses of the catalogue of courses in education and job, of what classes have of it, of partners and their links."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import (
    catalogue,
    catalogue_acts,
    catalogue_files,
    class_course_acts,
    class_courses,
    coverage,
    partner_acts,
    partners,
    visit_link,
)

urlpatterns: list[URLPattern] = [
    path("catalogue/", catalogue.career_courses, name="career_courses"),
    path("catalogue/add/", catalogue_acts.add_career_course, name="add_career_course"),
    path("catalogue/load/", catalogue_files.load_catalogue, name="load_catalogue"),
    path("catalogue/shipped/", catalogue_files.take_in_shipped, name="take_in_shipped"),
    path("catalogue/courses.csv", catalogue_files.catalogue_file, name="catalogue_file"),
    path("catalogue/<uuid:career_course_id>/", catalogue.career_course, name="career_course"),
    path(
        "catalogue/<uuid:career_course_id>/change/",
        catalogue_acts.change_career_course,
        name="change_career_course",
    ),
    path(
        "catalogue/<uuid:career_course_id>/withdraw/",
        catalogue_acts.withdraw_career_course,
        name="withdraw_career_course",
    ),
    path(
        "catalogue/<uuid:career_course_id>/obligatory/",
        catalogue_acts.demand_career_course,
        name="demand_career_course",
    ),
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage/subjects/<uuid:covered_school_id>/", coverage.subjects, name="subjects_covered"),
    path("coverage/classes/<uuid:class_id>/", class_courses.class_page, name="class_courses"),
    path("coverage/classes/<uuid:class_id>/plan/", class_course_acts.plan_course, name="plan_class_course"),
    path("coverage/courses/<uuid:class_course_id>/", class_courses.class_course, name="class_course"),
    path(
        "coverage/courses/<uuid:class_course_id>/week/",
        class_course_acts.replan_course,
        name="replan_class_course",
    ),
    path(
        "coverage/courses/<uuid:class_course_id>/held/",
        class_course_acts.hold_course,
        name="hold_class_course",
    ),
    path(
        "coverage/courses/<uuid:class_course_id>/evaluate/",
        class_course_acts.evaluate_course,
        name="evaluate_class_course",
    ),
    path(
        "coverage/courses/<uuid:class_course_id>/missed/",
        class_course_acts.miss_course,
        name="miss_class_course",
    ),
    path(
        "coverage/courses/<uuid:class_course_id>/ask/",
        class_course_acts.ask_partner,
        name="ask_class_partner",
    ),
    path(
        "coverage/bookings/<uuid:class_booking_id>/withdraw/",
        class_course_acts.withdraw_booking,
        name="withdraw_class_booking",
    ),
    path(
        "coverage/bookings/<uuid:class_booking_id>/thank/",
        class_course_acts.thank_partner,
        name="thank_class_partner",
    ),
    path("partners/", partners.partners, name="class_partners"),
    path("partners/add/", partner_acts.add_partner, name="add_class_partner"),
    path("partners/<uuid:class_partner_id>/", partners.partner, name="class_partner"),
    path(
        "partners/<uuid:class_partner_id>/change/", partner_acts.change_partner, name="change_class_partner"
    ),
    path("partners/<uuid:class_partner_id>/share/", partner_acts.share_partner, name="share_class_partner"),
    path("partners/<uuid:class_partner_id>/answer/", partner_acts.answer_share, name="answer_partner_share"),
    path("visits/answer/<str:visit_link>/", visit_link.answer_visit, name="answer_visit"),
    path("visits/thanks/<str:visit_link>/", visit_link.answer_thanks, name="answer_visit_thanks"),
    path("visits/answered/", visit_link.visit_answered, name="visit_answered"),
]
