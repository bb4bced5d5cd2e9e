"""Guides: what to talk about, in our own words, to begin from. Each conversation has its own agenda after that."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.db import models
from django.utils.translation import gettext_lazy as _


class Topic(models.TextChoices):
    """One thing to talk about. It is kept as a code, so that each reader meets it in their own language."""

    HOW_ARE_YOU = "how_are_you", _("How are you just now?")
    WHAT_HAPPENED = "what_happened", _("What happened, as you see it?")
    WHAT_WORKED = "what_worked", _("What was good where you were?")
    WHAT_YOU_WANT = "what_you_want", _("What do you want to be different?")
    WHO_HELPS = "who_helps", _("Who can help you, and with what?")
    FIRST_STEP = "first_step", _("What is the smallest next step?")
    WHY_WE_MEET = "why_we_meet", _("Why do we meet, and what shall be clear afterwards?")
    OWN_WORDS_FIRST = "own_words_first", _("The young person begins: how does it go?")
    SEEN_BY_INSTITUTION = "seen_by_institution", _("How does the youth education see it?")
    SEEN_BY_GUIDANCE = "seen_by_guidance", _("How does guidance see it?")
    STAY_OR_CHANGE = "stay_or_change", _("Stay, pause or change: what speaks for each?")
    WHO_DOES_WHAT = "who_does_what", _("Who does what, and by when?")
    SINCE_LAST = "since_last", _("What has happened since last time?")
    WELL_BEING = "well_being", _("How are you among the others?")
    LEARNING = "learning", _("What goes well, and what is hard?")
    AGREED_STEPS = "agreed_steps", _("Which steps are done, which are still good?")
    UNTIL_NEXT = "until_next", _("What is important until next time?")
    WHAT_YOU_LIKE = "what_you_like", _("What do you like doing, and what are you good at?")
    WHAT_YOU_KNOW = "what_you_know", _("What do you know about the ways after grade 9?")
    WHAT_TO_TRY = "what_to_try", _("What would you like to see or try before you choose?")
    IF_IT_FAILS = "if_it_fails", _("What do you do if it does not work out?")
    AT_HOME = "at_home", _("What do you talk about at home?")


class Guide(models.TextChoices):
    """Which guide a conversation began from."""

    AFTER_BREAK_OFF = "after_break_off", _("First talk after a break-off")
    THREE_PARTY = "three_party", _("Three-party meeting")
    STATUS = "status", _("Status meeting")
    AFTER_GRADE_9 = "after_grade_9", _("The choice after grade 9")


_T = Topic

AGENDAS: Mapping[Guide, tuple[Topic, ...]] = MappingProxyType(
    {
        Guide.AFTER_BREAK_OFF: (
            _T.HOW_ARE_YOU,
            _T.WHAT_HAPPENED,
            _T.WHAT_WORKED,
            _T.WHAT_YOU_WANT,
            _T.WHO_HELPS,
            _T.FIRST_STEP,
        ),
        Guide.THREE_PARTY: (
            _T.WHY_WE_MEET,
            _T.OWN_WORDS_FIRST,
            _T.SEEN_BY_INSTITUTION,
            _T.SEEN_BY_GUIDANCE,
            _T.STAY_OR_CHANGE,
            _T.WHO_DOES_WHAT,
        ),
        Guide.STATUS: (_T.SINCE_LAST, _T.WELL_BEING, _T.LEARNING, _T.AGREED_STEPS, _T.UNTIL_NEXT),
        Guide.AFTER_GRADE_9: (
            _T.WHAT_YOU_LIKE,
            _T.WHAT_YOU_KNOW,
            _T.AT_HOME,
            _T.WHAT_TO_TRY,
            _T.IF_IT_FAILS,
            _T.FIRST_STEP,
        ),
    }
)
"""What each guide asks, in order. The young person's own words come before anybody else's."""
