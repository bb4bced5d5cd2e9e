"""``stafet demo``: fill an empty installation with a synthetic municipality, through the importers."""

from __future__ import annotations

import time

from django.core.management.base import BaseCommand

from stafet.demo import api as demo
from stafet.kernel import clock
from stafet.kernel.sentences import SentenceError, sentence
from stafet.organisations import api as organisations


class NotEmpty(SentenceError):
    """There is a municipality already."""


class Command(BaseCommand):
    """Nobody in the demonstration exists."""

    help = "Fill an empty installation with a synthetic municipality."

    def handle(self, *args: object, **options: object) -> None:
        """Build it, with a line per part."""
        if organisations.Municipality.objects.exists():
            raise NotEmpty(
                sentence("The demonstration goes only into an empty installation; this one has people.")
            )
        begun = time.monotonic()
        demo.build(now=clock.now(), say=lambda words: self.stdout.write(f"  · {words}"))
        self.stdout.write(f"  · done in {time.monotonic() - begun:.0f} s")
