"""Two plans: a Danish masterplan with a version before it and one to come, and a Swedish plan out for comments.

What they say is built from what municipalities have published about such plans, in words of their own; the years are moved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country, local_day
from stafet.kernel.periods import school_year_of
from stafet.programme import api as programme
from stafet.programme.api import (
    AdoptionFacts,
    AnswerFacts,
    Area,
    Does,
    DutyFacts,
    Level,
    PartFacts,
    PartKind,
    Party,
    Phase,
    Plan,
    PlanFrame,
    ProgrammePart,
    Sense,
    Stage,
    Stand,
    StartUp,
    StepFacts,
    Strength,
    TargetFacts,
)

_K, _P, _S = PartKind, Party, Stage
_SCHOOL = (_S.EARLY, _S.MIDDLE, _S.LATE, _S.TENTH)
Duties = Sequence[tuple[Party, Does]]
_HEAD_ANSWERS: Duties = (
    (_P.HEAD, Does.ACCOUNTABLE),
    (_P.TEACHER, Does.RESPONSIBLE),
    (_P.COUNSELLOR, Does.CONSULTED),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a plan of the demonstration: a name to rest on, its facts, who does what, what is aimed at."""

    name: str
    facts: PartFacts
    upon: tuple[str, ...] = ()
    duties: Duties = ()
    targets: Sequence[TargetFacts] = ()


def _line(
    name: str, kind: PartKind, title: str, words: str = "", *upon: str, duties: Duties = (), **more: object
) -> Line:
    targets = more.pop("targets", ())
    return Line(name, PartFacts(kind, title, words, **more), upon, duties, targets)  # type: ignore[arg-type]


def masterplan(year: int) -> tuple[Line, ...]:
    """A Danish masterplan for education and job: three pillars, what each class meets, targets beside the national ones."""
    return (
        _line(
            "vision",
            _K.SECTION,
            "Vision",
            "Alle unge bliver selvforsørgende, med en uddannelse eller et job, der fører til en. De møder produktion og håndværk tidligt, har mod på livet og ved, at der er en plads til dem.",
        ),
        _line(
            "pillars",
            _K.SECTION,
            "Tre søjler",
            "Ledelse: byrådet sætter mål og rammer, skolens leder sætter i gang, læreren leder i klassen.\nEngagement: elever, forældre, virksomheder og ungdomsuddannelser er med.\nKompetence: elever, der kan vælge; forældre og lærere, der kender vejene.",
        ),
        _line(
            "growth",
            _K.POLICY,
            "Erhvervs- og vækstpolitikken",
            "En attraktiv kommune for produktion; alle unge klar til uddannelse og job.",
        ),
        _line(
            "f15",
            _K.FINDING,
            "87 % er i gang 15 måneder efter 9. klasse",
            "Opgjort for den seneste årgang. Resten har vi ikke kontakt med tidligt nok.",
            stages=(_S.LATE, _S.TENTH),
        ),
        _line(
            "fprod",
            _K.FINDING,
            "Få elever har set en produktionsvirksomhed indefra",
            "Klassernes egne svar. Der er stor forskel på, hvad eleverne møder hjemmefra.",
            stages=(_S.MIDDLE, _S.LATE),
        ),
        _line(
            "fpar",
            _K.FINDING,
            "Forældre kender bedst den vej, de selv gik",
            "Fra forældremøder på fire skoler.",
            stages=(_S.EARLY, _S.MIDDLE, _S.LATE),
        ),
        _line(
            "nways",
            _K.NEED,
            "At kende flere veje end den, man møder hjemme",
            "",
            "fprod",
            "fpar",
            stages=_SCHOOL,
        ),
        _line("nplan", _K.NEED, "At have en plan, før man går ud", "", "f15", stages=(_S.LATE, _S.TENTH)),
        _line(
            "gplan",
            _K.GOAL,
            "Alle har en realistisk plan for uddannelse, job og karriere, før de går ud",
            "",
            "nplan",
            "growth",
            stages=(_S.LATE, _S.TENTH),
            areas=(Area.DECISION,),
        ),
        _line(
            "gstart",
            _K.GOAL,
            "Alle er i gang med en uddannelse, eller et job med uddannelsesperspektiv, lige efter grundskolen",
            "",
            "nplan",
            "nways",
            "growth",
            stages=(_S.LATE, _S.TENTH),
        ),
        _line(
            "gvoc",
            _K.GOAL,
            "Flere vælger en erhvervsuddannelse direkte",
            "",
            "nways",
            "growth",
            stages=(_S.LATE,),
            areas=(Area.OPTIONS,),
        ),
        _line(
            "lead",
            _K.GUIDELINE,
            "Skolen har en plan for uddannelse og job, som lederen sætter i gang",
            "Hvem gør hvad, i hvilke klasser, hvornår.",
            "gplan",
            "gstart",
            duties=(
                (_P.HEAD, Does.RESPONSIBLE),
                (_P.HEAD, Does.ACCOUNTABLE),
                (_P.COUNSELLOR, Does.CONSULTED),
            ),
            strength=Strength.OWN_FORM,
            by_month=9,
            stages=_SCHOOL,
        ),
        _line(
            "each",
            _K.GUIDELINE,
            "Hver klasse har hvert år et forløb i uddannelse og job",
            "Fra 0. til 10. klasse, sammen med nogen uden for skolen.",
            "gvoc",
            "gstart",
            duties=_HEAD_ANSWERS,
            strength=Strength.MUST,
            by_month=6,
            stages=_SCHOOL,
        ),
        _line(
            "parents",
            _K.GUIDELINE,
            "Forældre mødes på skolen, i virksomheder og på ungdomsuddannelser",
            "",
            "gvoc",
            duties=(
                (_P.HEAD, Does.RESPONSIBLE),
                (_P.WORKING_LIFE, Does.CONSULTED),
                (_P.GUARDIAN, Does.INFORMED),
            ),
            strength=Strength.OWN_FORM,
            by_month=3,
            stages=(_S.MIDDLE, _S.LATE),
        ),
        _line(
            "skilled",
            _K.GUIDELINE,
            "Lærere kan få et kursus i uddannelse og job",
            "",
            "gplan",
            duties=((_P.COORDINATOR, Does.RESPONSIBLE),),
            strength=Strength.MAY,
            by_month=10,
        ),
        _line(
            "week",
            _K.ACTIVITY,
            "Produktionsuge i 7. klasse",
            "Mandag besøg på en virksomhed, derefter egne produkter, torsdag finale.",
            "each",
            duties=(
                (_P.TEACHER, Does.RESPONSIBLE),
                (_P.WORKING_LIFE, Does.RESPONSIBLE),
                (_P.COORDINATOR, Does.ACCOUNTABLE),
            ),
            stages=(_S.LATE,),
            sense=Sense.WIDE,
            needs_partner=True,
            by_month=11,
            areas=(Area.OPTIONS, Area.SELF),
        ),
        _line(
            "work",
            _K.ACTIVITY,
            "Erhvervspraktik i 8. og 9. klasse",
            "Forberedt og fulgt op i klassen.",
            "each",
            duties=_HEAD_ANSWERS,
            stages=(_S.LATE,),
            sense=Sense.WIDE,
            needs_partner=True,
            by_month=4,
            areas=(Area.RELATION,),
        ),
        _line(
            "intro",
            _K.ACTIVITY,
            "Introduktionskurser i 8. klasse",
            "",
            "each",
            duties=((_P.COUNSELLOR, Does.RESPONSIBLE), (_P.INSTITUTION, Does.RESPONSIBLE)),
            stages=(_S.LATE,),
            sense=Sense.WIDE,
            needs_partner=True,
            by_month=2,
        ),
        _line(
            "talk",
            _K.ACTIVITY,
            "En samtale om planen med hver elev i 9. klasse",
            "",
            "gplan",
            duties=((_P.COUNSELLOR, Does.RESPONSIBLE), (_P.GUARDIAN, Does.INFORMED)),
            stages=(_S.LATE,),
            sense=Sense.NARROW,
            by_month=2,
            areas=(Area.DECISION,),
        ),
        _line(
            "iplan",
            _K.INDICATOR,
            "Elever med en plan ved afgang",
            "",
            "gplan",
            level=Level.REACH,
            formula="elever med en godkendt plan / elever, der går ud",
            source="Stafet",
            unit="%",
            targets=(TargetFacts(year + 1, Decimal(100)),),
        ),
        _line(
            "i15",
            _K.INDICATOR,
            "I gang 15 måneder efter 9. klasse",
            "",
            "gstart",
            level=Level.LONG_TERM,
            formula="i gang med en ungdomsuddannelse / årgangen",
            source="Undervisningsministeriets tal",
            unit="%",
            targets=(
                TargetFacts(year - 1, Decimal(87), is_baseline=True),
                TargetFacts(year, Decimal(91)),
                TargetFacts(year + 2, Decimal(93)),
            ),
        ),
        _line(
            "ivoc",
            _K.INDICATOR,
            "Vælger en erhvervsuddannelse direkte",
            "",
            "gvoc",
            level=Level.LONG_TERM,
            formula="søgt en erhvervsuddannelse / afgangsårgangen",
            source="Optagelse.dk",
            unit="%",
            targets=(TargetFacts(year, Decimal(27), Decimal(25)),),
        ),
    )


def huvudmannaplan(year: int) -> tuple[Line, ...]:
    """A Swedish plan for guidance, from preschool to adult education."""
    everywhere = (_S.PRESCHOOL, *_SCHOOL[:3], _S.YOUTH, _S.ADAPTED, _S.ADULT)
    return (
        _line(
            "aim",
            _K.SECTION,
            "Syfte",
            "Studie- och yrkesvägledning är hela skolans uppdrag, från förskola till vuxenutbildning. Planen säger vart vi vill, vem som gör vad och hur vi ser om det blev så.",
        ),
        _line(
            "words",
            _K.SECTION,
            "Två bemärkelser",
            "Vid: allt som ger kunskap och färdighet att välja, i alla ämnen. Snäv: samtal med en vägledare.",
        ),
        _line(
            "f1",
            _K.FINDING,
            "Mycket görs, men utan att utgå från vad eleverna behöver",
            "Från kartläggningen, där alla skolformer svarade.",
            stages=everywhere,
        ),
        _line(
            "f2",
            _K.FINDING,
            "Vägledningen börjar sent",
            "De flesta möter en vägledare först i årskurs 9.",
            stages=(_S.MIDDLE, _S.LATE),
        ),
        _line(
            "n1",
            _K.NEED,
            "Att se fler vägar än de som kön och bakgrund pekar ut",
            "",
            "f1",
            "f2",
            stages=everywhere,
        ),
        _line(
            "n2",
            _K.NEED,
            "Att få öva på att välja, steg för steg",
            "",
            "f2",
            stages=(_S.EARLY, _S.MIDDLE, _S.LATE),
        ),
        _line(
            "g1",
            _K.GOAL,
            "Alla elever kan göra ett välgrundat val",
            "",
            "n1",
            "n2",
            stages=everywhere,
            areas=tuple(Area),
        ),
        _line("g2", _K.GOAL, "Vägledningen är likvärdig mellan enheterna", "", "n1", stages=everywhere),
        _line(
            "r1",
            _K.GUIDELINE,
            "Varje enhet gör planen till sin och följer upp den",
            "",
            "g1",
            "g2",
            duties=((_P.HEAD, Does.RESPONSIBLE), (_P.HEAD, Does.ACCOUNTABLE)),
            strength=Strength.OWN_FORM,
            by_month=8,
            stages=everywhere,
        ),
        _line(
            "a1",
            _K.ACTIVITY,
            "Människor vi möter på jobbet",
            "Besök i närheten, och vuxna som berättar.",
            "r1",
            duties=((_P.TEACHER, Does.RESPONSIBLE),),
            stages=(_S.PRESCHOOL, _S.EARLY),
            sense=Sense.WIDE,
            needs_partner=True,
            areas=(Area.OPTIONS,),
            by_month=5,
        ),
        _line(
            "a2",
            _K.ACTIVITY,
            "Prao, förberedd och efterarbetad",
            "",
            "r1",
            duties=((_P.COUNSELLOR, Does.RESPONSIBLE), (_P.TEACHER, Does.RESPONSIBLE)),
            stages=(_S.LATE,),
            sense=Sense.WIDE,
            needs_partner=True,
            areas=(Area.RELATION,),
            by_month=4,
        ),
        _line(
            "a3",
            _K.ACTIVITY,
            "Vägledningssamtal före gymnasievalet",
            "",
            "r1",
            duties=((_P.COUNSELLOR, Does.RESPONSIBLE),),
            stages=(_S.LATE,),
            sense=Sense.NARROW,
            areas=(Area.DECISION,),
            by_month=1,
        ),
        _line(
            "a4",
            _K.ACTIVITY,
            "Kortaste vägen till målet, för vuxna",
            "",
            "r1",
            stages=(_S.ADULT,),
            sense=Sense.NARROW,
        ),
        _line(
            "i1",
            _K.INDICATOR,
            "Klasser med en aktivitet inom varje område",
            "",
            "g1",
            level=Level.REACH,
            formula="klasser / alla klasser",
            source="Enheternas planer",
            unit="%",
            targets=(TargetFacts(year + 1, Decimal(90)),),
        ),
    )


def write_plan(
    municipality_id: UUID, frame: PlanFrame, lines: Sequence[Line], at: datetime
) -> tuple[Plan, Mapping[str, ProgrammePart]]:
    """A draft with everything in it. Needs an open job scope."""
    plan = programme.start_plan(municipality_id=municipality_id, frame=frame, by=SYSTEM, at=at)
    made: dict[str, ProgrammePart] = {}
    for line in lines:
        facts = line.facts
        told = PartFacts(
            **{name: getattr(facts, name) for name in facts.__slots__}
            | {"upon": tuple(made[one].pk for one in line.upon)}
        )
        part = programme.write_part(plan=plan, facts=told, by=SYSTEM, at=at)
        if line.duties:
            duties = [DutyFacts(party, does) for party, does in line.duties]
            programme.set_duties(part=part, duties=duties, by=SYSTEM, at=at)
        if line.targets:
            programme.set_targets(part=part, targets=line.targets, by=SYSTEM, at=at)
        made[line.name] = part
    return plan, made


def adopt_masterplan(municipality_id: UUID, at: datetime) -> tuple[Plan, Mapping[str, ProgrammePart]]:
    """The first version, adopted, with the cycle it was made in."""
    year = school_year_of(at.date()).period.starts_on.year
    frame = PlanFrame(
        "Masterplan for uddannelse og job",
        "Byrådet bestilte planen, fordi for mange unge står uden uddannelse 15 måneder efter 9. klasse.",
        date(year, 8, 1),
        date(year + 2, 8, 1),
    )
    plan, parts = write_plan(municipality_id, frame, masterplan(year), at)
    cycle = _begin_cycle(municipality_id, plan, at)
    told = AdoptionFacts(at.date(), "Byrådet", f"{year}-0114")
    plan = programme.adopt_plan(plan=plan, facts=told, by=SYSTEM, at=at)
    for phase in (Phase.MAPPING, Phase.ANALYSIS, Phase.DRAFTING, Phase.ANCHORING, Phase.ADOPTION):
        programme.finish_step(cycle=cycle, phase=phase, done_on=at.date(), words="", by=SYSTEM, at=at)
    return plan, parts


def _begin_cycle(municipality_id: UUID, plan: Plan, at: datetime) -> programme.Cycle:
    facts = StartUp(
        title=f"Masterplanen {plan.starts_on.year}–{plan.ends_on.year}",
        met_on=at.date(),
        protocol="Planen skal bruges i hverdagen: få krav, klare rammer, og en side for hver, der har noget at gøre.",
        decider="Byrådet",
        division="Koordinatoren skriver, ledere og vejledere er med, erhvervsrådet spørges.",
        stages=_SCHOOL,
    )
    cycle = programme.open_cycle(municipality_id=municipality_id, facts=facts, by=SYSTEM, at=at)
    for number, phase in enumerate(Phase):
        due_on = at.date() + timedelta(days=30 * number)
        programme.settle_step(
            cycle=cycle, phase=phase, facts=StepFacts(due_on, "Koordinatoren"), by=SYSTEM, at=at
        )
    return programme.tie_plan(cycle=cycle, plan=plan, by=SYSTEM, at=at)


def send_swedish_plan_out(municipality_id: UUID, region_id: UUID, by: access.User, at: datetime) -> None:
    """The Swedish plan, out for comments: one has answered, one has not; a colleague has a remark; the region follows."""
    year = school_year_of(at.date()).period.starts_on.year
    frame = PlanFrame(
        "Plan för studie- och yrkesvägledning",
        "Nämnden gav uppdraget efter en kartläggning.",
        date(year, 8, 1),
        date(year + 3, 8, 1),
    )
    plan, parts = write_plan(municipality_id, frame, huvudmannaplan(year), at)
    _begin_swedish_cycle(municipality_id, plan, at)
    programme.let_follow(
        municipality_id=municipality_id,
        organisation_id=region_id,
        decided="Nämnden, § 41, om processtöd",
        by=SYSTEM,
        at=at,
    )
    programme.remark(
        plan=plan,
        key=parts["a4"].key,
        words="Vem gör det här? Vuxenutbildningen har ingen egen vägledare.",
        suggestion="Samma vägledare möter vuxna som vill studera.",
        by=access.actor_for(by, at=at),
        at=at,
    )
    names = ["Rektorsgruppen", "Företagarföreningen"]
    answer_by = at.date() + timedelta(days=21)
    programme.send_out(plan=plan, names=names, answer_by=answer_by, by=SYSTEM, at=at)
    told = AnswerFacts(
        local_day(Country.SE, at),
        Stand.WITH_REMARKS,
        "Bra, men säg vad som är ett krav.",
        "Styrkan står nu på varje riktlinje.",
    )
    answered = programme.referrals_of(plan)[1]
    programme.answer_referral(referral=answered, facts=told, by=SYSTEM, at=at)


def _begin_swedish_cycle(municipality_id: UUID, plan: Plan, at: datetime) -> None:
    facts = StartUp(
        "Första planen",
        at.date(),
        "Behoven först. Förankringen går parallellt med framtagandet. Regionen stöder processen.",
        decider="Barn- och utbildningsnämnden",
        stages=(_S.PRESCHOOL, _S.EARLY, _S.MIDDLE, _S.LATE, _S.YOUTH, _S.ADULT),
    )
    cycle = programme.open_cycle(municipality_id=municipality_id, facts=facts, by=SYSTEM, at=at)
    programme.tie_plan(cycle=cycle, plan=plan, by=SYSTEM, at=at)
