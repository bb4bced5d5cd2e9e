"""What a user may know an own browser again by: its family, the system it runs on, and roughly where it is."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from django.utils.translation import gettext

# The first that fits counts: each names itself after those before it, too.
_FAMILIES = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def browser_of(header: str) -> str:
    """ "Firefox, Windows": the names programs give themselves, the same in every language; empty when they give none."""
    named = (_first(_FAMILIES, header), _first(_SYSTEMS, header))
    return ", ".join(name for name in named if name)


def network_of(address: str) -> str:
    """An address shortened to its network, so that it says roughly where and not exactly who."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if found.is_loopback:
        return "loopback"
    return str(ip_network(f"{found}/{48 if isinstance(found, IPv6Address) else 24}", strict=False))


def say_network(network: str) -> str:
    """The network in words."""
    return gettext("this machine itself") if network == "loopback" else network


def _first(names: tuple[tuple[str, str], ...], header: str) -> str:
    return next((name for mark, name in names if mark in header), "")
