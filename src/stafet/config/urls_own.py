"""The addresses of a young person's own pages, and of the pages on which staff open them."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import mine, mine_conversations, mine_copy, mine_join, person_own

urlpatterns: list[URLPattern] = [
    path("mine/", mine.mine, name="mine"),
    path("mine/<uuid:person_id>/", mine.my_way, name="my_way"),
    path(
        "mine/<uuid:person_id>/conversations/",
        mine_conversations.my_conversations,
        name="my_conversations",
    ),
    path("mine/<uuid:person_id>/read/", mine.my_looks, name="my_looks"),
    path("mine/<uuid:person_id>/wrong/", mine.say_wrong, name="say_wrong"),
    path("mine/<uuid:person_id>/everything/", mine_copy.my_copy, name="my_copy"),
    path("mine/<uuid:person_id>/everything.json", mine_copy.my_copy_file, name="my_copy_file"),
    path("people/<uuid:person_id>/copy/", mine_copy.copy_for, name="copy_for"),
    path("people/<uuid:person_id>/copy.json", mine_copy.copy_file_for, name="copy_file_for"),
    path("join/<str:invitation>/", mine_join.join, name="join"),
    path("people/<uuid:person_id>/own/", person_own.person_own, name="person_own"),
    path("people/<uuid:person_id>/own/invite/", person_own.invite_self, name="invite_self"),
    path("people/<uuid:person_id>/custody/new/", person_own.add_custody, name="add_custody"),
    path("custody/<uuid:custody_id>/invite/", person_own.invite_custody_holder, name="invite_custody_holder"),
    path("custody/<uuid:custody_id>/end/", person_own.end_custody, name="end_custody"),
    path("own-log-ins/<uuid:login_id>/end/", person_own.end_own_login, name="end_own_login"),
]
