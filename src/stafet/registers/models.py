"""Register loads: sources, uploads, staged rows, and which register key is which of ours."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import DataClass, NotPersonal, Privacy, Retention
from stafet.kernel.records import LoadMode
from stafet.registers.states import (
    Choice,
    DateOrder,
    EndDates,
    LoadState,
    RowKind,
    SourceFormat,
    Verdict,
    WhichRows,
)

_MODES = [(mode.value, mode.value) for mode in LoadMode]
NAME_ONCE = "source_name_once"
"""The constraint that keeps two registers of a municipality apart by name."""
_OPEN = ["fetching", "received", "reading", "read", "comparing", "previewed", "applying"]


class Mapping(models.Model):
    """How the columns of some register's files are to be read. A changed mapping is a new version."""

    scoped: ClassVar[bool] = True
    privacy = NotPersonal("names of columns")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    name = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    content = models.JSONField(help_text="A ColumnMapping.")
    saved_at = models.DateTimeField()
    saved_by_id = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "name", "version"], name="mapping_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class Source(models.Model):
    """A register: something that tells us, again and again, in the same shape."""

    scoped: ClassVar[bool] = True
    privacy = NotPersonal("a register")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    name = models.CharField(max_length=100)
    format = models.CharField(max_length=20, choices=SourceFormat.choices)
    mode = models.CharField(max_length=8, choices=_MODES, help_text="What its files are when they don't say.")
    country = models.CharField(max_length=2, help_text="Whose national numbers it writes.")
    date_order = models.CharField(
        max_length=11, choices=DateOrder.choices, default=DateOrder.YEAR_FIRST.value
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Whose register it is; rows that name no organisation are about this one.",
    )
    activity = models.CharField(
        max_length=32, blank=True, help_text="The kind of activity of all its rows, if one."
    )
    end_dates = models.CharField(
        max_length=9, choices=EndDates.choices, blank=True, help_text="Empty: as the format says."
    )
    mapping = models.ForeignKey(Mapping, models.PROTECT, related_name="+", null=True, blank=True)
    stale_after_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Empty: as the rule says."
    )
    created_at = models.DateTimeField()
    created_by_id = models.UUIDField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "name"],
                condition=Q(retired_at=None),
                name=NAME_ONCE,
                violation_error_message="There is already a register of this name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Connection(models.Model):
    """How a live register is reached, and when it is asked by itself. Its secret lies elsewhere, sealed.

    ``changed_at`` is when the address or who we are there last changed: what was told before is no basis for changes.
    ``applies_quietly``: what loses nobody and raises no question is applied without anybody looking.
    """

    scoped: ClassVar[bool] = True
    privacy = NotPersonal("where a system is")

    source = models.OneToOneField(Source, models.PROTECT, related_name="+", primary_key=True)
    municipality_id = models.UUIDField()
    address = models.CharField(max_length=500)
    token_address = models.CharField(max_length=500)
    client_id = models.CharField(max_length=200)
    scope = models.CharField(max_length=500, blank=True)
    fetch_hour = models.PositiveSmallIntegerField(null=True, help_text="Of every day; empty: on request.")
    applies_quietly = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    secret_set_at = models.DateTimeField()
    tried_on = models.DateField(null=True, help_text="The last day on which the hour was kept.")
    test = models.JSONField(null=True, help_text="What came of the last test.")
    tested_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(fetch_hour=None) | Q(fetch_hour__lte=23),
                name="fetch_hour_is_an_hour",
                violation_error_message="A day has the hours from 0 to 23.",
            ),
        ]

    def __str__(self) -> str:
        return f"connection of {self.source_id}"


class ConnectionSecret(models.Model):
    """The secret of a connection, sealed and bound to it. It is written from a page and opened by jobs only."""

    scoped: ClassVar[bool] = True
    privacy = NotPersonal("a secret of two systems, about nobody")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    connection = models.ForeignKey(Connection, models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"secret of {self.connection_id}"


class Load(models.Model):
    """One upload from one register: read, compared, shown, and applied only when somebody says so.

    ``tally`` and ``consequences`` are what the last comparison found; applying compares again and goes on only
    when it finds the same.
    """

    scoped: ClassVar[bool] = True
    privacy = NotPersonal("about a file and what became of it; whom it tells about stands in its rows")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=LoadState.choices, default=LoadState.RECEIVED.value)
    mode = models.CharField(max_length=8, choices=_MODES)
    file_name = models.CharField(max_length=200)
    file_size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    content_hash = models.CharField(
        max_length=64, blank=True, help_text="The same for the same rows in any order."
    )
    received_at = models.DateTimeField()
    received_by_id = models.UUIDField()
    rows_done = models.PositiveIntegerField(default=0)
    rows_expected = models.PositiveIntegerField(null=True)
    beat_at = models.DateTimeField(help_text="When the work on it last gave a sign of life.")
    attempts = models.PositiveSmallIntegerField(default=0)
    tally = models.JSONField(default=list)
    consequences = models.JSONField(default=list)
    notices = models.JSONField(default=list)
    problem = models.JSONField(null=True, help_text="Why it was refused or stopped, and how to mend it.")
    asked_at = models.DateTimeField(null=True, help_text="When a live system was asked, by the slower clock.")
    offered = models.JSONField(default=dict, help_text="What a live system offers, and what it fills in.")
    protected_rows = models.PositiveIntegerField(default=0, help_text="Rows that only named staff may see.")
    losses = models.PositiveIntegerField(default=0, help_text="Places that would end or go missing.")
    losses_of = models.PositiveIntegerField(
        default=0, help_text="Of how many that this register says are running."
    )
    rows_chosen = models.CharField(max_length=14, choices=WhichRows.choices, blank=True)
    losses_confirmed = models.PositiveIntegerField(null=True)
    ordered_at = models.DateTimeField(null=True)
    ordered_by_id = models.UUIDField(null=True)
    finished_at = models.DateTimeField(null=True)
    written = models.JSONField(default=list, help_text="How many rows of what applying wrote.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "source"],
                condition=Q(state__in=_OPEN),
                name="one_open_load_per_source",
                violation_error_message="Another file of this register waits for a decision. Apply or discard it first.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["applying", "applied"])
                | (Q(ordered_at__isnull=False, ordered_by_id__isnull=False) & ~Q(rows_chosen="")),
                name="applied_load_was_ordered",
                violation_error_message="A load is applied only when somebody has said so.",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "source", "-received_at"], name="load_of_source"),
        ]

    def __str__(self) -> str:
        return f"load {self.state}"


class LoadFile(models.Model):
    """What was uploaded, sealed. Only the job that reads it can open it; it goes when the load is decided."""

    scoped: ClassVar[bool] = True
    privacy = Privacy(
        DataClass.NATIONAL_NUMBER,
        subject="load_id",
        purpose="register",
        retention=Retention(keep="P30D", after="load_finished"),
        technical=("id", "municipality_id", "load"),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality_id = models.UUIDField()
    load = models.OneToOneField(Load, models.CASCADE, related_name="+")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"file of {self.load_id}"


class StagedRow(models.Model):
    """One row of an upload as we understood it, what it would do, and the sentence that says so.

    The number is a keyed hash and sealed text, never clear. ``shown`` opens the row to those who load registers;
    it stays false until the comparison has found that the row is about nobody who is protected.
    """

    scoped: ClassVar[bool] = True
    privacy = Privacy(
        DataClass.NATIONAL_NUMBER,
        subject="person_id",
        purpose="register",
        retention=Retention(keep="P90D", after="load_finished"),
        technical=("id", "municipality_id", "load", "position", "kind", "fingerprint", "verdict", "shown"),
    )

    id = models.BigAutoField(primary_key=True)
    municipality_id = models.UUIDField()
    load = models.ForeignKey(Load, models.CASCADE, related_name="+")
    position = models.PositiveIntegerField(help_text="Its number within the load: how a page names it.")
    kind = models.CharField(max_length=12, choices=RowKind.choices)
    file = models.CharField(max_length=200, blank=True)
    row = models.PositiveIntegerField(default=0)
    column = models.CharField(max_length=200, blank=True)

    external_id = models.CharField(max_length=200, blank=True)
    person_key = models.CharField(max_length=200, blank=True)
    organisation_key = models.CharField(max_length=200, blank=True)
    group_key = models.CharField(max_length=200, blank=True)
    removed = models.BooleanField(default=False)
    category = models.CharField(
        max_length=32, blank=True, help_text="Kind of organisation, activity or event."
    )
    name = models.CharField(max_length=200, blank=True)
    given_names = models.CharField(max_length=200, blank=True)
    family_name = models.CharField(max_length=200, blank=True)
    search_key = models.CharField(max_length=400, blank=True)
    sort_key = models.CharField(max_length=400, blank=True)
    birth_date = models.DateField(null=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    protection = models.CharField(max_length=24, blank=True)
    number_kind = models.CharField(max_length=16, blank=True)
    number_hash = models.BinaryField(null=True)
    number_sealed = models.BinaryField(null=True)
    grade = models.SmallIntegerField(null=True)
    programme_code = models.CharField(max_length=40, blank=True)
    programme_name = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    starts_inferred = models.BooleanField(default=False)
    end_reason = models.CharField(max_length=16, blank=True)
    end_reason_code = models.CharField(max_length=40, blank=True)
    fingerprint = models.CharField(max_length=32, blank=True, help_text="The same for the same words.")

    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    what = models.TextField(blank=True, help_text="The sentence, as its key.")
    mend = models.TextField(blank=True)
    values = models.JSONField(default=dict)
    choices = ArrayField(models.CharField(max_length=10), default=list, help_text="What somebody may decide.")
    choice = models.CharField(max_length=10, choices=Choice.choices, blank=True)
    chosen_at = models.DateTimeField(null=True)
    chosen_by_id = models.UUIDField(null=True)
    target_id = models.UUIDField(null=True, help_text="Which of ours it is, if it is known.")
    person_id = models.UUIDField(null=True, help_text="Whom it is about, if they are known.")
    shown = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["load", "position"], name="staged_row_position_once"),
            models.CheckConstraint(
                condition=Q(choice="", chosen_at=None) | (~Q(choice="") & Q(chosen_at__isnull=False)),
                name="choice_has_a_time",
                violation_error_message="A choice has a time.",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["load", "verdict", "what", "position"], name="staged_row_list"),
        ]

    def __str__(self) -> str:
        return f"row {self.position}"


class KnownKey(models.Model):
    """Which key of a register is which of ours, and what the register last said under it.

    For an enrolment it keeps what was said, so that a file with only what has changed can be joined with what it
    left out. ``gone`` means that the register took it back; ``missing_loads`` counts the whole files in a row
    that lacked it.
    """

    scoped: ClassVar[bool] = True
    privacy = Privacy(
        DataClass.IDENTITY,
        subject="target_id",
        purpose="register",
        retention=Retention(keep="P5Y", after="coverage_ended"),
        technical=("id", "municipality_id", "source", "kind", "fingerprint"),
    )

    id = models.BigAutoField(primary_key=True)
    municipality_id = models.UUIDField()
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=RowKind.choices)
    external_id = models.CharField(max_length=200)
    target_id = models.UUIDField()
    fingerprint = models.CharField(max_length=32)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    unit_id = models.UUIDField(null=True)
    grade = models.SmallIntegerField(null=True)
    protected = models.BooleanField(default=False, help_text="Whether it said that the person is protected.")
    gone = models.BooleanField(default=False)
    missing_loads = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "source", "kind", "external_id"], name="known_key_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "target_id"], name="known_key_of_target"),
        ]

    def __str__(self) -> str:
        return f"known {self.kind}"


class DataHealth(models.Model):
    """One figure of a source as it stood when a load had been applied: how many of how many."""

    scoped: ClassVar[bool] = True
    privacy = NotPersonal("counts about a register's quality")

    id = models.BigAutoField(primary_key=True)
    municipality_id = models.UUIDField()
    load = models.ForeignKey(Load, models.CASCADE, related_name="+")
    figure = models.CharField(max_length=32)
    count = models.PositiveIntegerField()
    base = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["load", "figure"], name="data_health_figure_once"),
        ]

    def __str__(self) -> str:
        return self.figure
