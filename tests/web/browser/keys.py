"""A hand that has no mouse."""

from __future__ import annotations

from playwright.sync_api import Page


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has this name has the focus; it must be seen to have it."""
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "() => { const e = document.activeElement;"
            " return (e.labels && e.labels[0] ? e.labels[0].innerText : e.innerText || '').trim() }"
        )
        if " ".join(focused.split()).replace(" :", ":").startswith(name):
            outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
            shadow = page.evaluate("() => getComputedStyle(document.activeElement).boxShadow")
            assert outline != "none" or shadow != "none", f"{name} does not show that it has the focus"
            return
    raise AssertionError(f"Tab never reaches {name}.")
