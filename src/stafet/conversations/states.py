"""The closed lists of this room, and what can become of a conversation."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.transitions import TransitionTable


class ContactWay(models.TextChoices):
    """How somebody is sought."""

    LETTER = "letter", _("Letter")
    MESSAGE = "message", _("Text message")
    TELEPHONE = "telephone", _("Telephone")
    SCHOOL = "school", _("The former school")
    HOME = "home", _("Those with custody")
    HOME_VISIT = "home_visit", _("Home visit by two")
    SOCIAL_SERVICE = "social_service", _("The social service")


class ContactOutcome(models.TextChoices):
    """What came of one attempt."""

    REACHED = "reached", _("Reached")
    NO_ANSWER = "no_answer", _("No answer")
    WRONG_CONTACT_DATA = "wrong_contact_data", _("Wrong contact data")
    NOT_KNOWN = "not_known", _("Not known there")
    DECLINED = "declined", _("Does not want contact")


class ContactSituation(models.TextChoices):
    """Where the search for somebody stands. All but the last two are open: somebody has to act."""

    ON_THE_LADDER = "on_the_ladder", _("On the ladder")
    UNREACHABLE = "unreachable", _("Everything was tried, no answer")
    WRONG_CONTACT_DATA = "wrong_contact_data", _("Wrong contact data")
    NOT_KNOWN = "not_known", _("Not known where we asked")
    DECLINED = "declined", _("Does not want contact")
    REACHED = "reached", _("Reached")
    SETTLED = "settled", _("Decided otherwise")


OPEN_SITUATIONS = (
    ContactSituation.ON_THE_LADDER,
    ContactSituation.UNREACHABLE,
    ContactSituation.WRONG_CONTACT_DATA,
    ContactSituation.NOT_KNOWN,
    ContactSituation.DECLINED,
)
"""Whoever is in one of these has not been reached, and nobody has decided anything else."""


class ConversationKind(models.TextChoices):
    """Which conversation it is."""

    GUIDANCE = "guidance", _("Guidance conversation")
    THREE_PARTY = "three_party", _("Three-party meeting")
    STATUS = "status", _("Status meeting")
    CONTACT_TEACHER = "contact_teacher", _("Conversation with the contact teacher")
    HOME = "home", _("Conversation with those at home")


class ConversationWay(models.TextChoices):
    """How one meets."""

    MEETING = "meeting", _("Meeting")
    TELEPHONE = "telephone", _("Telephone")
    VIDEO = "video", _("Video")
    WALK = "walk", _("Walk and talk")
    HOME_VISIT = "home_visit", _("At home")


class ConversationState(models.TextChoices):
    """Where a conversation stands."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    NOT_ATTENDED = "not_attended", _("The young person did not come")
    CANCELLED = "cancelled", _("Cancelled")


class ConversationMove(models.TextChoices):
    """What can happen to a conversation."""

    HOLD = "hold", _("Hold it")
    MISS = "miss", _("Write down that the young person did not come")
    CANCEL = "cancel", _("Cancel it")


_S, _M = ConversationState, ConversationMove

CONVERSATION: TransitionTable[ConversationState, ConversationMove] = TransitionTable(
    {
        (_S.PLANNED, _M.HOLD): _S.HELD,
        (_S.PLANNED, _M.MISS): _S.NOT_ATTENDED,
        (_S.PLANNED, _M.CANCEL): _S.CANCELLED,
    }
)


class ConversationOutcome(models.TextChoices):
    """What came of a conversation that was held."""

    ON_THE_WAY = "on_the_way", _("It goes on as planned")
    SOMETHING_AGREED = "something_agreed", _("Something was agreed")
    NEEDS_MORE = "needs_more", _("More has to be talked about")
    NOTHING_AGREED = "nothing_agreed", _("Nothing was agreed")


class InterpreterState(models.TextChoices):
    """What is known of an interpreter at a conversation. In which language is not told here."""

    BOOKED = "booked", _("An interpreter is booked")
    CAME = "came", _("An interpreter was there")
    NOT_NEEDED = "not_needed", _("No interpreter was needed")
    DID_NOT_COME = "did_not_come", _("The interpreter did not come")


AFTERWARDS = (InterpreterState.CAME, InterpreterState.DID_NOT_COME)
"""What can only be said once the conversation has begun."""


class Party(models.TextChoices):
    """As what somebody takes part. Only people at work are named."""

    YOUNG_PERSON = "young_person", _("The young person")
    CUSTODY_HOLDER = "custody_holder", _("Those with custody")
    GUIDANCE = "guidance", _("Guidance")
    INSTITUTION = "institution", _("The youth education")
    SCHOOL = "school", _("The school")
    OTHERS = "others", _("Others")


class GroupTopic(models.TextChoices):
    """What guidance of a group was about."""

    CHOICE = "choice", _("Choosing what comes after school")
    EDUCATIONS = "educations", _("Educations and ways in")
    WORKING_LIFE = "working_life", _("Working life")
    SELF = "self", _("Knowing oneself and deciding")
    INFORMATION = "information", _("Information meeting")
    OTHER = "other", _("Something else")
