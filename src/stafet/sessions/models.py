"""Browsers that are logged in, or are about to be."""

from __future__ import annotations

from django.db import models

from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal
from stafet.sessions.states import Way


class Session(models.Model):
    """One browser, from the first thing that had to be remembered until it ends. The cookie's key is kept hashed."""

    privacy = NotPersonal("staff accounts: governed by the employer, not by a young person's retention")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key_hash = models.BinaryField(unique=True)
    user_id = models.UUIDField(null=True, db_index=True)
    way = models.CharField(max_length=13, choices=Way.choices, blank=True)
    browser = models.CharField(max_length=60, blank=True)
    network = models.CharField(max_length=45, blank=True, help_text="Shortened: where roughly.")
    data = models.TextField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"session of {self.user_id}"
