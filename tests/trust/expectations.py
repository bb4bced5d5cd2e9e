"""Who may see what: the table a lawyer reviews, written by hand and not from the code that decides.

Each cell names the classes of data that this user may meet of this person; what is not named may not be met.
From the trust decisions, "who may see what" and "the baton: access before, during and after".
"""

from __future__ import annotations

from collections.abc import Mapping

HOLDER = "ABCDEG"
DUTY = "ABD"
WINDOW = "AD"
ENVELOPE = "A"
EMERGENCY = "ABD"
TEACHING = "ABDG"
FILE = "ABD"
OWN = "ABD"
OWN_COPY = "ABDE"
CUSTODY = "B"
NOTHING = ""

MAY_SEE: Mapping[str, Mapping[str, str]] = {
    # Amina: no school, held by the guidance unit; has a log-in of her own; opened to the leader of the school in an
    # emergency, for an hour.
    "amina": {"bo": HOLDER, "gro": DUTY, "ditte": EMERGENCY, "young": OWN_COPY},
    # Benny: pupil of 9.A, held by the school.
    "benny": {"ditte": HOLDER, "tove": TEACHING, "bo": DUTY, "gro": DUTY},
    # Cilla: held by the guidance unit, offered to the vocational school, not accepted; her mother
    # shares custody and logs in.
    "cilla": {"bo": HOLDER, "gro": DUTY, "freja": ENVELOPE, "mother": OWN},
    # David: was held by the school, accepted by the vocational school a moment ago.
    "david": {"freja": HOLDER, "ditte": WINDOW, "bo": DUTY, "gro": DUTY},
    # Elin: lives in the other municipality.
    "elin": {"carl": HOLDER},
    # Farah: hidden, held by the guidance unit; only the steward of last resort is named, for what the duty needs.
    # Her father has custody, is not named, and so meets nothing.
    "farah": {"gro": DUTY},
    # Gudrun: hidden, held by the guidance unit; Bo has been put on her named list.
    "gudrun": {"bo": HOLDER, "gro": DUTY},
    # Hanne: declined by the vocational school, so still the guidance unit's.
    "hanne": {"bo": HOLDER, "gro": DUTY},
    # Otto: Cilla's father, of another household than her mother's; stands in her custody only.
    "otto": {"bo": CUSTODY, "gro": CUSTODY},
    # Ulla: nobody yet; a row of a file that waits to be applied.
    "ulla": {"gro": FILE},
    # Vera: nobody yet; a row of a table whose columns nobody has described.
    "vera": {"gro": FILE},
}

FILED = ("ulla", "vera")
"""Who stands in an uploaded file only."""
HOUSEHOLDS = {"otto": "cilla"}
"""Who is no young person but a custody holder of one: in the log, a page that shows them shows the child."""
PERSONS = tuple(name for name in MAY_SEE if name not in HOUSEHOLDS)
AT_WORK = ("bo", "carl", "ditte", "freja", "gro", "ida", "olga", "rasmus", "regine", "tove", "viggo")
IN_OWN_NAME = ("young", "father", "mother")
USERS = (*AT_WORK, *IN_OWN_NAME, "nobody")
"""``nobody`` is whoever has not logged in; Olga keeps the registers of the other municipality; Ida runs
the accounts of this one and meets nobody; so do Rasmus, who sits in its council, and Regine, a regional lead."""


OF_THE_TOWN = frozenset(
    {
        "event_id",
        "event_session_id",
        "scheme_kind",
        "starts_in",
        "wish_round_id",
        "wish_course_id",
        "course_answer_id",
    }
)
"""Places of an address that name something of the home town's that is about nobody: an event, a round of wishes, a kind and a year."""

JUDGES = frozenset(
    {
        ("viggo", "emergency/<uuid:emergency_id>/"),
        ("viggo", "log-control/<uuid:question_id>/"),
    }
)
"""Who judges colleagues' look-ups, and where: without meeting whom they looked at."""


def may_see(user: str, person: str) -> str:
    """The letters of the classes of data this user may meet of this person."""
    return MAY_SEE[person].get(user, NOTHING)
