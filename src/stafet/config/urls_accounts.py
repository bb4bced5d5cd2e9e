"""Addresses of the way in and of accounts."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stafet.web import account, account_factors, colleague, colleagues, invite, second_factor

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
    path("invite/", invite.dead_link, name="dead_link"),
    path("invite/<str:invitation>/", invite.invite, name="invite"),
    path("colleagues/", colleagues.colleagues, name="colleagues"),
    path("colleagues/invite/", colleagues.invite_colleague, name="invite_colleague"),
    path("colleagues/<uuid:user_id>/", colleague.colleague, name="colleague"),
    path("colleagues/<uuid:user_id>/log-out/", colleague.log_colleague_out, name="log_colleague_out"),
    path("colleagues/<uuid:user_id>/lock-out/", colleague.lock_out, name="lock_out"),
    path("colleagues/<uuid:user_id>/let-in-again/", colleague.let_in_again, name="let_in_again"),
    path("colleagues/<uuid:user_id>/begin-anew/", colleague.begin_anew, name="begin_anew"),
    path("posts/<uuid:membership_id>/end/", colleague.end_post, name="end_post"),
    path("invitations/<uuid:invitation_id>/send-again/", colleagues.send_again, name="send_invitation_again"),
    path("invitations/<uuid:invitation_id>/withdraw/", colleagues.withdraw, name="withdraw_invitation"),
]
