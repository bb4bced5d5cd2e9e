"""The closed lists of this room, and what can become of education from another country."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.countries import Country
from stafet.kernel.transitions import TransitionTable


class Language(models.TextChoices):
    """Languages by their ISO 639 codes; the last one is for all others, by name."""

    ALBANIAN = "sq", _("Albanian")
    AMHARIC = "am", _("Amharic")
    ARABIC = "ar", _("Arabic")
    BENGALI = "bn", _("Bengali")
    BOSNIAN = "hbs", _("Bosnian, Croatian or Serbian")
    BULGARIAN = "bg", _("Bulgarian")
    BURMESE = "my", _("Burmese")
    CHINESE = "zh", _("Chinese")
    DANISH = "da", _("Danish")
    DARI = "prs", _("Dari")
    ENGLISH = "en", _("English")
    FAROESE = "fo", _("Faroese")
    FINNISH = "fi", _("Finnish")
    FRENCH = "fr", _("French")
    GERMAN = "de", _("German")
    GREENLANDIC = "kl", _("Greenlandic")
    HINDI = "hi", _("Hindi")
    HUNGARIAN = "hu", _("Hungarian")
    ICELANDIC = "is", _("Icelandic")
    KURMANJI = "kmr", _("Kurdish, Kurmanji")
    SORANI = "ckb", _("Kurdish, Sorani")
    LATVIAN = "lv", _("Latvian")
    LITHUANIAN = "lt", _("Lithuanian")
    NEPALI = "ne", _("Nepali")
    NORWEGIAN = "no", _("Norwegian")
    OROMO = "om", _("Oromo")
    PASHTO = "ps", _("Pashto")
    PERSIAN = "fa", _("Persian")
    POLISH = "pl", _("Polish")
    PORTUGUESE = "pt", _("Portuguese")
    PUNJABI = "pa", _("Punjabi")
    ROMANI = "rom", _("Romani")
    ROMANIAN = "ro", _("Romanian")
    RUSSIAN = "ru", _("Russian")
    SAMI = "smi", _("Sami")
    SIGN = "sgn", _("Sign language")
    SOMALI = "so", _("Somali")
    SPANISH = "es", _("Spanish")
    SWAHILI = "sw", _("Swahili")
    SWEDISH = "sv", _("Swedish")
    TAGALOG = "tl", _("Tagalog")
    TAMIL = "ta", _("Tamil")
    THAI = "th", _("Thai")
    TIGRINYA = "ti", _("Tigrinya")
    TURKISH = "tr", _("Turkish")
    UKRAINIAN = "uk", _("Ukrainian")
    URDU = "ur", _("Urdu")
    VIETNAMESE = "vi", _("Vietnamese")
    OTHER = "other", _("Another language")


class Whose(models.TextChoices):
    """Who speaks it."""

    YOUNG_PERSON = "young_person", _("The young person")
    HOME = "home", _("Those at home")


class Interpreting(models.TextChoices):
    """Whether somebody is needed who interprets or translates, and for what."""

    NO = "no", _("Not needed")
    SPOKEN = "spoken", _("For talking")
    WRITTEN = "written", _("For writing")
    BOTH = "both", _("For talking and writing")


FOR_TALKING = (Interpreting.SPOKEN, Interpreting.BOTH)
"""What a conversation needs an interpreter for."""


class Said(models.TextChoices):
    """Who said that it is so."""

    YOUNG_PERSON = "young_person", _("The young person said so")
    HOME = "home", _("Those at home said so")
    COLLEAGUE = "colleague", _("A colleague said so")


class Papers(models.TextChoices):
    """Whether somebody has seen papers of an education."""

    SEEN = "seen", _("Papers were seen")
    NOT_SEEN = "not_seen", _("There are papers, not seen yet")
    NONE = "none", _("There are no papers")


class Authority(models.TextChoices):
    """Who is asked what an education from another country is worth. To be verified with the authority itself."""

    AGENCY_DK = "dk_agency", _("Danish Agency for Higher Education and Science")
    COUNCIL_SE = "se_council", _("Swedish Council for Higher Education (UHR)")
    SCHOOL = "school", _("The school or institution itself")


AUTHORITIES: Mapping[Country, tuple[Authority, ...]] = {
    Country.DK: (Authority.AGENCY_DK, Authority.SCHOOL),
    Country.SE: (Authority.COUNCIL_SE, Authority.SCHOOL),
}
"""Whom one asks in which country."""


class RecognitionState(models.TextChoices):
    """Where a recognition stands."""

    NOT_ASKED = "not_asked", _("Nobody has been asked yet")
    WAITING = "waiting", _("Waits for an answer")
    ANSWERED = "answered", _("Answered")


class RecognitionMove(models.TextChoices):
    """What can happen to it."""

    ASK = "ask", _("Ask what it is worth")
    ANSWER = "answer", _("Write down the answer")


class RecognitionAnswer(models.TextChoices):
    """What was answered."""

    WHOLLY = "wholly", _("Recognised")
    PARTLY = "partly", _("Recognised in part")
    NOT = "not", _("Not recognised")
    MORE_NEEDED = "more_needed", _("More papers are needed")


_S, _M = RecognitionState, RecognitionMove

RECOGNITION: TransitionTable[RecognitionState, RecognitionMove] = TransitionTable(
    {
        (_S.NOT_ASKED, _M.ASK): _S.WAITING,
        (_S.WAITING, _M.ANSWER): _S.ANSWERED,
        (_S.ANSWERED, _M.ASK): _S.WAITING,
    }
)
"""Who was answered may ask anew, somebody else or with more papers; the earlier answer stays in the history."""
