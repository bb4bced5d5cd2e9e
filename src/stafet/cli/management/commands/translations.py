"""``stafet translations``: bring the word lists up to date and say what is missing."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from stafet.cli import translations


class Command(BaseCommand):
    """For whoever writes the words."""

    help = "Collect every text into the word lists of each language and say how many lack words."

    def handle(self, *args: object, **options: object) -> None:
        """Update each language's list."""
        for language in translations.LANGUAGES:
            left = translations.update(language)
            self.stdout.write(f"{language}: {left} texts without words.")
