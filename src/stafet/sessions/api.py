"""The door of the room ``sessions``."""

from stafet.sessions.actions import (
    ABSOLUTE,
    IDLE,
    SessionFacts,
    drop_session,
    end_session,
    end_sessions,
    forget_old_sessions,
    note_log_in,
    open_session,
    session_exists,
    store_session,
)
from stafet.sessions.models import Session
from stafet.sessions.queries import OpenSession, sessions_of
from stafet.sessions.states import Way

__all__ = [
    "ABSOLUTE",
    "IDLE",
    "OpenSession",
    "Session",
    "SessionFacts",
    "Way",
    "drop_session",
    "end_session",
    "end_sessions",
    "forget_old_sessions",
    "note_log_in",
    "open_session",
    "session_exists",
    "sessions_of",
    "store_session",
]
