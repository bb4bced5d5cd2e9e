"""A small world in which every relation between a person and an organisation stands once, and every field is marked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.accounts.key_pairs import new_key_pair
from stafet.attachment import api as attachment
from stafet.audit import api as audit
from stafet.careerplans import api as careerplans
from stafet.conversations import api as conversations
from stafet.emergency import api as emergency
from stafet.grants import api as grants
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import SYSTEM, Actor
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import DataClass
from stafet.logcontrol import api as logcontrol
from stafet.messages import api as messages
from stafet.offsystem import api as offsystem
from stafet.organisations import api as organisations
from stafet.outreach import api as outreach
from stafet.partnerships import api as partnerships
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.watch import api as watch
from tests.cast import Cast
from tests.kernel.numbers import danish_number
from tests.trust.aside import plan_aside
from tests.trust.background import background_of
from tests.trust.expectations import FILED, PERSONS
from tests.trust.files import files_of
from tests.trust.followed import followed
from tests.trust.in_events import in_events
from tests.trust.in_wishes import in_wishes
from tests.trust.markers import marker
from tests.trust.offered import offers_of
from tests.trust.on_the_way import on_the_way
from tests.trust.own import own_log_ins
from tests.trust.placed import placed
from tests.trust.planned import council_and_region, planned
from tests.trust.rechoice import break_off_and_worry
from tests.trust.twins import register_twins

Object = UUID | str | int
A, B, D = DataClass.IDENTITY, DataClass.CONTACT, DataClass.PROCESS


@dataclass(slots=True)
class World:
    """The cast, the persons by name, and every object an address may name, by the name of its place in addresses."""

    cast: Cast
    at: datetime
    persons: dict[str, people.Person] = field(default_factory=dict)
    twins: dict[str, people.Person] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    objects: dict[str, dict[str, Object]] = field(default_factory=dict)
    loads: dict[UUID, str] = field(default_factory=dict)
    olga: access.User | None = None
    ida: access.User | None = None
    planners: dict[str, access.User] = field(default_factory=dict)
    own: dict[str, access.User] = field(default_factory=dict)

    def user(self, name: str) -> access.User:
        """A member of the cast, the one who keeps the registers elsewhere or runs accounts, or somebody in own name."""
        if name in self.own:
            return self.own[name]
        if name in self.planners:
            return self.planners[name]
        if name == "olga" and self.olga is not None:
            return self.olga
        if name == "ida" and self.ida is not None:
            return self.ida
        user: access.User = getattr(self.cast, name)
        return user

    def actor(self, name: str) -> Actor:
        """A member of the cast, as the ``by`` of an action."""
        return access.actor_for(self.user(name), at=self.at)


def build_world(cast: Cast, at: datetime) -> World:
    """Every person, in the relation that ``expectations`` describes."""
    world = World(cast, at)
    home = {"benny": cast.school, "david": cast.school, "elin": cast.other_guidance}
    for number, name in enumerate(name for name in PERSONS if name not in FILED):
        _take_in(world, name, home.get(name, cast.guidance), number)
    _hand_over(world, "cilla", by="bo")
    _accept(world, _hand_over(world, "david", by="ditte"))
    _decline(world, _hand_over(world, "hanne", by="bo"))
    _ask_for(world, "amina", by="freja")
    register_twins(world)
    _hide(world, "farah", named=None)
    _hide(world, "gudrun", named="bo")
    _open_in_emergency(world, "amina", by="ditte")
    with access.job_scope(cast.hedeby.pk):
        sent = messages.OutgoingMessage.objects.order_by("pk").values_list("pk", flat=True)
        world.objects["message_id"] = {"": sent[0]}
    world.olga = _keeper_elsewhere(world)
    world.objects["position"] = {"": 1}
    for name, file in zip(FILED, files_of(world.cast, at), strict=True):
        world.objects.setdefault("source_id", {})[name] = file.source_id
        world.objects.setdefault("load_id", {})[name] = file.load_id
        world.loads[file.load_id] = name
    world.objects["question_id"] = {"": _look_up_question(world)}
    world.objects["slip_id"] = {"": _slip_elsewhere(world)}
    world.ida = _administrator(world)
    world.objects |= _accounts_elsewhere(world) | _co_operation(world)
    world.objects |= _administered_elsewhere(world)
    world.planners = council_and_region(world.cast, at)
    world.objects |= planned(world.cast, at)
    world.own = own_log_ins(world.persons, world.objects, at)
    _upper_rooms(world, "amina", by="bo")
    world.objects["code"] = {"": watch.LostCode.STEP_OVERDUE.value}
    return world


def _take_in(world: World, name: str, organisation: organisations.Organisation, number: int) -> None:
    municipality = world.cast.elsewhere if name == "elin" else world.cast.hedeby
    with access.job_scope(municipality.pk):
        _covered(world, name, municipality, organisation, number)


def _covered(
    world: World,
    name: str,
    municipality: organisations.Municipality,
    organisation: organisations.Organisation,
    number: int,
) -> None:
    at, by = world.at, SYSTEM
    born_on = at.date() - timedelta(days=16 * 366 + number)
    person = people.register_person(
        municipality_id=municipality.pk,
        draft=people.PersonDraft(
            given_names=marker(name, A, "given"),
            family_name=marker(name, A, "family"),
            birth_date=born_on,
            email=f"{marker(name, B, 'email')}@example.org",
            phone=marker(name, B, "phone"),
        ),
        by=by,
        at=at,
    )
    people.set_number(person=person, number=danish_number(born_on, number), by=by, at=at)
    world.numbers[name] = danish_number(born_on, number)
    world.persons[name] = person
    spell = pathways.record_spell(
        person=person,
        draft=pathways.SpellDraft(
            kind=ActivityKind.BASIC_SCHOOL,
            organisation_id=world.cast.school.pk,
            unit_id=world.cast.class_9a.pk if name == "benny" else None,
            starts_on=at.date() - timedelta(days=30),
            programme_name=marker(name, D, "programme"),
        ),
        by=by,
        at=at,
    )
    step = responsibility.StepDraft(
        kind=responsibility.StepKind.FOLLOW_UP,
        due_on=at.date() + timedelta(days=3),
        words=marker(name, D, "words"),
    )
    responsibility.take_in(
        person=person, organisation_id=organisation.pk, rule="dk.coverage.from_grade", step=step, by=by, at=at
    )
    if name == "benny":
        _teach(world, person, spell)
    steps = responsibility.NextStep.objects.filter(person=person).order_by("pk")
    world.objects.setdefault("person_id", {})[name] = person.pk
    world.objects.setdefault("step_id", {})[name] = steps[0].pk
    world.objects.setdefault("spell_id", {})[name] = spell.pk


def _teach(world: World, person: people.Person, spell: pathways.Spell) -> None:
    draft = grants.GrantDraft(
        organisation_id=world.cast.school.pk,
        unit_id=world.cast.class_9a.pk,
        purpose=access.Purpose.TEACHING,
        basis="stafet.sharing.holder",
        classes="ABDG",
        source=access.Grant.Source.CLASS,
        source_id=spell.pk,
    )
    grants.open_grants(
        municipality_id=person.municipality_id, person_id=person.pk, grants=[draft], by=SYSTEM, at=world.at
    )


def _hand_over(world: World, name: str, *, by: str) -> responsibility.Handover:
    with access.user_scope(world.user(by).pk):
        handover = responsibility.offer_handover(
            person=world.persons[name],
            to=responsibility.Receiver(organisation_id=world.cast.vocational.pk),
            kind=responsibility.HandoverKind.START,
            message=marker(name, D, "message"),
            basis="dk.sharing.transition",
            starts_on=None,
            by=world.actor(by),
            at=world.at,
        )
    world.objects.setdefault("handover_id", {})[name] = handover.pk
    return handover


def _accept(world: World, handover: responsibility.Handover) -> None:
    with access.user_scope(world.user("freja").pk):
        responsibility.accept_handover(
            handover=handover,
            first_step=responsibility.StepDraft(
                kind=responsibility.StepKind.FIRST_CONTACT,
                due_on=world.at.date() + timedelta(days=2),
                words=marker("david", D, "firststep"),
            ),
            by=world.actor("freja"),
            at=world.at,
        )


def _decline(world: World, handover: responsibility.Handover) -> None:
    with access.user_scope(world.user("freja").pk):
        responsibility.decline_handover(
            handover=handover,
            reason=responsibility.DeclineReason.NOT_OURS,
            words=marker("hanne", D, "declined"),
            by=world.actor("freja"),
            at=world.at,
        )


def _ask_for(world: World, name: str, *, by: str) -> None:
    with access.user_scope(world.user(by).pk):
        responsibility.request_person(
            municipality_id=world.cast.hedeby.pk,
            national_number=world.numbers[name],
            by_organisation_id=world.cast.vocational.pk,
            words=marker(name, D, "asked"),
            by=world.actor(by),
            at=world.at,
        )
    with access.job_scope(world.cast.hedeby.pk):
        request = responsibility.HoldingRequest.objects.get(person=world.persons[name])
    world.objects.setdefault("request_id", {})[name] = request.pk


def _open_in_emergency(world: World, name: str, *, by: str) -> None:
    ask = emergency.EmergencyAsk(
        organisation_id=world.cast.school.pk,
        municipality_id=world.cast.hedeby.pk,
        reason=emergency.EmergencyReason.HERE_NOW,
        words="The young person is at our door and in need",
        reference="2026-114",
        national_number=world.numbers[name],
    )
    with access.user_scope(world.user(by).pk):
        emergency.open_in_emergency(ask=ask, by=world.actor(by), at=world.at)
        row = emergency.EmergencyAccess.objects.get()
    world.objects["emergency_id"] = {name: row.pk}


def _look_up_question(world: World) -> UUID:
    """Bo opened Amina's page two months ago and did nothing; the week has been drawn."""
    then = world.at - timedelta(days=60)
    audit.log_reading(
        audit.Look(
            at=then,
            by=world.actor("bo"),
            purpose="guidance",
            view="web.person.person",
            person_ids=(world.persons["amina"].pk,),
            data_classes="ABD",
            search_term="",
            result=audit.ReadResult.SHOWN,
            request_id=uuid7(),
        )
    )
    home = world.cast.hedeby.pk
    week = (then - timedelta(days=then.weekday())).date()
    with access.job_scope(home):
        logcontrol.draw_week(municipality_id=home, week_starts_on=week, by=SYSTEM, at=world.at)
        return logcontrol.LookUpQuestion.objects.values_list("pk", flat=True).get()


def _slip_elsewhere(world: World) -> UUID:
    """A slip that is finished and so nobody's, so that whatever is tried with it is refused."""
    with access.job_scope(world.cast.elsewhere.pk):
        return offsystem.Slip.objects.create(
            municipality_id=world.cast.elsewhere.pk,
            at=world.at,
            mark="Grey",
            words="Call",
            phone="70 00 00 00",
            due_on=world.at.date(),
            organisation=world.cast.other_guidance,
            holder=world.cast.viggo,
            finished_at=world.at,
            outcome="Done",
        ).pk


def _hide(world: World, name: str, *, named: str | None) -> None:
    person = world.persons[name]
    with access.job_scope(person.municipality_id):
        people.protect_person(
            person_id=person.pk,
            municipality_id=person.municipality_id,
            kind=people.ProtectionKind.NAME_AND_ADDRESS,
            by=SYSTEM,
            at=world.at,
        )
        if named:
            access.name_reader(
                municipality_id=person.municipality_id,
                person_id=person.pk,
                user_id=world.user(named).pk,
                by=SYSTEM,
                at=world.at,
            )


def _keeper_elsewhere(world: World) -> access.User:
    """Whoever may load registers, but not these."""
    user = access.User(email="olga@example.org", name="Olga Ost", language="en")
    with access.job_scope(world.cast.elsewhere.pk):
        user.save()
        access.Membership.objects.create(
            user=user,
            organisation=world.cast.other_guidance,
            role=access.Role.REGISTER_KEEPER,
            starts_at=world.at - timedelta(days=30),
        )
    return user


def _administrator(world: World) -> access.User:
    """Whoever runs the accounts of the whole municipality, and is to meet nobody."""
    user = access.User(email="ida@example.org", name="Ida Iversen", language="en")
    with access.job_scope(world.cast.hedeby.pk):
        user.save()
        access.Membership.objects.create(
            user=user,
            organisation=world.cast.town,
            role=access.Role.ADMINISTRATOR,
            starts_at=world.at - timedelta(days=30),
        )
    return user


def _accounts_elsewhere(world: World) -> dict[str, dict[str, Object]]:
    """Accounts that nobody here runs, so that whatever is tried with them is refused."""
    post = access.Membership.objects.get(user=world.cast.carl)
    draft = accounts.InvitationDraft(
        email="cora@example.org",
        language="da",
        organisation_id=post.organisation_id,
        role=access.Role.COUNSELLOR,
    )
    with access.job_scope(world.cast.elsewhere.pk):
        invitation = accounts.invite(draft=draft, by=SYSTEM, at=world.at)
    key, certificate = new_key_pair(world.at)
    service = accounts.LogInService(
        organisation_id=post.organisation_id,
        name="Anden",
        protocol=accounts.Protocol.SAML,
        assurance=accounts.Assurance.HIGH,
        issuer="https://login.example.org",
        sign_on_url="https://login.example.org/in",
        certificate=certificate,
        own_certificate=certificate,
        client_secret=accounts.seal(key, purpose="service"),
    )
    service.save()
    return {
        "user_id": {"": post.user_id},
        "membership_id": {"": post.pk},
        "invitation_id": {"": invitation.pk},
        "invitation": {"": "a-link-nobody-made"},
        "session_id": {"": uuid7()},
        "passkey_id": {"": uuid7()},
        **{name: {"": service.pk} for name in ("service_id", "provider_id", "organization_slug")},
    }


def _administered_elsewhere(world: World) -> dict[str, dict[str, Object]]:
    """What nobody here administers, so that whatever is tried with it is refused; and words of lists that all may read."""
    with access.job_scope(world.cast.elsewhere.pk):
        team = organisations.open_unit(
            organisation=world.cast.other_guidance,
            kind=organisations.UnitKind.TEAM,
            name="Anden",
            by=SYSTEM,
            at=world.at,
        )
    return {
        "organisation_id": {"": world.cast.other_guidance.pk},
        "unit_id": {"": team.pk},
        "rule_key": {"": "se.coverage.from_grade"},
        "list_key": {"": "decline-reasons"},
    }


def _upper_rooms(world: World, name: str, *, by: str) -> None:
    """What the rooms above the responsibility know about somebody."""
    for tell in (_plan, _talk):
        tell(world, name, by=by)
    world.objects |= placed(world.persons[name], name, world.cast, world.at)
    world.objects |= background_of(world.persons[name], name, world.cast, world.at)
    world.objects |= on_the_way(
        world.persons[name], name, counsellor=world.user(by), young=world.own["young"], at=world.at
    )
    world.objects |= in_events(world.persons[name], name, world.cast, world.at)
    world.objects |= in_wishes(world.persons[name], name, world.cast, world.at)
    world.objects |= followed(world.persons[name], name, world.cast, world.at)
    world.objects |= break_off_and_worry(world.persons[name], world.cast, world.actor(by), world.at)


def _co_operation(world: World) -> dict[str, dict[str, Object]]:
    """Another municipality’s partnership with a party, terms and a workflow, each begun: nothing of it is about a young person."""
    home, at = world.cast.elsewhere.pk, world.at
    with access.job_scope(home):
        row = partnerships.found_partnership(
            municipality_id=home,
            name="Together",
            with_municipalities=[],
            coordinator_id=world.cast.other_guidance.pk,
            on=at.date(),
            by=SYSTEM,
            at=at,
        )
        facts = partnerships.PartyFacts(partnerships.PartyKind.JOB_CENTRE, named="Elsewhere")
        party = partnerships.add_party(partnership=row, facts=facts, joined_on=at.date(), by=SYSTEM, at=at)
        terms = partnerships.begin_terms(partnership=row, by=SYSTEM, at=at)
        flow = partnerships.begin_workflow(partnership=row, title="Together", lead="", by=SYSTEM, at=at)
        step = partnerships.StepFacts("Everybody", "Calls first")
        first = partnerships.add_workflow_step(workflow=flow, step=step, by=SYSTEM, at=at)
    return {
        "partnership_id": {"": row.pk},
        "party_id": {"": party.pk},
        "terms_id": {"": terms.pk},
        "workflow_id": {"": flow.pk},
        "flow_step_id": {"": first.pk},
        "subject": {"": partnerships.Subject.VISION.value},
    }


def _plan(world: World, name: str, *, by: str) -> None:
    """A plan in which every text is marked, approved once."""
    actor, at = world.actor(by), world.at
    with access.user_scope(world.user(by).pk):
        plan = careerplans.begin_plan(person=world.persons[name], by=actor, at=at)
        step = careerplans.StepOnTheWay(marker(name, D, "planstep"), careerplans.DoneBy.HOME, at.date())
        goal = careerplans.add_goal(
            plan=plan,
            term=careerplans.GoalTerm.LONG,
            words=marker(name, D, "goal"),
            step=step,
            by=actor,
            at=at,
        )
        kind, voice = careerplans.PartKind.WISHES, careerplans.Voice.COUNSELLOR
        careerplans.write_part(
            plan=plan, kind=kind, voice=voice, words=marker(name, D, "wish"), by=actor, at=at
        )
        support = marker(name, DataClass.GUIDANCE_NOTE, "support")
        careerplans.write_support(plan=plan, words=support, by=actor, at=at)
        careerplans.discuss_plan(plan=plan, on=at.date(), by=actor, at=at)
        careerplans.show_plan(plan=plan, on=at.date(), by=actor, at=at)
        careerplans.approve_plan(plan=plan, by=actor, at=at)
        found = careerplans.PlanStep.objects.get(goal=goal)
    world.objects |= {"goal_id": {name: goal.pk}, "plan_step_id": {name: found.pk}, "revision": {"": 1}}
    aside = plan_aside(world.persons[name], name, world.user(by), at)
    world.objects |= {"plan_id": {name: aside.pk}}
    world.objects |= {"part": {"": "wishes"}, "move": {"": "rework"}}
    world.objects |= offers_of(world.persons[name], name, world.cast, at)
    _case(world, name, by=by)
    with access.user_scope(world.user(by).pk):
        job = attachment.record_job(
            person=world.persons[name],
            employer=marker(name, D, "employer"),
            starts_on=at.date(),
            by=actor,
            at=at,
        )
        hours = attachment.HoursDraft(
            at.date(), Decimal(20), attachment.HoursMeasure.PER_WEEK, attachment.SeenIn.CONTRACT
        )
        attachment.record_hours(job=job, draft=hours, by=actor, at=at)
    world.objects["job_id"] = {name: job.pk}


def _talk(world: World, name: str, *, by: str) -> None:
    """Somebody is sought, and a conversation is planned in which every text is marked."""
    actor, at = world.actor(by), world.at
    attempt = conversations.AttemptDraft(
        conversations.ContactWay.LETTER,
        at.date(),
        conversations.ContactOutcome.NO_ANSWER,
        marker(name, D, "attempt"),
    )
    draft = conversations.ConversationDraft(
        kind=conversations.ConversationKind.GUIDANCE,
        planned_at=at,
        way=conversations.ConversationWay.MEETING,
        organisation_id=world.cast.guidance.pk,
        guests=[conversations.Guest(conversations.Party.YOUNG_PERSON)],
        place=marker(name, D, "place"),
    )
    with access.user_scope(world.user(by).pk):
        person = world.persons[name]
        conversations.record_attempt(person=person, attempt=attempt, by=actor, at=at)
        row = conversations.plan_conversation(person=person, draft=draft, by=actor, at=at)
        point = marker(name, D, "point")
        conversations.set_agenda(conversation=row, topics=(), own_points=[point], by=actor, at=at)
        shared = marker(name, D, "shared")
        conversations.write_shared_note(conversation=row, words=shared, by=actor, at=at)
        own = marker(name, DataClass.GUIDANCE_NOTE, "ownnote")
        conversations.write_own_note(conversation=row, words=own, by=actor, at=at)
    world.objects["conversation_id"] = {name: row.pk}


def _case(world: World, name: str, *, by: str) -> None:
    """A case of the Swedish activity responsibility, as somebody who moved here would have; every text is marked."""
    actor, at = world.actor(by), world.at
    person = world.persons[name]
    with access.user_scope(world.user(by).pk):
        case = outreach.ActivityCase.objects.create(
            municipality_id=person.municipality_id,
            person=person,
            reason=outreach.GroupReason.NOT_KNOWN,
            registered_on=at.date(),
            first_contact_by=at.date(),
            known_at=at,
        )
        view = marker(name, D, "ownview")
        draft = outreach.AssessmentDraft("works", view, at.date())
        outreach.assess(case=case, draft=draft, by=actor, at=at)
        words = marker(name, D, "measure")
        doing = outreach.MeasureDraft(outreach.Party.OTHER, "coaching", words, at.date())
        measure = outreach.begin_measure(case=case, draft=doing, by=actor, at=at)
        due_on = at.date() + timedelta(days=9)
        follow_up = outreach.agree_follow_up(case=case, due_on=due_on, by=actor, at=at)
    world.objects |= {"measure_id": {name: measure.pk}, "follow_up_id": {name: follow_up.pk}}
