"""The door of the room ``logcontrol``."""

from stafet.logcontrol.actions import answer_look_up, draw_week, judge_look_up, week_due
from stafet.logcontrol.drawing import draw, size_of_sample
from stafet.logcontrol.errors import NobodyToAsk, NotYoursToJudge, SettledByNow
from stafet.logcontrol.models import LogSample, LookUpQuestion
from stafet.logcontrol.policies import answerable_by, can_answer, can_judge, judgeable_by
from stafet.logcontrol.queries import judged, pseudonym, question_seen_by, samples, to_judge
from stafet.logcontrol.states import Ground, LookUpVerdict

__all__ = [
    "Ground",
    "LogSample",
    "LookUpQuestion",
    "LookUpVerdict",
    "NobodyToAsk",
    "NotYoursToJudge",
    "SettledByNow",
    "answer_look_up",
    "answerable_by",
    "can_answer",
    "can_judge",
    "draw",
    "draw_week",
    "judge_look_up",
    "judgeable_by",
    "judged",
    "pseudonym",
    "question_seen_by",
    "samples",
    "size_of_sample",
    "to_judge",
    "week_due",
]
