"""The week of Egeskolen, made up for the demonstration: six classes of the years 7 to 9, thirty hours each, thirteen teachers.

No school's real week. How many hours a subject has is near what Danish schools of that size plan; who teaches what, and where each
lesson stands, was drawn. It is written as the list that Untis exports, and goes in through its reader.
"""

from __future__ import annotations

from collections.abc import Iterator

from stafet.placements.api import SchoolSubject

FILE = "GPU001.TXT"
HOURS = 6
BELLS = (
    ("08:00", "08:45"),
    ("08:50", "09:35"),
    ("09:55", "10:40"),
    ("10:45", "11:30"),
    ("12:10", "12:55"),
    ("13:00", "13:45"),
)
SUBJECTS = {
    "Dansk": SchoolSubject.FIRST_LANGUAGE,
    "Matematik": SchoolSubject.MATHEMATICS,
    "Engelsk": SchoolSubject.ENGLISH,
    "Fysik/kemi": SchoolSubject.PHYSICS_CHEMISTRY,
    "Biologi": SchoolSubject.SCIENCE,
    "Geografi": SchoolSubject.SCIENCE,
    "Samfundsfag": SchoolSubject.SOCIAL_STUDIES,
    "Historie": SchoolSubject.SOCIAL_STUDIES,
    "Idræt": SchoolSubject.PRACTICAL,
}
_NAMES = {
    "DAN": "Dansk",
    "MAT": "Matematik",
    "ENG": "Engelsk",
    "TYS": "Tysk",
    "IDR": "Idræt",
    "FYK": "Fysik/kemi",
    "BIO": "Biologi",
    "GEO": "Geografi",
    "HIS": "Historie",
    "SAM": "Samfundsfag",
    "VAL": "Valgfag",
    "KRI": "Kristendom",
}
_DAYS = {
    "7a": (
        "ENG GEO TYS MAT DAN HIS",
        "MAT SAM TYS DAN BIO ENG",
        "TYS MAT MAT DAN DAN SAM",
        "FYK FYK VAL VAL DAN DAN",
        "BIO IDR IDR KRI ENG HIS",
    ),
    "7b": (
        "BIO DAN DAN GEO MAT HIS",
        "ENG TYS IDR IDR KRI HIS",
        "ENG TYS SAM MAT DAN DAN",
        "MAT MAT VAL VAL DAN TYS",
        "DAN SAM FYK FYK BIO ENG",
    ),
    "8a": (
        "VAL VAL KRI SAM ENG HIS",
        "MAT MAT DAN TYS FYK FYK",
        "BIO SAM HIS DAN DAN MAT",
        "MAT ENG TYS DAN IDR IDR",
        "TYS ENG GEO DAN DAN BIO",
    ),
    "8b": (
        "VAL VAL MAT MAT IDR IDR",
        "TYS FYK FYK ENG HIS DAN",
        "KRI HIS MAT GEO ENG DAN",
        "DAN DAN SAM TYS BIO MAT",
        "SAM BIO ENG DAN DAN TYS",
    ),
    "9a": (
        "IDR IDR BIO ENG TYS KRI",
        "SAM ENG GEO HIS DAN BIO",
        "DAN DAN MAT VAL VAL TYS",
        "DAN DAN MAT MAT SAM TYS",
        "FYK FYK HIS ENG DAN MAT",
    ),
    "9b": (
        "MAT FYK FYK DAN DAN TYS",
        "ENG MAT MAT SAM DAN DAN",
        "DAN BIO GEO VAL VAL HIS",
        "KRI TYS DAN ENG MAT BIO",
        "HIS ENG SAM IDR IDR TYS",
    ),
}
_TEACHERS = {
    "7a": "AL BK GR IT KV FP LW LW AL MY KV MY",
    "7b": "CM BK GR IT JU FP LW LW CM MY JU MY",
    "8a": "DN EO GR IT KV FP LW LW DN MY IT MY",
    "8b": "AL EO HS IT JU BK LW LW AL MY EO MY",
    "9a": "CM FP HS HS KV BK LW LW CM MY MY MY",
    "9b": "DN FP HS HS JU BK LW LW DN MY GR MY",
}
"""In the order of the subjects' names."""
_ROOMS = {"IDR": "Hal", "FYK": "Fysik"}


def untis_list() -> str:
    """The week as GPU001: number, class, teacher, subject, room, day, hour. What a year chooses from is one lesson of its classes."""
    return "\r\n".join(
        ",".join(
            [number, *(f'"{each}"' for each in (school_class, teacher, name, room)), str(day), str(hour)]
        )
        for school_class, days in _DAYS.items()
        for day, hours in enumerate(days, 1)
        for hour, code in enumerate(hours.split(), 1)
        for number, teacher, name, room in _lesson(school_class, code)
    )


def _lesson(school_class: str, code: str) -> Iterator[tuple[str, str, str, str]]:
    place = list(_NAMES).index(code)
    teacher = _TEACHERS[school_class].split()[place]
    year, beside = int(school_class[0]), "ab".index(school_class[1])
    number = f"{year}{0 if code == 'VAL' else beside + 1}{place + 1:02}"
    yield number, teacher, _NAMES[code], _ROOMS.get(code, f"L{year}{school_class[1]}")
