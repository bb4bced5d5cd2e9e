"""What must hold for the reading of every malformed file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils import translation

from stafet.integrations.protocol import Finished, Item, Reading
from stafet.kernel.records import Notice, Rejection
from stafet.web.components.say import say
from tests.integrations.malformed.sound import MalformedFile

_HAS_WORDS = re.compile(r"[A-Za-z]{3,} [A-Za-z]{2,}")


def assert_told_well(file: MalformedFile, items: Iterable[Item]) -> None:
    """What must hold for every malformed file, whatever its fault."""
    found = list(items)
    rejections = [item for item in found if isinstance(item, Rejection)]
    assert rejections, f"{file.fault}: nothing was rejected"
    ends = [item for item in found if isinstance(item, Finished)]
    assert ends == found[-1:], f"{file.fault}: the reading does not end as it should"
    assert not any(isinstance(item, Reading) for item in found[1:]), file.fault
    for rejection in rejections:
        assert rejection.place.file, f"{file.fault}: no file is named"
        assert rejection.place.row >= 0
        assert str(rejection.what), file.fault
        assert str(rejection.mend), file.fault
    for item in found:
        if isinstance(item, Rejection | Notice):
            said = str(item.what) + str(getattr(item, "mend", ""))
            assert not re.search(r"\d{6}-?\d{4}", said), f"{file.fault}: a number is repeated: {said}"
            assert len(said) < 700, file.fault


def assert_said_in_every_language(file: MalformedFile, items: Iterable[Item]) -> None:
    """What was wrong and how to mend it has words in Danish and Swedish too, other than the English ones."""
    for rejection in (item for item in items if isinstance(item, Rejection)):
        for sentence in (rejection.what, rejection.mend):
            english = str(sentence)
            for language in ("da", "sv"):
                with translation.override(language):
                    said = say(sentence)
                assert said, f"{file.fault}: nothing is said in {language}"
                assert said != english or not _HAS_WORDS.search(english), (
                    f"{file.fault}: {english} in {language}"
                )
