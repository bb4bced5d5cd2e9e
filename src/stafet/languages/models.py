"""What is spoken with us, and education from another country."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.audit.api import tracked
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import AFTER_COVERAGE, DataClass, Privacy
from stafet.languages.states import (
    Authority,
    Interpreting,
    Language,
    Papers,
    RecognitionAnswer,
    RecognitionState,
    Said,
    Whose,
)

LONGEST_NAME, LONGEST_EDUCATION, LONGEST_WORDS = 40, 120, 300
MOST_YEARS = 25


def _of(data_class: DataClass, *technical: str) -> Privacy:
    return Privacy(
        data_class,
        subject="person_id",
        purpose="guidance",
        retention=AFTER_COVERAGE,
        technical=("id", "municipality_id", "person", "known_at", *technical),
    )


class SpokenQuerySet(models.QuerySet["SpokenLanguage"]):
    """Reads on languages."""

    def spoken_on(self, day: date) -> Self:
        """Those that hold on a day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)


@tracked
class SpokenLanguage(models.Model):
    """A language that is spoken best with us, whose, and whether somebody has to interpret, ``[starts_on, ends_on)``."""

    scoped: ClassVar[bool] = True
    privacy = _of(DataClass.CONTACT)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    whose = models.CharField(max_length=12, choices=Whose.choices)
    language = models.CharField(max_length=5, choices=Language.choices)
    named = models.CharField(
        max_length=LONGEST_NAME, blank=True, help_text="The language, where the list has it not."
    )
    interpreter = models.CharField(max_length=8, choices=Interpreting.choices)
    said_by = models.CharField(max_length=12, choices=Said.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    written_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    known_at = models.DateTimeField()

    objects = SpokenQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(language="other") & ~Q(named="")) | (~Q(language="other") & Q(named="")),
                name="other_language_is_named",
                violation_error_message=_("A language that is not on the list is named, and no other."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="language_ends_after_it_starts",
                violation_error_message=_("What is spoken can't end before it began."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "person"], name="language_of_person")]

    def __str__(self) -> str:
        return f"language of {self.whose}"


@tracked
class EarlierEducation(models.Model):
    """Education from another country, how far it went, and what somebody who decides has answered about it.

    ``step`` keeps the promise's own date while an answer is waited for.
    """

    scoped: ClassVar[bool] = True
    privacy = _of(DataClass.GUIDANCE_NOTE, "step")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    education = models.CharField(max_length=LONGEST_EDUCATION)
    country = models.CharField(max_length=LONGEST_NAME)
    finished = models.BooleanField()
    years = models.PositiveSmallIntegerField(null=True, blank=True, help_text="How many years it went.")
    papers = models.CharField(max_length=8, choices=Papers.choices)
    state = models.CharField(
        max_length=10, choices=RecognitionState.choices, default=RecognitionState.NOT_ASKED.value
    )
    asked_of = models.CharField(max_length=12, choices=Authority.choices, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    step = models.ForeignKey(
        "responsibility.NextStep", models.PROTECT, related_name="+", null=True, blank=True
    )
    answer = models.CharField(max_length=12, choices=RecognitionAnswer.choices, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    opens = models.CharField(max_length=LONGEST_WORDS, blank=True, help_text="What the answer opens.")
    written_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(education="")
                & ~Q(country="")
                & (Q(years=None) | Q(years__range=(1, MOST_YEARS))),
                name="education_says_what_and_where",
                violation_error_message=_(
                    "An education has a name and a country, and no more years than anybody goes to school."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state="not_asked", asked_of="", asked_on=None)
                | (~Q(state="not_asked") & ~Q(asked_of="") & Q(asked_on__isnull=False)),
                name="recognition_is_asked_of_somebody",
                violation_error_message=_("Whoever waits for an answer has asked somebody, on a day."),
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(step__isnull=False),
                name="waiting_has_a_next_step",
                violation_error_message=_("While an answer is waited for there is a next step."),
            ),
            models.CheckConstraint(
                condition=(Q(state="answered", answered_on__gte=F("asked_on")) & ~Q(answer="") & ~Q(opens=""))
                | (~Q(state="answered") & Q(answer="", answered_on=None, opens="")),
                name="answer_has_day_and_opens",
                violation_error_message=_(
                    "An answer comes after the question, and somebody says what it opens."
                ),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "person"], name="education_of_person")]

    def __str__(self) -> str:
        return f"education {self.state}"
