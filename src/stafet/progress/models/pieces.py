"""What a young person collects of what they did: a portfolio of pieces, each shared with whom they like."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stafet.kernel.identity import uuid7
from stafet.progress.models.privacy import on_the_way
from stafet.progress.models.words import LONGEST_TEXT
from stafet.progress.states import Audience

LONGEST_TITLE = 200


class PortfolioPiece(models.Model):
    """One thing they did, in their words. It keeps no history: what they throw away is gone."""

    scoped: ClassVar[bool] = True
    privacy = on_the_way("spell")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    title = models.CharField(max_length=LONGEST_TITLE)
    did = models.TextField(max_length=LONGEST_TEXT)
    on = models.DateField()
    learned = models.TextField(max_length=LONGEST_TEXT, blank=True)
    says_of_me = models.TextField(max_length=LONGEST_TEXT, blank=True)
    link = models.URLField(max_length=500, blank=True)
    spell = models.ForeignKey("pathways.Spell", models.PROTECT, related_name="+", null=True, blank=True)
    audience = models.CharField(max_length=12, choices=Audience.choices, default=Audience.NOBODY.value)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(did=""),
                name="piece_says_what_was_done",
                violation_error_message=_("Say what you did."),
            ),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="https://"),
                name="link_is_safe",
                violation_error_message=_("A link begins with https://."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "person"], name="piece_of_person")]

    def __str__(self) -> str:
        return f"piece of {self.on}"
