"""The addresses of work: one young person's jobs, and where everybody stands."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import work

urlpatterns: list[URLPattern] = [
    path("work/", work.where_they_stand, name="where_they_stand"),
    path("people/<uuid:person_id>/work/", work.person_work, name="person_work"),
    path("people/<uuid:person_id>/jobs/new/", work.record_job, name="record_job"),
    path("jobs/<uuid:job_id>/hours/", work.record_hours, name="record_hours"),
    path("jobs/<uuid:job_id>/end/", work.end_job, name="end_job"),
]
