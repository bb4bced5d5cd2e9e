"""Addresses of the way in and of accounts."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stafet.web import (
    account,
    account_factors,
    colleague,
    colleagues,
    invite,
    post_end,
    second_factor,
    services,
)
from stafet.web.outside import joining, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("log-in/second-step/", second_factor.second_step, name="second_step"),
    path("log-in/second-step/passkey/", second_factor.second_step_passkey, name="second_step_passkey"),
    path("log-in/set-up/", second_factor.set_up_first, name="set_up_codes_first"),
    path("log-in/set-up/passkey/", second_factor.set_up_passkey_first, name="set_up_passkey_first"),
    path("account/", account.account, name="account"),
    path("account/details/", account.details, name="account_details"),
    path("account/password/", account.password, name="account_password"),
    path("account/prove/", account_factors.prove_again, name="account_prove"),
    path("account/codes/", account_factors.codes, name="account_codes"),
    path("account/passkeys/", account_factors.add_passkey, name="add_passkey"),
    path("account/passkeys/<uuid:passkey_id>/remove/", account_factors.remove_passkey, name="remove_passkey"),
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
    path("posts/<uuid:membership_id>/end/", post_end.end_post, name="end_post"),
    path("invitations/<uuid:invitation_id>/send-again/", colleagues.send_again, name="send_invitation_again"),
    path("invitations/<uuid:invitation_id>/withdraw/", colleagues.withdraw, name="withdraw_invitation"),
    path("log-in-services/", services.services, name="services"),
    path("log-in-services/new/", services.add_service, name="add_service"),
    path("log-in-services/<uuid:service_id>/", services.change_service, name="change_service"),
    path("log-in-services/<uuid:service_id>/retire/", services.retire_service, name="retire_service"),
    path("log-in/with/<uuid:service_id>/", views.log_in_with, name="log_in_with"),
    # The names of these and of their places are the library's.
    path("log-in/oidc/<uuid:provider_id>/back/", views.oidc_back, name="openid_connect_callback"),
    path("log-in/saml/<uuid:organization_slug>/back/", views.saml_back, name="saml_acs"),
    path("log-in/saml/<uuid:organization_slug>/finish/", views.saml_finish, name="saml_finish_acs"),
    path("log-in/saml/<uuid:organization_slug>/metadata/", views.saml_metadata, name="saml_metadata"),
    path("log-in/saml/<uuid:organization_slug>/log-out/", views.saml_no_log_out, name="saml_sls"),
    path("invite/<str:invitation>/service/", joining.invite_with_service, name="invite_with_service"),
    path("account/connect/", joining.connect, name="account_connect"),
    path("account/connect/<uuid:service_id>/", joining.begin_connecting, name="begin_connecting"),
    path("account/disconnect/", joining.disconnect, name="disconnect"),
]
