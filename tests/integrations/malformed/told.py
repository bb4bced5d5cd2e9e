"""What must hold for the reading of every malformed file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from stafet.integrations.protocol import Finished, Item, Reading
from stafet.kernel.records import Notice, Rejection
from tests.integrations.malformed.sound import MalformedFile


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
