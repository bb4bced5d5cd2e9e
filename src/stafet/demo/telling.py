"""What the demonstration tells: texts in every state, a translation that is older, a story in every state, and a plan with something overdue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from stafet.access import api as access
from stafet.demo.own import PUPIL, YOUNG
from stafet.demo.staff import employee
from stafet.demo.story import Town
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country
from stafet.kernel.periods import school_year_of
from stafet.materials import api as materials
from stafet.materials.api import (
    Answer,
    Audience,
    Channel,
    EditionFacts,
    Material,
    PersonStory,
    Starter,
    StoryFacts,
    TellingFacts,
)
from stafet.own import api as own
from stafet.people import api as people
from stafet.placements.api import How, SchemeKind, Voice

_JML = SchemeKind.JUNIOR_APPRENTICESHIP.value
_UNPUBLISHED, _LOOKED_OVER = "jml-staff", "jml-companies"
_TRANSLATED = "jml-home-questions"
_ARABIC = EditionFacts(
    "ar",
    "التلمذة المهنية المبكرة: أسئلة وأجوبة للعائلة",
    "## هل يمكن التراجع؟\n\nنعم. يمكن لطفلكم العودة إلى صفه في جميع الأيام، ونضع معكم خطة لتعويض ما فاته.\n\n"
    "## هل يغلق ذلك طريق الثانوية؟\n\nلا يفتحها وحده: يلزم اختبار قبول ومحادثة.",
    translated_by="Egekøbing Kommune, tolkekontoret",
)
_TOLD = StoryFacts(
    "Han kom før de andre",
    "En elev i 9. klasse havde svært ved at komme op. Efter tre onsdage på et værksted mødte han før mesteren.\n\n"
    "**Hvad hjalp:** en kontaktperson, der ringede, og en opgave, der var hans.",
    _JML,
)
_ASKED = StoryFacts(
    "Lampen lyser stadig", "En elev byggede en lampe til sin mormor og regnede selv ledningen ud.", _JML
)
_OPEN = StoryFacts(
    "Tre værksteder på én uge",
    "Vi skrev ét brev og ringede tre gange. Tre værksteder sagde ja.\n\n- Brevet var kort\n- Vi ringede før klokken ni\n- Vi sagde, hvem man ringer til",
    _JML,
)


def tell_the_town(town: Town, at: datetime) -> None:
    """The library, the stories and the plan of the Danish municipality."""
    rows = _fill_library(town.municipality_id, Country.DK, at)
    _tell_stories(town, at)
    _plan(
        town.municipality_id,
        rows["jml-opportunity"],
        _DANISH,
        responsible=[employee("bo").pk, employee("ditte").pk],
        at=at,
    )


def tell_in_sweden(municipality_id: UUID, responsible: UUID, at: datetime) -> None:
    """PRAO for pupils and hosts, and who tells them."""
    rows = _fill_library(municipality_id, Country.SE, at)
    _plan(municipality_id, rows["prao-hosts"], _SWEDISH, responsible=[responsible], at=at)


def _fill_library(municipality_id: UUID, country: Country, at: datetime) -> dict[str, Material]:
    """Every shipped text is the town's own; most are published, one waits to be, one is looked over today."""
    rows: dict[str, Material] = {}
    for starter in materials.starters(country):
        row = materials.copy_starter(municipality_id=municipality_id, starter=starter, by=SYSTEM, at=at)
        rows[starter.slug] = row
        if starter.slug != _UNPUBLISHED:
            _publish(row, [each.language for each in starter.editions], at)
        if starter.slug == _LOOKED_OVER:
            _look_over(starter, row, at)
    if _TRANSLATED in rows:
        _translate(rows[_TRANSLATED], at)
    return rows


def _publish(row: Material, languages: list[str], at: datetime) -> None:
    """What was to be decided is decided, and the draft is published."""
    for language in languages:
        draft = materials.shelves([row])[0].drafts[language]
        facts = EditionFacts(
            language,
            draft.title,
            draft.words.replace(f" {materials.TO_VERIFY}", "").replace(materials.TO_VERIFY, "70 20 30 40"),
            translated_by=draft.translated_by,
        )
        materials.write_edition(material=row, facts=facts, by=SYSTEM, at=at)
        materials.publish_edition(edition=draft, by=SYSTEM, at=at)


def _look_over(starter: Starter, row: Material, at: datetime) -> None:
    facts = replace(starter.facts, look_again_on=at.date())
    materials.change_material(material=row, facts=facts, by=SYSTEM, at=at)


def _translate(row: Material, at: datetime) -> None:
    """The Arabic text was made of the Danish one before its last version."""
    arabic = materials.write_edition(material=row, facts=_ARABIC, by=SYSTEM, at=at)
    materials.publish_edition(edition=arabic, by=SYSTEM, at=at)
    later = at + timedelta(hours=1)
    danish = materials.shelves([row])[0].published["da"]
    facts = EditionFacts(
        "da", danish.title, f"{danish.words}\n\n## Hvornår skal vi svare?\n\nSenest den 15. maj."
    )
    again = materials.write_edition(material=row, facts=facts, by=SYSTEM, at=later)
    materials.publish_edition(edition=again, by=SYSTEM, at=later)


def _tell_stories(town: Town, at: datetime) -> None:
    """One about nobody, one that waits for an answer at home, one told with its yes, one taken back with a no."""
    bo = town.actor("bo", at)
    materials.tell_story(
        municipality_id=town.municipality_id,
        facts=_OPEN,
        is_about_nobody=True,
        is_shared=True,
        by=bo,
        at=at,
    )
    materials.write_story(person=_of(YOUNG), facts=_ASKED, by=SYSTEM, at=at)
    pupil = _of(PUPIL)
    story = materials.write_story(person=pupil, facts=_TOLD, by=SYSTEM, at=at)
    _answer(story, pupil, at, is_yes=True)
    materials.publish_story(story=story, holders=own.custody_holders(pupil, on=at.date()), by=SYSTEM, at=at)
    refused = materials.write_story(person=pupil, facts=_ASKED, by=SYSTEM, at=at)
    _answer(refused, pupil, at, is_yes=False)


def _answer(story: PersonStory, person: people.Person, at: datetime, *, is_yes: bool) -> None:
    """What they said in a conversation: each with custody, and the young person last."""
    holders = own.custody_holders(person, on=at.date()) if is_yes else ()
    for key in (*(each.custody_id for each in holders), None):
        materials.answer_story(
            story=story,
            answer=Answer(is_yes, is_shared=is_yes, custody_id=key),
            how=How.PAPER,
            holders=holders,
            voice=Voice.STAFF,
            by=SYSTEM,
            at=at,
        )


def _of(email: str) -> people.Person:
    """Whose log-in it is."""
    user = access.User.objects.get(email=email)
    return people.Person.objects.get(pk=own.PersonalLogin.objects.get(user=user).person_id)


_SWEDISH = (
    "Prao presenteras i årskurs 7",
    "Brev om prao till dem där hemma",
    "Företag tillfrågas om nästa läsår",
    "Arbetslagen läser vad man behöver kunna",
    "Annons i tidningen",
    "Gick bra",
    "Tidningen är nedlagd",
)
_DANISH = (
    "Juniormesterlære præsenteres i 7. klasse",
    "Brev om en særlig mulighed",
    "Virksomheder spørges om næste skoleår",
    "Teamene læser, hvad man skal kunne",
    "Annonce i ugeavisen",
    "Gik godt",
    "Avisen er lukket",
)
_LINES = (
    ((Audience.PUPIL, Audience.HOME), Channel.MEETING, -6),
    ((Audience.HOME,), Channel.SCHOOL_PLATFORM, 0),
    ((Audience.COMPANY,), Channel.MAIL, 40),
    ((Audience.STAFF,), Channel.MEETING, -30),
    ((Audience.COMPANY,), Channel.WEB, 12),
)


def _plan(
    municipality_id: UUID, text: Material, words: Sequence[str], *, responsible: list[UUID], at: datetime
) -> None:
    """Overdue, due today, ahead, done, dropped."""
    today = at.date()
    rows = [
        materials.plan_telling(
            municipality_id=municipality_id,
            facts=TellingFacts(
                starts_in=school_year_of(today).period.starts_on.year,
                what=words[number],
                audiences=audiences,
                channel=channel,
                due_on=today + timedelta(days=days),
                responsible_id=responsible[number % len(responsible)],
                scheme_kind=text.scheme_kind,
                material_id=text.pk,
            ),
            by=SYSTEM,
            at=at,
        )
        for number, (audiences, channel, days) in enumerate(_LINES)
    ]
    materials.finish_telling(telling=rows[3], on=today, words=words[-2], by=SYSTEM, at=at)
    materials.drop_telling(telling=rows[4], words=words[-1], by=SYSTEM, at=at)
