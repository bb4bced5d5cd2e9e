"""Ranges as the database compares them."""

from __future__ import annotations

from django.contrib.postgres.fields import DateTimeRangeField
from django.db.models import Func


class InstantRange(Func):
    """The half-open range of two instants, as the database compares it."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()
