"""A Swedish plan for guidance, from preschool to adult education.

Built from what municipalities have published about such plans, in words of its own.
"""

from __future__ import annotations

from stafet.demo.plan_lines import Aim, line
from stafet.programme.api import Area, Does, Level, PartKind, Party, Sense, Stage, Strength

_K, _P, _S = PartKind, Party, Stage
_EVERYWHERE = (_S.PRESCHOOL, _S.EARLY, _S.MIDDLE, _S.LATE, _S.YOUTH, _S.ADAPTED, _S.ADULT)

HUVUDMANNAPLAN = (
    line(
        "aim",
        _K.SECTION,
        "Syfte",
        "Studie- och yrkesvägledning är hela skolans uppdrag, från förskola till vuxenutbildning. Planen säger vart vi vill, vem som gör vad och hur vi ser om det blev så.",
    ),
    line(
        "words",
        _K.SECTION,
        "Två bemärkelser",
        "Vid: allt som ger kunskap och färdighet att välja, i alla ämnen. Snäv: samtal med en vägledare.",
    ),
    line(
        "f1",
        _K.FINDING,
        "Mycket görs, men utan att utgå från vad eleverna behöver",
        "Från kartläggningen, där alla skolformer svarade.",
        stages=_EVERYWHERE,
    ),
    line(
        "f2",
        _K.FINDING,
        "Vägledningen börjar sent",
        "De flesta möter en vägledare först i årskurs 9.",
        stages=(_S.MIDDLE, _S.LATE),
    ),
    line(
        "n1",
        _K.NEED,
        "Att se fler vägar än de som kön och bakgrund pekar ut",
        "",
        "f1",
        "f2",
        stages=_EVERYWHERE,
    ),
    line(
        "n2",
        _K.NEED,
        "Att få öva på att välja, steg för steg",
        "",
        "f2",
        stages=(_S.EARLY, _S.MIDDLE, _S.LATE),
    ),
    line(
        "g1",
        _K.GOAL,
        "Alla elever kan göra ett välgrundat val",
        "",
        "n1",
        "n2",
        stages=_EVERYWHERE,
        areas=tuple(Area),
    ),
    line("g2", _K.GOAL, "Vägledningen är likvärdig mellan enheterna", "", "n1", stages=_EVERYWHERE),
    line(
        "r1",
        _K.GUIDELINE,
        "Varje enhet gör planen till sin och följer upp den",
        "",
        "g1",
        "g2",
        duties=((_P.HEAD, Does.RESPONSIBLE), (_P.HEAD, Does.ACCOUNTABLE)),
        strength=Strength.OWN_FORM,
        by_month=8,
        stages=_EVERYWHERE,
    ),
    line(
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
    line(
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
    line(
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
    line(
        "a4",
        _K.ACTIVITY,
        "Kortaste vägen till målet, för vuxna",
        "",
        "r1",
        stages=(_S.ADULT,),
        sense=Sense.NARROW,
    ),
    line(
        "i1",
        _K.INDICATOR,
        "Klasser med en aktivitet inom varje område",
        "",
        "g1",
        level=Level.REACH,
        formula="klasser / alla klasser",
        source="Enheternas planer",
        unit="%",
        aims=(Aim(1, 90),),
    ),
)
