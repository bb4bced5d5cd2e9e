"""A text for an audience, and each version of it in each language. Both are about nobody."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal
from stafet.materials.states import Audience, EditionState, MaterialKind
from stafet.placements.api import SchemeKind

LONGEST_TITLE, LONGEST_LINE, LONGEST_TEXT = 160, 300, 20_000


class Material(models.Model):
    """What is told to whom; what it says stands in its editions.

    ``main_language`` is the one it is written in: a translation that was published before it is older. ``starter``
    is the shipped text it was copied from.
    """

    privacy = NotPersonal("what a public authority tells everybody")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    kind = models.CharField(max_length=11, choices=MaterialKind.choices)
    audiences = ArrayField(models.CharField(max_length=7, choices=Audience.choices))
    scheme_kind = models.CharField(max_length=24, choices=SchemeKind.choices, blank=True)
    starts_in = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The year in which the school year begins; none: every year."
    )
    main_language = models.CharField(max_length=3)
    look_again_on = models.DateField(null=True, blank=True)
    starter = models.CharField(max_length=40, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(audiences__len__gt=0),
                name="material_is_for_somebody",
                violation_error_message=_("Say whom it is for."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "kind"], name="material_library")]

    def __str__(self) -> str:
        return self.kind

    @property
    def year(self) -> str:
        """The school year as it is written, 2025/26; empty when it holds every year."""
        return f"{self.starts_in}/{(self.starts_in + 1) % 100:02}" if self.starts_in else ""


class Edition(models.Model):
    """One version of a text in one language. Once published it never changes: the database refuses."""

    privacy = NotPersonal("what a public authority tells everybody")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    material = models.ForeignKey(Material, models.PROTECT, related_name="+")
    language = models.CharField(max_length=3, help_text="ISO 639, two or three letters.")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=LONGEST_TITLE)
    words = models.TextField(max_length=LONGEST_TEXT)
    link = models.URLField(max_length=LONGEST_LINE, blank=True)
    translated_by = models.CharField(max_length=LONGEST_LINE, blank=True)
    state = models.CharField(max_length=10, choices=EditionState.choices, default=EditionState.DRAFT.value)
    published_at = models.DateTimeField(null=True, blank=True)
    by_id = models.UUIDField(null=True, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["material", "language", "number"],
                name="edition_number_once",
                violation_error_message=_("Somebody else has just begun this version."),
            ),
            models.UniqueConstraint(
                fields=["material", "language"],
                condition=Q(state="published"),
                name="one_published_edition",
                violation_error_message=_("One version at a time is published in a language."),
            ),
            models.UniqueConstraint(
                fields=["material", "language"],
                condition=Q(state="draft"),
                name="one_draft_edition",
                violation_error_message=_("There is a draft in this language already. Go on with it."),
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(words=""),
                name="edition_is_whole",
                violation_error_message=_("A text has a title and words."),
            ),
            models.CheckConstraint(
                condition=Q(language__regex="^[a-z]{2,3}$"),
                name="edition_language_is_a_code",
                violation_error_message=_("A language is two or three letters, such as “ar” or “uk”."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(published_at__isnull=False),
                name="published_edition_has_its_time",
                violation_error_message=_("What is published was published at a time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.number} {self.state}"
