"""What this room keeps."""

from stafet.groundwork.models.pupil import Advice, AdviceReply, StartMeeting, TeamSeat, Transfer
from stafet.groundwork.models.town import ClassTheme, HostTalk, Money, YearTask

__all__ = [
    "Advice",
    "AdviceReply",
    "ClassTheme",
    "HostTalk",
    "Money",
    "StartMeeting",
    "TeamSeat",
    "Transfer",
    "YearTask",
]
