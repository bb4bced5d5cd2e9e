"""Languages, interpreters and earlier education in the browser: written at work, corrected at home, known at the table."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from tests.cast import Cast
from tests.conftest import NOW
from tests.conversations.conftest import acting
from tests.factories import TODAY, Held
from tests.languages.test_speaking import say
from tests.own.conftest import Joins, joins
from tests.web.conftest import Answer, ClientFor, read
from tests.web.test_conversations import LATER, plan, written
from tests.web.test_mine import ONE_FACTOR, custody_of, parent, way, young

from stafet.access import api as access
from stafet.conversations import api as conversations
from stafet.conversations.api import Guest, InterpreterState, Party
from stafet.kernel import clock
from stafet.languages import api as languages
from stafet.languages.api import Interpreting, Language, Said, Whose

__all__ = ["joins", "parent", "young"]
SPOKEN = {"whose": "home", "language": "so", "named": "", "interpreter": "spoken"}
TOLD = {**SPOKEN, "said_by": "home", "starts_on": written(TODAY)}
SCHOOL = {
    "education": "Upper secondary school",
    "country": "Syria",
    "finished": "no",
    "years": "11",
    "papers": "not_seen",
}


def post(client: Client, path: str, sent: dict[str, str]) -> Answer:
    answer: Answer = client.post(path, sent, follow=True)
    return answer


def at_work(held: Held, part: str = "") -> str:
    return f"/people/{held.person.pk}/{part}"


def test_whoever_counsels_writes_down_a_language_and_ends_it(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    page = read(bo.get(at_work(amina, "language/")))
    assert "Nothing is written down. Ask them." in page
    assert "A child never interprets" in page
    page = read(post(bo, at_work(amina, "language/new/"), TOLD))
    for words in ("An interpreter is needed", "Somali: those at home", "Those at home said so"):
        assert words in page
    with acting(everyone.bo):
        row = languages.languages().get()
    page = read(post(bo, f"/languages/{row.pk}/end/", {"on": written(TODAY)}))
    assert "An interpreter is needed: for talking" in page
    assert "Somali: those at home" not in page, "nobody has to be booked any more"


def test_what_is_not_on_the_list_is_named_and_nothing_typed_is_lost(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    bo, there = client_for(everyone.bo), at_work(amina, "language/new/")
    page = read(post(bo, there, {**TOLD, "language": "other"}))
    assert "Say which language it is." in page
    assert "Fur" in read(post(bo, there, {**TOLD, "language": "other", "named": "Fur"}))
    page = read(post(bo, there, {**TOLD, "starts_on": written(LATER)}))
    assert "This day lies ahead" in page


def test_earlier_education_is_asked_about_and_answered_with_what_it_opens(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    page = read(post(bo, at_work(amina, "earlier-education/new/"), SCHOOL))
    assert "Upper secondary school, Syria" in page
    assert "Not finished, 11 years" in page
    with acting(everyone.bo):
        key = languages.educations().get().pk
    asked = {"of": "dk_agency", "on": written(TODAY), "look_again_on": written(LATER)}
    page = read(post(bo, f"/earlier-education/{key}/ask/", asked))
    assert "Danish Agency for Higher Education and Science was asked on" in page
    assert "Undersøg, om der er svar" in read(bo.get(at_work(amina)))
    answer = {
        "answer": "partly",
        "on": written(TODAY),
        "opens": "hf in two years",
        "talk_by": written(LATER),
    }
    page = read(post(bo, f"/earlier-education/{key}/answer/", answer))
    assert "recognised in part. hf in two years" in page
    assert "Tal om, hvad svaret" in read(bo.get(at_work(amina)))
    page = read(post(bo, f"/earlier-education/{key}/correct/", {**SCHOOL, "papers": "seen"}))
    assert "Papers were seen" in page


def test_whoever_has_no_task_with_it_is_told_so(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    gro = client_for(everyone.gro)
    page = read(gro.get(at_work(amina, "language/")))
    assert "read by those who counsel: not shown to you" in page
    assert gro.get(at_work(amina, "earlier-education/new/")).status_code == 404
    assert client_for(everyone.carl).get(at_work(amina, "language/")).status_code == 404


def test_the_young_person_asks_for_an_interpreter_and_somebody_has_to_act(
    everyone: Cast, amina: Held, young: access.User, client_for: ClientFor
) -> None:
    her = client_for(young)
    page = read(post(her, way(amina, "language/new/"), SPOKEN))
    assert "Those at home: Somali" in page
    assert "The young person said so" in page
    assert "Der bedes om tolk" in read(client_for(everyone.bo).get(at_work(amina)))
    with access.job_scope(everyone.hedeby.pk):
        key = languages.SpokenLanguage.objects.get().pk
    page = read(post(her, f"/mine/languages/{key}/end/", {"on": written(TODAY)}))
    assert "until" in page


def test_one_home_does_not_meet_what_another_home_says(
    everyone: Cast, amina: Held, joins: Joins, young: access.User, parent: access.User, client_for: ClientFor
) -> None:
    father = joins(amina, custody_of(amina, "Far Holm"), email="father@example.org")
    post(client_for(father), way(amina, "language/new/"), {**SPOKEN, "language": "ar"})
    post(
        client_for(father), way(amina, "language/new/"), {**SPOKEN, "whose": "young_person", "language": "da"}
    )
    page = read(client_for(parent).get(way(amina, "language/")))
    assert "The young person: Danish" in page
    assert "Arabic" not in page
    with access.job_scope(everyone.hedeby.pk):
        key = languages.SpokenLanguage.objects.get(language="ar").pk
    assert client_for(parent).get(f"/mine/languages/{key}/end/").status_code == 404
    assert "Arabic" in read(client_for(father).get(way(amina, "language/")))
    assert "Arabic" in read(client_for(young).get(way(amina, "language/")))
    assert "Arabic" not in client_for(parent).get(way(amina, "everything.json")).content.decode()


def test_with_one_factor_she_is_told_to_log_in_with_two(
    everyone: Cast, amina: Held, young: access.User
) -> None:
    say(everyone, amina)
    client = Client(headers={"accept-language": "en"})
    client.force_login(young, backend=ONE_FACTOR)
    page = read(client.get(way(amina, "language/")))
    assert "log in with two steps" in page
    assert "Somali" not in page


def test_her_own_earlier_education_is_hers_and_not_her_homes(
    everyone: Cast, amina: Held, young: access.User, parent: access.User, client_for: ClientFor
) -> None:
    post(client_for(everyone.bo), at_work(amina, "earlier-education/new/"), SCHOOL)
    assert "Upper secondary school, Syria" in read(client_for(young).get(way(amina, "language/")))
    assert "Syria" not in read(client_for(parent).get(way(amina, "language/")))


def test_whoever_plans_a_conversation_is_told_that_an_interpreter_is_needed(
    everyone: Cast, amina: Held, young: access.User, client_for: ClientFor
) -> None:
    say(everyone, amina)
    bo = client_for(everyone.bo)
    assert "Somali: those at home" in read(bo.get(at_work(amina, "conversations/new/")))
    here, page = plan(bo, amina, on=written(LATER))
    assert "An interpreter is needed" in page
    assert "The interpreter did not come" not in read(bo.get(f"{here}interpreter/")), "it lies ahead"
    page = read(post(bo, f"{here}interpreter/", {"what": "booked"}))
    assert "An interpreter is booked" in page
    assert "Somali: those at home" not in page
    assert "An interpreter is booked" in read(client_for(young).get(way(amina, "conversations/")))


def test_one_may_be_booked_while_planning(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    _, page = plan(client_for(everyone.bo), amina, on=written(LATER), interpreter_booked="on")
    assert "An interpreter is booked" in page


@pytest.mark.parametrize("came", [InterpreterState.CAME, InterpreterState.DID_NOT_COME])
def test_whether_they_came_is_said_afterwards(
    everyone: Cast, amina: Held, client_for: ClientFor, came: InterpreterState
) -> None:
    plan(client_for(everyone.bo), amina, on=written(LATER))
    with acting(everyone.bo) as bo:
        row = conversations.conversations().get()
        with pytest.raises(conversations.NotYet):
            conversations.note_interpreter(conversation=row, what=came, by=bo, at=NOW)
        after = NOW + timedelta(days=7)
        conversations.note_interpreter(conversation=row, what=came, by=bo, at=after)
        assert conversations.conversations().get().interpreter == came
        conversations.cancel_conversation(conversation=row, because="She is ill", by=bo, at=NOW)
        with pytest.raises(conversations.ChangedByNow, match="is cancelled"):
            conversations.note_interpreter(conversation=row, what=InterpreterState.NOT_NEEDED, by=bo, at=NOW)


def test_whoever_is_invited_learns_that_an_interpreter_comes_and_not_in_which_language(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    say(everyone, amina, language=Language.TIGRINYA, whose=Whose.YOUNG_PERSON, said_by=Said.COLLEAGUE)
    with acting(everyone.bo) as bo:
        draft = conversations.ConversationDraft(
            kind=conversations.ConversationKind.GUIDANCE,
            planned_at=clock.now() + timedelta(days=3),
            way=conversations.ConversationWay.MEETING,
            organisation_id=everyone.guidance.pk,
            guests=(Guest(Party.YOUNG_PERSON), Guest(Party.INSTITUTION, everyone.freja.pk)),
            interpreter_booked=True,
        )
        row = conversations.plan_conversation(person=amina.person, draft=draft, by=bo, at=NOW)
    page = read(client_for(everyone.freja).get(f"/conversations/{row.pk}/invitation/"))
    assert "An interpreter comes" in page
    assert "Tigrinya" not in page


def test_an_interpreter_for_writing_only_is_not_asked_for_at_the_table(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    say(everyone, amina, interpreter=Interpreting.WRITTEN)
    _, page = plan(client_for(everyone.bo), amina, on=written(LATER))
    assert "An interpreter is needed" not in page
