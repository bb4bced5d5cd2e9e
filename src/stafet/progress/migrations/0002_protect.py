from pathlib import Path

from django.db import migrations

from stafet.access.api import composite_key, protect, protect_history, run
from stafet.duplicates.api import follow_merges
from stafet.kernel.privacy import DataClass

TRACKED = ["progressword", "ownwords"]
TABLES = [*TRACKED, "reflection", "reflectionanswer", "reflectioninvitation", "portfoliopiece"]
KEPT = Path(__file__).resolve().parent.parent / "kept.sql"


class Migration(migrations.Migration):
    """Who may see and write where somebody is; what is theirs alone; and that all follows when two registrations are one."""

    dependencies = [
        ("progress", "0001_initial"),
        ("duplicates", "0002_went_along"),
        ("responsibility", "0004_envelope"),
    ]
    operations = [
        *[protect(f"progress_{name}", data_class=DataClass.PROCESS) for name in TABLES],
        *[protect_history(f"progress_{name}event", data_class=DataClass.PROCESS) for name in TRACKED],
        *[composite_key(f"progress_{name}") for name in TABLES],
        run(KEPT.read_text(encoding="utf-8")),
        follow_merges(
            "progress",
            rows=[
                f"progress_{name}"
                for name in ("progressword", "reflection", "reflectioninvitation", "portfoliopiece")
            ],
            parts={
                "progress_ownwords": ("progress_progressword", "progress_word_id"),
                "progress_reflectionanswer": ("progress_reflection", "reflection_id"),
            },
        ),
    ]
