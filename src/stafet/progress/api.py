"""The door of the room ``progress``."""

from stafet.progress.actions.at_home import add_own_words, say_own_progress, withdraw_own_word
from stafet.progress.actions.writing import WordDraft, correct_word, say_progress, withdraw_word
from stafet.progress.errors import ChangedByNow, NothingSaid, NotThatDay, NotYours, UnknownWord
from stafet.progress.models import LONGEST_TEXT, OwnWords, ProgressWord
from stafet.progress.policies import (
    can_withdraw_word,
    can_write_progress,
    progress_writable_by,
    words_withdrawable_by,
)
from stafet.progress.queries.words import AreaLine, WordLine, own_words_of, progress_of, progress_word
from stafet.progress.states import Voice
from stafet.progress.terms import Term
from stafet.progress.vocabulary import Area, Vocabulary, editions, vocabulary_of, vocabulary_on

__all__ = [
    "LONGEST_TEXT",
    "Area",
    "AreaLine",
    "ChangedByNow",
    "NotThatDay",
    "NotYours",
    "NothingSaid",
    "OwnWords",
    "ProgressWord",
    "Term",
    "UnknownWord",
    "Vocabulary",
    "Voice",
    "WordDraft",
    "WordLine",
    "add_own_words",
    "can_withdraw_word",
    "can_write_progress",
    "correct_word",
    "editions",
    "own_words_of",
    "progress_of",
    "progress_word",
    "progress_writable_by",
    "say_own_progress",
    "say_progress",
    "vocabulary_of",
    "vocabulary_on",
    "withdraw_own_word",
    "withdraw_word",
    "words_withdrawable_by",
]
