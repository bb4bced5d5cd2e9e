"""Icons of the design system, all from one file that a browser fetches once."""

from __future__ import annotations

from html import escape

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

_SPRITE = "dkfds/img/all-svg-icons.svg"


def sprite_address() -> str:
    """Where the file with all icons lies."""
    return static(_SPRITE)


def draw_icon(name: str, label: str = "") -> SafeString:
    """An icon; silent for those who hear the page unless it has a label."""
    spoken = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return mark_safe(  # noqa: S308 - the label is escaped, the name is ours
        f'<svg class="icon-svg" focusable="false" {spoken}><use href="{sprite_address()}#{escape(name)}"></use></svg>'
    )
