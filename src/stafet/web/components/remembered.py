"""Words that many rows share, made once for each language."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

from stafet.web.components.days import reader_locale

F = TypeVar("F", bound=Callable[..., Any])


def per_language(make: F) -> F:
    """Remember what a function makes of the same arguments in the same language. What it makes must not change."""

    @lru_cache(maxsize=4096)
    def made(_locale: str, *args: Any, **kwargs: Any) -> Any:
        return make(*args, **kwargs)

    @wraps(make)
    def remembered(*args: Any, **kwargs: Any) -> Any:
        return made(reader_locale(), *args, **kwargs)

    return cast("F", remembered)
