"""The way of one young person in dated words, how they see themselves, and a portfolio that the municipality has opened."""

from __future__ import annotations

from datetime import datetime, timedelta

from stafet.demo.story import Town
from stafet.kernel.actors import Actor
from stafet.kernel.periods import school_year_of
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.progress import api as progress
from stafet.progress.api import Audience, Reply, Voice, WordDraft

_SAID = (
    (80, "attending", "found_out", "Er kommet to ud af ti morgener. Vi ved ikke helt hvorfor endnu.", ""),
    (
        45,
        "attending",
        "begun",
        "Kommer de dage, hvor der er værksted.",
        "Det er nemmest, når jeg ved, hvad jeg skal.",
    ),
    (12, "attending", "on_the_way", "Fire ud af fem dage i tre uger i træk.", ""),
    (45, "wanting", "ideas", "Taler om både tømrer og maskiner, og har læst om begge.", ""),
    (30, "everyday", "with_support", "Står op selv, når mor ringer på vej til arbejde.", ""),
    (12, "working", "begun", "To dage i et værksted, mødte til tiden begge dage.", "De viste mig det først."),
)


def a_way_in_words(town: Town, person: people.Person, young: Actor, mother: Actor, at: datetime) -> None:
    """Bo says words over three months, one of them wrong; the young person and the mother say theirs beside."""
    words = [_say(town, person, said, at) for said in _SAID]
    wrong = _say(town, person, (5, "others", "alone", "Sad med de andre i frokostpausen.", ""), at)
    bo = town.actor("bo", at)
    draft = WordDraft("others", "on_the_way", at.date() - timedelta(days=5), "Sad med de andre i pausen.")
    progress.correct_word(word=wrong, draft=draft, because="Det var én gang.", by=bo, at=at)
    ground = "Har været i værkstedet, kender hverdagen der og vil gerne i gang. Vi har talt det igennem."
    ready = WordDraft("next", "education", at.date() - timedelta(days=2), ground, "Jeg glæder mig, tror jeg.")
    progress.say_progress(person=person, draft=ready, by=bo, at=at)
    progress.add_own_words(
        word=words[2],
        voice=Voice.YOUNG_PERSON,
        words="Det hjælper, at bussen går senere nu.",
        by=young,
        at=at,
    )
    progress.add_own_words(
        word=words[4], voice=Voice.HOME, words="Det går bedre, end jeg troede.", by=mother, at=at
    )
    own = WordDraft("wanting", "direction", at.date(), "Jeg vil være tømrer. Det var sjovt i værkstedet.")
    progress.say_own_progress(person=person, draft=own, by=young, at=at)
    _look_back(town, person, young, at)
    _collect(town, person, young, at)


def _say(
    town: Town, person: people.Person, said: tuple[int, str, str, str, str], at: datetime
) -> progress.ProgressWord:
    days, area, word, seen_in, own_words = said
    then = at - timedelta(days=days)
    draft = WordDraft(area, word, then.date(), seen_in, own_words)
    return progress.say_progress(person=person, draft=draft, by=town.actor("bo", then), at=then)


def _look_back(town: Town, person: people.Person, young: Actor, at: datetime) -> None:
    """Twice: in the autumn kept, and now shared, after Bo has asked."""
    first = {
        "good_at": Reply("not_yet"),
        "knows_some": Reply("a_little", "Jeg har været på besøg ét sted."),
        "next_thing": Reply("not_yet", wants_to_talk=True),
    }
    progress.reflect(person=person, replies=first, is_shared=False, by=young, at=at - timedelta(days=60))
    progress.invite_to_reflect(
        person=person,
        words="Så har vi noget at tale ud fra, når vi ses.",
        until_on=at.date() + timedelta(days=14),
        by=town.actor("bo", at),
        at=at,
    )
    second = {
        "good_at": Reply("example", "Jeg fik vinduet til at lukke, og ingen havde vist mig hvordan."),
        "knows_some": Reply("quite"),
        "own_choice": Reply(
            "a_little", "Min far ville hellere have, at jeg tog gymnasiet.", wants_to_talk=True
        ),
    }
    progress.reflect(person=person, replies=second, is_shared=True, by=young, at=at)


def _collect(town: Town, person: people.Person, young: Actor, at: datetime) -> None:
    organisations.decide_policy(
        municipality_id=town.municipality_id,
        rule=progress.PORTFOLIO,
        value=1,
        starts_on=school_year_of(at.date()).period.starts_on,
        decided="Børne- og skoleudvalget, punkt 7",
        by=town.actor("gro", at),
        at=at,
    )
    pieces = (
        (
            "Vinduet i værkstedet",
            "Vi skiftede et vindue. Jeg målte op og skar lister.",
            "At måle to gange.",
            "Jeg giver ikke op, når det driller.",
            Audience.PLAN,
        ),
        (
            "Kage til 40",
            "Jeg stod for kagerne til festen i klubben.",
            "At planlægge.",
            "",
            Audience.COUNSELLORS,
        ),
        ("Min sang", "Jeg har skrevet en sang færdig.", "", "", Audience.NOBODY),
    )
    for days, (title, did, learned, says_of_me, audience) in enumerate(pieces, start=9):
        draft = progress.PieceDraft(title, did, at.date() - timedelta(days=days), learned, says_of_me)
        progress.collect_piece(person=person, draft=draft, audience=audience, by=young, at=at)
