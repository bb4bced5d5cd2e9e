"""Addresses of the way in and of accounts."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stafet.web import account, account_factors, second_factor

urlpatterns: list[URLPattern | URLResolver] = [
    path("log-in/second-step/", second_factor.second_step, name="second_step"),
    path("log-in/set-up/", second_factor.set_up_first, name="set_up_codes_first"),
    path("account/", account.account, name="account"),
    path("account/details/", account.details, name="account_details"),
    path("account/password/", account.password, name="account_password"),
    path("account/prove/", account_factors.prove_again, name="account_prove"),
    path("account/codes/", account_factors.codes, name="account_codes"),
    path("account/recovery-codes/", account_factors.recovery_codes, name="account_recovery_codes"),
    path("account/sessions/end/", account.end_all_sessions, name="end_all_sessions"),
    path("account/sessions/<uuid:session_id>/end/", account.end_session, name="end_session"),
]
