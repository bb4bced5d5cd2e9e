"""The journal of deletions as the installation shows it. The same lines stand in a file outside the database."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal


class Deletion(models.Model):
    """That something was deleted when its time was up: what kind, by which rule, how many rows. Nobody is named.

    ``key_hash`` is a keyed hash of what is gone, to find it by in a backup that still has it; what goes by its
    age alone has no key, but the instant ``until`` up to which everything went.
    """

    privacy = NotPersonal("keyed hashes of keys that no longer exist, and counts")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField(null=True, help_text="Empty for what belongs to no one municipality.")
    at = models.DateTimeField()
    kind = models.CharField(max_length=60, help_text="A person, or the model whose rows went.")
    key_hash = models.BinaryField(max_length=32, null=True)
    rule = models.CharField(max_length=60, help_text="How long after which event: P5Y after coverage_ended.")
    until = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(key_hash__isnull=False, until=None)
                | models.Q(key_hash=None, until__isnull=False),
                name="deletion_names_a_key_or_an_age",
                violation_error_message="A deletion says which key or up to which instant.",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_id", "-at"], name="deletion_recent")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"
