"""The co-operation of the demonstration: its parties, terms in two versions with one signature missing, three workflows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from stafet.demo.places import GUIDANCE, TOWN
from stafet.demo.story import Town
from stafet.kernel.actors import Actor
from stafet.organisations import api as organisations
from stafet.partnerships import api as partnerships
from stafet.partnerships.api import (
    Area,
    Helper,
    Level,
    PartyFacts,
    PartyKind,
    StepFacts,
    Subject,
    TermsMove,
    TermsSection,
)

_BEGAN, _SECOND = timedelta(days=400), timedelta(days=21)
_K = PartyKind
_WITH_US = (
    (_K.TECHNICAL_SCHOOL, "Egekøbing Tekniske Skole", "Uddannelseschef"),
    (_K.COMMERCIAL_SCHOOL, "Fjordens Handelsskole", "Studievejledningens leder"),
    (_K.UPPER_SECONDARY, "Egekøbing Gymnasium", "Vicerektor"),
    (_K.PREPARATORY, "FGU Egekøbing", "Institutionsleder"),
    (_K.TENTH_GRADE_CENTRE, "10. Egekøbing", "Skoleleder"),
    (_K.GUIDANCE_UNIT, "Ungevejledningen Egekøbing", "Leder af ungevejledningen"),
)
_BY_NAME = (
    (_K.COMPULSORY_SCHOOLS, "Folkeskolerne i Egekøbing", "Skolechef", Level.FULL, ()),
    (_K.COMPULSORY_SCHOOLS, "Folkeskolerne i Fjordby", "Skolechef", Level.FULL, ()),
    (_K.VOCATIONAL_COLLEGE, "Fjordby Business College", "Studieleder", Level.FULL, ()),
    (_K.UPPER_SECONDARY, "Fjordby Gymnasium og HF", "Rektor", Level.FULL, ()),
    (_K.YOUTH_SCHOOL, "Egekøbing Ungdomsskole", "Ungdomsskoleinspektør", Level.FULL, ()),
    (_K.YOUTH_SCHOOL, "Fjordby Ungdomsskole", "Ungdomsskoleinspektør", Level.FULL, ()),
    (_K.ADULT_EDUCATION, "VUC Egekøbing", "Vejledningsleder", Level.FULL, ()),
    (_K.ADULT_ASSOCIATION, "Aftenskolernes Forbund Egekøbing", "Skoleleder", Level.OBSERVER, ()),
    (_K.LANGUAGE_CENTRE, "Sprogcenter Fjorden", "Afdelingsleder", Level.CHOSEN_AREAS, (Area.READINESS, Area.OFFERS)),
    (_K.CRIME_PREVENTION, "SSP Egekøbing", "SSP-konsulent", Level.CHOSEN_AREAS, (Area.NETWORK,)),
    (_K.CRIME_PREVENTION, "SSP Fjordby", "SSP-konsulent", Level.CHOSEN_AREAS, (Area.NETWORK,)),
    (_K.EDUCATIONAL_PSYCHOLOGY, "PPR Egekøbing", "Ledende psykolog", Level.FULL, ()),
    (_K.EDUCATIONAL_PSYCHOLOGY, "PPR Fjordby", "Ledende psykolog", Level.FULL, ()),
    (_K.TREATMENT_CENTRE, "Rusmiddelcenter Egekøbing", "Centerleder", Level.CHOSEN_AREAS, (Area.READINESS,)),
    (_K.JOB_CENTRE, "Jobcenter Egekøbing", "Leder af ungeteamet", Level.FULL, ()),
    (_K.JOB_CENTRE, "Jobcenter Fjordby", "Leder af ungeteamet", Level.FULL, ()),
    (_K.MUNICIPALITY, "Egekøbing Kommune", "Direktør for børn og unge", Level.FULL, ()),
    (_K.MUNICIPALITY, "Fjordby Kommune", "Direktør for børn og unge", Level.CHOSEN_AREAS, (Area.TRANSITIONS,)),
)  # fmt: skip
_NOT_SIGNED_YET = "Jobcenter Fjordby"
_WORDS: Mapping[Subject, str] = {
    Subject.VISION: "Alle unge får en ungdomsuddannelse eller kommer i arbejde.",
    Subject.MISSION: "Vi slipper ikke en ung, før en anden har taget over. Det er et fælles ansvar at finde vejen.",
    Subject.TARGET_GROUPS: "Unge i udskolingen, der kan falde fra; unge, der ikke er begyndt; unge, der er faldet fra; "
    "unge nytilkomne, der har brug for mere, før de kan begynde.",
    Subject.BACKGROUND: "Samarbejdet afløser ungegarantien, som de fleste af parterne var med i fra 2013.",
}
_TERMS: Mapping[TermsSection, str] = {
    TermsSection.PURPOSE: "Ingen unge falder fra uden en plan for det næste skridt.\n"
    "Flere unge begynder på en ungdomsuddannelse, og flere gennemfører den.",
    TermsSection.TARGET_GROUPS: "Unge under 25 år i de to kommuner, til de har gennemført en ungdomsuddannelse.",
    TermsSection.OBLIGATIONS: "Hver part svarer på en overlevering inden for fristen.\n"
    "Hver part har en, der svarer, når ingen andre gør.",
    TermsSection.ORGANISATION: "Styregruppen mødes to gange om året, Fællesskabet to gange, Vejledersalonerne tre gange.\n"
    "Ungevejledningen er tovholder.",
}
_SECOND_OBLIGATIONS = (
    "Hver part svarer på en overlevering inden for fristen.\n"
    "Hver part har en navngiven medarbejder, der svarer, når ingen andre gør.\n"
    "Når en ung er ved at falde fra, holder institutionen og vejledningen et møde med den unge, før der meldes ud."
)
_FLOWS: Sequence[tuple[str, str, Sequence[StepFacts]]] = (
    (
        "Når en ung falder fra: fra afbrud til omvalg",
        "Bruges, når en institution melder et afbrud, eller en ung siger, at det ikke går længere.",
        (
            StepFacts("Institutionen", "Indberetter afbruddet og skriver, hvad den unge selv siger.", "Samme dag", helper=Helper.REGISTERS),
            StepFacts("Vejlederen i kommunen", "Taler med den unge om, hvad der skal ske nu.", rule="dk.off_plan.contact_within", helper=Helper.TODAY),
            StepFacts("Vejlederen og institutionen", "Holder et møde med den unge om ønsker og muligheder; alle tre skriver i planen.", "Inden to uger", helper=Helper.PLANS),
            StepFacts("Vejlederen i kommunen", "Aftaler et nyt tilbud med den unge og overleverer ansvaret til det nye sted.", rule="dk.off_plan.offer_within", helper=Helper.HANDOVERS),
            StepFacts("Det nye sted", "Bekræfter, at den unge er begyndt.", rule="stafet.handover.start_confirmed_within", helper=Helper.HANDOVERS),
        ),
    ),
    (
        "Overlevering fra skole til ungdomsuddannelse",
        "Bruges for alle, der går ud af 9. eller 10. klasse og har fået en plads.",
        (
            StepFacts("Skolen", "Ser efter, at planen er talt igennem, set hjemme og godkendt.", "Inden 1. maj", helper=Helper.PLANS),
            StepFacts("Skolen", "Tilbyder overleveringen til institutionen: kun det, der er nødvendigt for overgangen.", "Inden 15. juni", helper=Helper.HANDOVERS),
            StepFacts("Institutionen", "Siger ja og skriver det første skridt, eller siger nej med en grund.", rule="stafet.handover.falls_back_after", helper=Helper.HANDOVERS),
            StepFacts("Institutionen", "Bekræfter, at den unge er mødt. Indtil da kan skolen læse med.", rule="stafet.handover.start_confirmed_within", helper=Helper.TODAY),
        ),
    ),
    (
        "Når vi ikke kan få fat i den unge",
        "Bruges, når en ung mellem 15 og 24 år hverken er i uddannelse eller arbejde og ikke svarer.",
        (
            StepFacts("Vejlederen", "Ringer og skriver på to forskellige tidspunkter og noterer hvert forsøg.", "Inden for den første uge", helper=Helper.TODAY),
            StepFacts("Vejlederen", "Spørger den tidligere skole, hvem der kender den unge, og om de vil tage kontakt.", "I anden uge"),
            StepFacts("Vejlederen og ungdomsskolen", "Besøger hjemmet sammen, når den unge er under 18 år.", "I tredje uge"),
            StepFacts("Koordinatoren", "Ser på listen over unge, ingen har fat i, og aftaler, hvem der prøver igen.", "Hver måned", helper=Helper.WATCH),
        ),
    ),
)  # fmt: skip


def work_together(town: Town, at: datetime) -> None:
    """The coordinator founds it a year ago; the parties sign twice, one of them not yet the second time."""
    began, second = at - _BEGAN, at - _SECOND
    gro = town.actor("gro", at)
    row = partnerships.found_partnership(
        municipality_id=town.municipality_id,
        name="Uddannelsessamarbejdet Egekøbing/Fjordby",
        with_municipalities=["Fjordby Kommune"],
        coordinator_id=_known(town)[GUIDANCE.name],
        on=began.date(),
        by=gro,
        at=began,
    )
    for subject, words in _WORDS.items():
        partnerships.say_of_partnership(partnership=row, subject=subject, words=words, by=gro, at=began)
    _join(town, row, gro, began)
    _agree(row, _TERMS, gro, began, without="")
    anew = {**_TERMS, TermsSection.OBLIGATIONS: _SECOND_OBLIGATIONS}
    _agree(row, anew, gro, second, without=_NOT_SIGNED_YET)
    for title, lead, steps in _FLOWS:
        _describe(row, title, lead, steps, gro, second)


def _known(town: Town) -> dict[str, UUID]:
    rows = organisations.Organisation.objects.filter(municipality_id=town.municipality_id).order_by("name")
    return {row.name: row.pk for row in rows}


def _join(town: Town, row: partnerships.Partnership, by: Actor, at: datetime) -> None:
    known = _known(town)
    facts = [
        PartyFacts(kind, organisation_id=known[name], contact=contact) for kind, name, contact in _WITH_US
    ]
    for kind, name, contact, level, areas in _BY_NAME:
        key = known[TOWN.name] if name == TOWN.name else None
        named = "" if key else name
        facts.append(PartyFacts(kind, key, named, level, areas, contact))
    for each in facts:
        partnerships.add_party(partnership=row, facts=each, joined_on=at.date(), by=by, at=at)


def _agree(
    row: partnerships.Partnership,
    words: Mapping[TermsSection, str],
    by: Actor,
    at: datetime,
    *,
    without: str,
) -> None:
    terms = partnerships.begin_terms(partnership=row, by=by, at=at)
    partnerships.write_terms(terms=terms, words=words, by=by, at=at)
    for move in (TermsMove.PROPOSE, TermsMove.ADOPT):
        partnerships.move_terms(terms=terms, move=move, on=at.date(), by=by, at=at)
    for number, each in enumerate(partnerships.commitments(row, terms, on=at.date())):
        if each.name != without:
            partnerships.sign_terms(
                terms=terms,
                party=each.party,
                signed_by=_SIGNERS[number % len(_SIGNERS)],
                capacity=each.party.contact,
                on=at.date() + timedelta(days=number % 14),
                by=by,
                at=at,
            )


_SIGNERS = ("Anne Agger", "Bent Bak", "Clara Clausen", "Dorte Dahl", "Erik Elkjær", "Fie Frost", "Gert Gade")


def _describe(
    row: partnerships.Partnership,
    title: str,
    lead: str,
    steps: Sequence[StepFacts],
    by: Actor,
    at: datetime,
) -> None:
    flow = partnerships.begin_workflow(partnership=row, title=title, lead=lead, by=by, at=at)
    for step in steps:
        partnerships.add_workflow_step(workflow=flow, step=step, by=by, at=at)
    partnerships.publish_workflow(workflow=flow, on=at.date(), by=by, at=at)
