"""The door of the room ``own``."""

from stafet.own.actions.coming_of_age import tell_of_age
from stafet.own.actions.copying import CopiedTable, CopiedValue, CopyFor, PersonalCopy, take_copy
from stafet.own.actions.custody import CustodyDraft, add_custody, end_custody
from stafet.own.actions.opening import (
    OwnInvitationDraft,
    end_own_login,
    invite_to_own,
    join_as_known,
    join_as_new,
    withdraw_own_invitation,
)
from stafet.own.actions.placing import (
    apply_for_placement,
    consent_to_placement,
    custody_holders,
    leave_placement,
    sign_placement,
)
from stafet.own.actions.planning import (
    VOICES,
    finish_my_step,
    propose_own_goal,
    see_childs_plan,
    write_own_words,
)
from stafet.own.actions.saying import say_wrong
from stafet.own.columns import NOT_IN_A_COPY, TOLD_AS_LOOKS, Told, told_tables, untold
from stafet.own.errors import (
    CannotOpen,
    CustodyDoesNotFit,
    LinkOpensNothing,
    NobodyAnswers,
    NothingSaid,
    NotYoursToOpen,
)
from stafet.own.models import Correction, Custody, OwnInvitation, PersonalLogin
from stafet.own.policies import can_open, holdings_openable_by
from stafet.own.queries.my_plan import my_support, my_version
from stafet.own.queries.my_way import (
    NextThing,
    Responsible,
    Said,
    UnderWay,
    next_things,
    responsible_for,
    said_by_me,
    under_way,
)
from stafet.own.queries.people_own import (
    corrected_person,
    corrections_of,
    custodies_of,
    custody,
    own_invitations_of,
    own_log_ins_of,
    own_login,
)
from stafet.own.queries.standing import (
    OwnLogin,
    account_to_begin_anew,
    log_ins_of,
    may_enter_with_one_factor,
    municipality_of_link,
    own_invitation,
    own_log_ins,
)
from stafet.own.states import SEES, Capacity, Closed, CustodyEnd, CustodyKind

__all__ = [
    "NOT_IN_A_COPY",
    "SEES",
    "TOLD_AS_LOOKS",
    "VOICES",
    "CannotOpen",
    "Capacity",
    "Closed",
    "CopiedTable",
    "CopiedValue",
    "CopyFor",
    "Correction",
    "Custody",
    "CustodyDoesNotFit",
    "CustodyDraft",
    "CustodyEnd",
    "CustodyKind",
    "LinkOpensNothing",
    "NextThing",
    "NobodyAnswers",
    "NotYoursToOpen",
    "NothingSaid",
    "OwnInvitation",
    "OwnInvitationDraft",
    "OwnLogin",
    "PersonalCopy",
    "PersonalLogin",
    "Responsible",
    "Said",
    "Told",
    "UnderWay",
    "account_to_begin_anew",
    "add_custody",
    "apply_for_placement",
    "can_open",
    "consent_to_placement",
    "corrected_person",
    "corrections_of",
    "custodies_of",
    "custody",
    "custody_holders",
    "end_custody",
    "end_own_login",
    "finish_my_step",
    "holdings_openable_by",
    "invite_to_own",
    "join_as_known",
    "join_as_new",
    "leave_placement",
    "log_ins_of",
    "may_enter_with_one_factor",
    "municipality_of_link",
    "my_support",
    "my_version",
    "next_things",
    "own_invitation",
    "own_invitations_of",
    "own_log_ins",
    "own_log_ins_of",
    "own_login",
    "propose_own_goal",
    "responsible_for",
    "said_by_me",
    "say_wrong",
    "see_childs_plan",
    "sign_placement",
    "take_copy",
    "tell_of_age",
    "told_tables",
    "under_way",
    "untold",
    "withdraw_own_invitation",
    "write_own_words",
]
