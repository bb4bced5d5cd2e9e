"""The door of the room ``administration``."""

from stafet.administration.actions.deciding import Decision, decide
from stafet.administration.actions.leaving import release_work, work_of
from stafet.administration.actions.places import (
    change_organisation,
    close_organisation,
    name_last_resort,
    open_organisation,
    take_home,
)
from stafet.administration.actions.posts import (
    AccountFacts,
    PostDraft,
    correct_account,
    give_post,
    name_steward,
)
from stafet.administration.actions.units import change_unit, close_unit, open_unit
from stafet.administration.errors import (
    CannotDecide,
    CannotGivePost,
    ChangedByNow,
    LeftBehind,
    NameIsTaken,
    NotYours,
)
from stafet.administration.left_behind import StillThere, left_in, left_in_unit
from stafet.administration.open_access import OpenAccess, PersonAccess, access_of, access_to
from stafet.administration.policies import (
    can_organise,
    can_organise_town,
    organised_by,
    towns_organised_by,
)
from stafet.administration.programmes import SMALLEST_GROUP, ProgrammeLine, programmes_told
from stafet.administration.queries import (
    PlaceLine,
    PlacePage,
    PlaceQuestion,
    PlaceWarning,
    organised_places,
    posts_ever,
    posts_in,
    towns_without_last_resort,
    units_in,
)
from stafet.administration.seen import seen_key, seen_organisation, seen_unit, seen_user

__all__ = [
    "SMALLEST_GROUP",
    "AccountFacts",
    "CannotDecide",
    "CannotGivePost",
    "ChangedByNow",
    "Decision",
    "LeftBehind",
    "NameIsTaken",
    "NotYours",
    "OpenAccess",
    "PersonAccess",
    "PlaceLine",
    "PlacePage",
    "PlaceQuestion",
    "PlaceWarning",
    "PostDraft",
    "ProgrammeLine",
    "StillThere",
    "access_of",
    "access_to",
    "can_organise",
    "can_organise_town",
    "change_organisation",
    "change_unit",
    "close_organisation",
    "close_unit",
    "correct_account",
    "decide",
    "give_post",
    "left_in",
    "left_in_unit",
    "name_last_resort",
    "name_steward",
    "open_organisation",
    "open_unit",
    "organised_by",
    "organised_places",
    "posts_ever",
    "posts_in",
    "programmes_told",
    "release_work",
    "seen_key",
    "seen_organisation",
    "seen_unit",
    "seen_user",
    "take_home",
    "towns_organised_by",
    "towns_without_last_resort",
    "units_in",
    "work_of",
]
