"""Goals of trust that the campaign does not measure: what they ask, and where they stand instead."""

from __future__ import annotations

from collections.abc import Mapping

ELSEWHERE: Mapping[str, tuple[str, str]] = {
    "G5": ("Mutants in the access package killed", "not measured: no mutation tool is among the packages"),
    "G21": (
        "Pages at the 95th percentile, 200,000 people, 50 requests a second",
        "`make bench`, [figures](figures.md)",
    ),
    "G22": ("What row-level security costs against a filter by hand", "`make bench`, [figures](figures.md)"),
    "G23": (
        "Soak of eight hours",
        "`python -m tests.benchmarks --soak 28800`; half an hour was run, [figures](figures.md)",
    ),
    "G32": ("Rows of ASVS 5.0 decided with evidence", "not measured: there is no table of rows yet"),
    "G33": (
        "Migrations under load",
        "not measured; locks wait two seconds at most by a setting that a test reads",
    ),
    "G36": (
        "Age of vulnerability data, packages audited",
        "not measured: needs a network and current advisories",
    ),
    "G38": (
        "Security reports acknowledged and fixed",
        "`SECURITY.md` says who answers; only use can measure it",
    ),
}
"""By their numbers."""
