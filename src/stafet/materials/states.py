"""The closed lists of materials, stories and the communication plan, and what can become of each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.transitions import TransitionTable


class MaterialKind(models.TextChoices):
    """What a text is for."""

    INFORMATION = "information", _("Information")
    LETTER = "letter", _("Letter to copy from")
    QUESTIONS = "questions", _("Questions and answers")
    COMPETENCE = "competence", _("What one needs to be able to do")
    CHECKLIST = "checklist", _("Checklist")
    OPPORTUNITY = "opportunity", _("Letter about a special opportunity")


class Audience(models.TextChoices):
    """Who reads it."""

    PUPIL = "pupil", _("Pupils")
    HOME = "home", _("Those at home")
    STAFF = "staff", _("Staff")
    COMPANY = "company", _("Companies")


FOR_EVERYONE = (Audience.HOME, Audience.COMPANY)
"""What is published to these stands on a page without a log-in."""


class EditionState(models.TextChoices):
    """Where one version of a text in one language stands."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("A newer version has taken its place")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class EditionMove(models.TextChoices):
    """What can happen to a version."""

    PUBLISH = "publish", _("Publish it")
    SUPERSEDE = "supersede", _("A newer version is published")
    WITHDRAW = "withdraw", _("Withdraw it")


_E, _M = EditionState, EditionMove
EDITION: TransitionTable[EditionState, EditionMove] = TransitionTable(
    {
        (_E.DRAFT, _M.PUBLISH): _E.PUBLISHED,
        (_E.DRAFT, _M.WITHDRAW): _E.WITHDRAWN,
        (_E.PUBLISHED, _M.SUPERSEDE): _E.SUPERSEDED,
        (_E.PUBLISHED, _M.WITHDRAW): _E.WITHDRAWN,
    }
)


class StoryState(models.TextChoices):
    """Where a story stands."""

    WRITTEN = "written", _("Written, and not told yet")
    PUBLISHED = "published", _("Told")
    WITHDRAWN = "withdrawn", _("Taken back")


class StoryMove(models.TextChoices):
    """What can happen to a story."""

    PUBLISH = "publish", _("Tell it")
    WITHDRAW = "withdraw", _("Take it back")


_S = StoryState
STORY: TransitionTable[StoryState, StoryMove] = TransitionTable(
    {
        (_S.WRITTEN, StoryMove.PUBLISH): _S.PUBLISHED,
        (_S.WRITTEN, StoryMove.WITHDRAW): _S.WITHDRAWN,
        (_S.PUBLISHED, StoryMove.WITHDRAW): _S.WITHDRAWN,
    }
)


class Channel(models.TextChoices):
    """How somebody is told. Stafet sends none of it: it remembers that it is to be done, and by whom."""

    MEETING = "meeting", _("At a meeting")
    TALK = "talk", _("In a conversation")
    SCHOOL_PLATFORM = "school_platform", _("On the school’s own platform")
    DIGITAL_POST = "digital_post", _("By digital post")
    LETTER = "letter", _("By letter")
    MAIL = "mail", _("By e-mail")
    WEB = "web", _("On the municipality’s website")
    VISIT = "visit", _("By a visit or a call")


class TellingState(models.TextChoices):
    """Where a line of the communication plan stands."""

    PLANNED = "planned", _("Planned")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Not needed any more")


class TellingMove(models.TextChoices):
    """What can happen to a line of the plan."""

    FINISH = "finish", _("It is done")
    DROP = "drop", _("It is not needed any more")


_T = TellingState
TELLING: TransitionTable[TellingState, TellingMove] = TransitionTable(
    {
        (_T.PLANNED, TellingMove.FINISH): _T.DONE,
        (_T.PLANNED, TellingMove.DROP): _T.DROPPED,
    }
)
