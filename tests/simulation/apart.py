"""The country in a cluster of its own, made as the tests make theirs."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

import psycopg
from django.db import connections

from tests.databases import TEMPLATE, cluster_in, make_template, point_to
from tests.goals.record import measured, measured_share
from tests.simulation.run import Country, live


def run(asked: Namespace, folder: Path) -> int:
    """Live it, print the report, and keep the figures for the table of goals."""
    cluster = cluster_in(folder)
    try:
        make_template(cluster)
        point_to(folder, TEMPLATE)
        with psycopg.connect(cluster.superuser_dsn(TEMPLATE), autocommit=True) as superuser:
            report = live(Country(asked.municipalities, asked.people, asked.days), superuser)
    finally:
        connections.close_all()
        cluster.stop()
    sys.stdout.write(report.to_markdown() + "\n")
    measured("simulated days", asked.days, f"{asked.municipalities} municipalities")
    measured("simulated people", report.persons)
    measured("broken days", len(report.watched.broken))
    measured_share("one holder", report.person_days_kept, report.person_days, "person-days")
    measured_share("receipts", report.accepted.told, report.accepted.hand_overs, "accepted")
    return 1 if report.watched.broken else 0
