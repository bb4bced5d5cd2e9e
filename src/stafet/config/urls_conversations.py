"""The addresses of conversations, and of the search for whoever has not been reached."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import (
    contact,
    conversation_acts,
    conversation_counts,
    conversation_interest,
    conversations,
    interpreting,
    invitation,
    my_talks,
    unreached,
)

urlpatterns: list[URLPattern] = [
    path("contact/", unreached.unreached, name="unreached"),
    path("people/<uuid:person_id>/contact/", contact.person_contact, name="person_contact"),
    path("people/<uuid:person_id>/contact/new/", contact.record_attempt, name="record_attempt"),
    path("people/<uuid:person_id>/contact/decide/", contact.settle_contact, name="settle_contact"),
    path(
        "people/<uuid:person_id>/conversations/",
        conversations.person_conversations,
        name="person_conversations",
    ),
    path(
        "people/<uuid:person_id>/conversations/new/",
        conversations.plan_conversation,
        name="plan_conversation",
    ),
    path("conversations/", my_talks.my_talks, name="my_talks"),
    path("conversations/counts/", conversation_counts.conversation_counts, name="conversation_counts"),
    path("conversations/groups/new/", conversation_counts.record_group, name="record_group"),
    path("conversations/<uuid:conversation_id>/", conversations.conversation, name="conversation"),
    path(
        "conversations/<uuid:conversation_id>/invitation/",
        invitation.invitation,
        name="conversation_invitation",
    ),
    *(
        path(f"conversations/<uuid:conversation_id>/{part}/", view, name=view.__name__)
        for part, view in (
            ("hold", conversation_acts.hold_conversation),
            ("miss", conversation_acts.miss_conversation),
            ("cancel", conversation_acts.cancel_conversation),
            ("move", conversation_acts.move_conversation),
            ("agenda", conversation_acts.set_agenda),
            ("agreed", conversation_acts.agree_in_conversation),
            ("note", conversation_acts.write_shared_note),
            ("own-note", conversation_acts.write_own_note),
            ("interpreter", interpreting.note_interpreter),
            ("interest", conversation_interest.note_interest),
        )
    ),
]
