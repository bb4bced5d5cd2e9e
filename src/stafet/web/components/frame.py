"""The frame around every page: whose house this is, who is reading, where one can go.

One context processor fills it as ``frame``; ``base.html`` shows it. A page without a frame (an
error page, a link for a company) is whole too.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """A way to go. ``current`` is set on the one the page belongs to."""

    text: str
    href: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Language:
    """A language the reader can change to, named in itself."""

    code: str
    name: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class House:
    """The municipality or the cooperation that runs this Stafet."""

    name: str
    logo_href: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is logged in, and in which role they read this page."""

    name: str
    role: str
    links: tuple[NavigationLink, ...] = ()
    log_out_href: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything around the page's own content.

    ``here`` is the address to come back to after a change of language; it never holds a name.
    ``run_by`` is the line of the footer that says who is responsible for the data.
    """

    home_href: str = "/"
    house: House | None = None
    navigation: tuple[NavigationLink, ...] = ()
    more: tuple[NavigationLink, ...] = ()
    reader: Reader | None = None
    languages: tuple[Language, ...] = ()
    language_href: str = ""
    here: str = "/"
    footer: tuple[NavigationLink, ...] = ()
    run_by: str = ""

    @property
    def more_is_current(self) -> bool:
        """Whether the page belongs to one of the ways under "More"."""
        return any(link.current for link in self.more)
