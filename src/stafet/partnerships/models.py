"""The co-operation, who takes part in it, what they have agreed and signed, and how they work together."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal
from stafet.partnerships.states import (
    Area,
    Helper,
    Level,
    PartyKind,
    Subject,
    TermsState,
    WorkflowState,
)

LONGEST_NAME, LONGEST_LINE, LONGEST_SECTION = 120, 200, 4000


class Partnership(models.Model):
    """A co-operation, kept by one municipality. Others that take part are named: they may not be in this installation."""

    privacy = NotPersonal("an agreement between organisations")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField(help_text="Who keeps it.")
    name = models.CharField(max_length=LONGEST_NAME)
    with_municipalities = ArrayField(
        models.CharField(max_length=LONGEST_NAME),
        default=list,
        blank=True,
        help_text="The other municipalities.",
    )
    coordinator = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", help_text="Calls the meetings."
    )
    begun_on = models.DateField()
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "name"],
                name="partnership_named_once",
                violation_error_message=_("There is a partnership of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PartnershipWords(models.Model):
    """What a partnership says about itself. Rows are only added: the last one counts, the others are history."""

    privacy = NotPersonal("an agreement between organisations")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=16, choices=Subject.choices)
    words = models.TextField(max_length=LONGEST_SECTION)
    written_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="partnership_words_say_something",
                violation_error_message=_("Write a few words."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["partnership", "subject", "-known_at"], name="partnership_words_latest")
        ]

    def __str__(self) -> str:
        return self.subject


class PartyQuerySet(models.QuerySet["Party"]):
    """Reads on parties."""

    def taking_part_on(self, day: date) -> Self:
        """Those who take part on a day."""
        return self.filter(Q(left_on=None) | Q(left_on__gt=day), joined_on__lte=day)


class Party(models.Model):
    """Who takes part, how far, since when. One that is not in this installation is a name."""

    privacy = NotPersonal("an organisation and its work telephone")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", null=True, blank=True
    )
    named = models.CharField(max_length=LONGEST_NAME, blank=True, help_text="Its name, if it is not in here.")
    kind = models.CharField(max_length=24, choices=PartyKind.choices)
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.FULL.value)
    areas = ArrayField(models.CharField(max_length=12, choices=Area.choices), default=list, blank=True)
    contact = models.CharField(max_length=LONGEST_NAME, blank=True, help_text="Which post one asks for.")
    contact_at = models.CharField(max_length=LONGEST_NAME, blank=True, help_text="Work telephone or mail.")
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True, help_text="The first day it no longer takes part.")
    known_at = models.DateTimeField()

    objects = PartyQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(organisation=None) ^ Q(named=""),
                name="party_is_one_organisation",
                violation_error_message=_("A party is an organisation of the list or a name, not both."),
            ),
            models.CheckConstraint(
                condition=(Q(level="chosen_areas") & ~Q(areas=[])) | (~Q(level="chosen_areas") & Q(areas=[])),
                name="party_chooses_areas",
                violation_error_message=_("Whoever takes part in chosen areas names them; others name none."),
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gt=F("joined_on")),
                name="party_leaves_after_it_joins",
                violation_error_message=_("A party leaves after it has joined."),
            ),
            models.UniqueConstraint(
                fields=["partnership", "organisation"],
                condition=Q(left_on=None, organisation__isnull=False),
                name="organisation_takes_part_once",
                violation_error_message=_("This organisation takes part already."),
            ),
        ]

    def __str__(self) -> str:
        return self.named or str(self.organisation)


class Terms(models.Model):
    """One version of what the parties agree. Once adopted it is never changed."""

    privacy = NotPersonal("an agreement between organisations")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=TermsState.choices, default=TermsState.DRAFT.value)
    purpose = models.TextField(max_length=LONGEST_SECTION, blank=True)
    target_groups = models.TextField(max_length=LONGEST_SECTION, blank=True)
    obligations = models.TextField(max_length=LONGEST_SECTION, blank=True)
    organisation = models.TextField(max_length=LONGEST_SECTION, blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partnership", "number"],
                name="terms_have_a_number",
                violation_error_message=_("This version exists already."),
            ),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(state__in=["draft", "proposed"]),
                name="one_version_in_the_making",
                violation_error_message=_("A next version is in the making already."),
            ),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(state="adopted"),
                name="one_version_adopted",
                violation_error_message=_("Another version is adopted."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "proposed"], adopted_on=None)
                | Q(state__in=["adopted", "superseded"], adopted_on__isnull=False),
                name="adoption_has_a_day",
                violation_error_message=_("Adopted terms have the day of their adoption."),
            ),
        ]

    def __str__(self) -> str:
        return f"terms {self.number}"


class Signature(models.Model):
    """A party has signed one adopted version: who, in which capacity, on which day."""

    privacy = NotPersonal("somebody who signs for an organisation")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    terms = models.ForeignKey(Terms, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    signed_by = models.CharField(max_length=LONGEST_NAME)
    capacity = models.CharField(max_length=LONGEST_NAME, help_text="As what they sign: head, director.")
    signed_on = models.DateField()
    recorded_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["terms", "party"],
                name="party_signs_once",
                violation_error_message=_("This party has signed this version already."),
            ),
            models.CheckConstraint(
                condition=~Q(signed_by="") & ~Q(capacity=""),
                name="signature_says_who_and_as_what",
                violation_error_message=_("A signature says who signed, and as what."),
            ),
        ]

    def __str__(self) -> str:
        return f"signature of {self.party_id}"


class Workflow(models.Model):
    """One version of how the partners do something together. All versions of one share its ``key``."""

    privacy = NotPersonal("a description of work")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid7)
    number = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=LONGEST_LINE)
    lead = models.CharField(max_length=500, blank=True, help_text="When it is used, and for whom.")
    state = models.CharField(max_length=12, choices=WorkflowState.choices, default=WorkflowState.DRAFT.value)
    published_on = models.DateField(null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key", "number"],
                name="workflow_versions_are_numbered",
                violation_error_message=_("This version exists already."),
            ),
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(state="draft"),
                name="one_workflow_draft",
                violation_error_message=_("A next version is being written already."),
            ),
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(state="published"),
                name="one_workflow_published",
                violation_error_message=_("Another version is published."),
            ),
            models.CheckConstraint(
                condition=Q(state="draft", published_on=None)
                | (~Q(state="draft") & Q(published_on__isnull=False)),
                name="publication_has_a_day",
                violation_error_message=_("What is published has the day on which it was."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class WorkflowStep(models.Model):
    """Who does what by when, on which legal clock, and on which page."""

    privacy = NotPersonal("a description of work")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    workflow = models.ForeignKey(Workflow, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    who = models.CharField(max_length=LONGEST_NAME)
    what = models.CharField(max_length=500)
    by_when = models.CharField(max_length=LONGEST_NAME, blank=True)
    rule = models.CharField(max_length=100, blank=True, help_text="The key of the rule that sets the time.")
    helper = models.CharField(max_length=24, choices=Helper.choices, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workflow", "position"],
                name="workflow_steps_are_numbered",
                violation_error_message=_("There is a step at this place already."),
            ),
            models.CheckConstraint(
                condition=~Q(who="") & ~Q(what=""),
                name="workflow_step_says_who_does_what",
                violation_error_message=_("A step says who does what."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}"
