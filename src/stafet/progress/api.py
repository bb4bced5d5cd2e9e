"""The door of the room ``progress``."""

from stafet.progress.actions.at_home import add_own_words, say_own_progress, withdraw_own_word
from stafet.progress.actions.collecting import PieceDraft, change_piece, collect_piece, throw_away_piece
from stafet.progress.actions.reflecting import (
    Reply,
    invite_many_to_reflect,
    invite_to_reflect,
    reflect,
    share_reflection,
    throw_away_reflection,
)
from stafet.progress.actions.writing import WordDraft, correct_word, say_progress, withdraw_word
from stafet.progress.errors import (
    ChangedByNow,
    NothingSaid,
    NotOpen,
    NotThatDay,
    NotYours,
    UnknownWord,
    UnsafeLink,
)
from stafet.progress.framework import Framework, Topic, framework_of, framework_on, frameworks
from stafet.progress.models import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    OwnWords,
    PortfolioPiece,
    ProgressWord,
    Reflection,
    ReflectionAnswer,
    ReflectionInvitation,
)
from stafet.progress.policies import (
    can_withdraw_word,
    can_write_progress,
    progress_writable_by,
    words_withdrawable_by,
)
from stafet.progress.queries.pieces import PORTFOLIO, is_portfolio_open, piece_of, pieces_of
from stafet.progress.queries.reflections import (
    Answered,
    ReflectionLine,
    invitation_to_reflect,
    reflection_of,
    reflections_of,
)
from stafet.progress.queries.terms import term_of
from stafet.progress.queries.words import AreaLine, WordLine, own_words_of, progress_of, progress_word
from stafet.progress.states import Audience, Voice
from stafet.progress.terms import Term
from stafet.progress.vocabulary import Area, Vocabulary, editions, vocabulary_of, vocabulary_on

__all__ = [
    "LONGEST_TEXT",
    "LONGEST_TITLE",
    "PORTFOLIO",
    "Answered",
    "Area",
    "AreaLine",
    "Audience",
    "ChangedByNow",
    "Framework",
    "NotOpen",
    "NotThatDay",
    "NotYours",
    "NothingSaid",
    "OwnWords",
    "PieceDraft",
    "PortfolioPiece",
    "ProgressWord",
    "Reflection",
    "ReflectionAnswer",
    "ReflectionInvitation",
    "ReflectionLine",
    "Reply",
    "Term",
    "Topic",
    "UnknownWord",
    "UnsafeLink",
    "Vocabulary",
    "Voice",
    "WordDraft",
    "WordLine",
    "add_own_words",
    "can_withdraw_word",
    "can_write_progress",
    "change_piece",
    "collect_piece",
    "correct_word",
    "editions",
    "framework_of",
    "framework_on",
    "frameworks",
    "invitation_to_reflect",
    "invite_many_to_reflect",
    "invite_to_reflect",
    "is_portfolio_open",
    "own_words_of",
    "piece_of",
    "pieces_of",
    "progress_of",
    "progress_word",
    "progress_writable_by",
    "reflect",
    "reflection_of",
    "reflections_of",
    "say_own_progress",
    "say_progress",
    "share_reflection",
    "term_of",
    "throw_away_piece",
    "throw_away_reflection",
    "vocabulary_of",
    "vocabulary_on",
    "withdraw_own_word",
    "withdraw_word",
    "words_withdrawable_by",
]
