"""What this room keeps: texts in versions and languages, stories, and the communication plan."""

from stafet.materials.models.stories import LONGEST_STORY, PersonStory, Story, StoryConsent
from stafet.materials.models.tellings import Telling
from stafet.materials.models.texts import LONGEST_LINE, LONGEST_TEXT, LONGEST_TITLE, Edition, Material

__all__ = [
    "LONGEST_LINE",
    "LONGEST_STORY",
    "LONGEST_TEXT",
    "LONGEST_TITLE",
    "Edition",
    "Material",
    "PersonStory",
    "Story",
    "StoryConsent",
    "Telling",
]
