"""What must hold of the settings before Stafet starts. Everything that is wrong is said at once, each with its mend."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from stafet.kernel.reach import ways_from_outside
from stafet.kernel.sentences import Sentence, SentenceError, sentence
from stafet.operation import fences, notes

_ASKED_AS = "default"
_SHORTEST_KEY = 32
_FEWEST_SIGNS = 10
_SEAL_BYTES = 32
_STAY_HERE = ("filebased", "console", "dummy", "locmem")
_FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_PRIVATE_FILES = ("keys.json", "database.json")


class UnsafeInstallation(SentenceError):
    """Stafet does not start as it is set up; ``reasons`` are all the sentences, not only the first."""

    def __init__(self, reasons: tuple[Sentence, ...]) -> None:
        text = "".join(f"\n{number}. {reason}" for number, reason in enumerate(reasons, 1))
        super().__init__(
            sentence(
                "Stafet does not start: %(count)s things are not safe.%(reasons)s",
                count=len(reasons),
                reasons=text,
            )
        )
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Installation:
    """How this Stafet is set up. ``listens`` is where the web server listens, if that is known."""

    home: Path
    hosts: tuple[str, ...]
    address: str
    https: bool
    keys: Mapping[str, str]
    mail_by: str
    mail_from: str
    journal: Path
    listens: str = ""

    @property
    def others_come(self) -> bool:
        """Whether it can be reached by anybody who does not sit at its machine."""
        hosts = [host for host in (*self.hosts, self.listens) if host]
        return bool(ways_from_outside(hosts=hosts, address=self.address, https=self.https))


def refuse_unsafe(installation: Installation) -> None:
    """Raise ``UnsafeInstallation`` with everything that is wrong with settings and database."""
    reasons = (*wrong_settings(installation), *wrong_database(installation))
    if reasons:
        raise UnsafeInstallation(reasons)


def wrong_settings(installation: Installation) -> tuple[Sentence, ...]:
    """What can be known without a database."""
    reasons = [*_keys(installation), *_files(installation), *_hosts(installation), *_restored(installation)]
    if installation.others_come:
        reasons.extend([*_address(installation), *_mail(installation)])
    return tuple(reasons)


def wrong_database(installation: Installation) -> tuple[Sentence, ...]:
    """What only the database knows."""
    ask = fences.asking(_ASKED_AS)
    further = fences.wrong_where_others_come(ask) if installation.others_come else ()
    return (*fences.wrong_fences(ask), *further)


def _keys(installation: Installation) -> Iterator[Sentence]:
    for name, key in installation.keys.items():
        if len(key) < _SHORTEST_KEY or len(set(key)) < _FEWEST_SIGNS:
            yield sentence(
                "%(name)s is too short or too plain to be a key: it can be guessed. Give it 64 signs of chance, such as "
                "openssl rand -hex 32 prints; without it in the environment Stafet makes one. A seal or number key that is in "
                "use must first be replaced in the data.",
                name=name,
            )
    if len(set(installation.keys.values())) < len(installation.keys):
        yield sentence(
            "Two of the keys are the same: whoever loses one loses both. Give each a value of its own."
        )
    if not _is_hex(installation.keys.get("STAFET_SEAL_KEY", ""), _SEAL_BYTES):
        yield sentence(
            "STAFET_SEAL_KEY is not 32 bytes in hexadecimal, so no national number can be sealed with it. "
            "Take what openssl rand -hex 32 prints."
        )


def _files(installation: Installation) -> Iterator[Sentence]:
    for name in _PRIVATE_FILES:
        file = installation.home / name
        if file.exists() and file.stat().st_mode & _FOR_OTHERS:
            yield sentence(
                "Others on this machine may read %(file)s, which holds keys. Take it from them: chmod 600 %(file)s.",
                file=str(file),
            )
    journal = installation.journal
    place = journal if journal.exists() else _nearest(journal.parent)
    if not os.access(place, os.W_OK) or journal.is_dir():
        yield sentence(
            "The journal of deletions, %(file)s, can't be written, so nothing could be deleted when its time is up. "
            "Give Stafet's user the right to write there, or name another file in STAFET_JOURNAL.",
            file=str(journal),
        )


def _hosts(installation: Installation) -> Iterator[Sentence]:
    loose = [host for host in installation.hosts if not host.strip() or "*" in host or host.startswith(".")]
    if loose:
        yield sentence(
            "STAFET_HOSTS lets any name in (%(hosts)s): a forged one would stand in the links of messages. "
            "Write the full names Stafet answers to, separated by commas.",
            hosts=", ".join(repr(host) for host in loose),
        )


def _restored(installation: Installation) -> Iterator[Sentence]:
    note = notes.read(installation.home, notes.RESTORE)
    if note is not None and note.get("whole") is not True:
        yield sentence(
            "The last restore did not end well, and whoever was deleted since the backup may be back. "
            "Restore again with “stafet restore”, and see that every line of its table is right."
        )


def _address(installation: Installation) -> Iterator[Sentence]:
    address = urlsplit(installation.address)
    if not installation.https:
        yield sentence(
            "Others can reach this Stafet, and it does not ask for TLS: whoever listens on the way reads names and passwords. "
            "Put a web server with TLS in front and set STAFET_HTTPS=1, or let STAFET_HOSTS, STAFET_ADDRESS and --host name "
            "this machine only."
        )
    elif address.scheme != "https":
        yield sentence(
            "STAFET_ADDRESS is %(address)s, so that the links in messages go past TLS. Let it begin with https://.",
            address=installation.address,
        )
    if (address.hostname or "") not in installation.hosts:
        yield sentence(
            "STAFET_ADDRESS is %(address)s, but STAFET_HOSTS does not name it: the links in messages would lead nowhere. "
            "Write its name into STAFET_HOSTS.",
            address=installation.address,
        )


def _mail(installation: Installation) -> Iterator[Sentence]:
    if any(f".{kind}." in installation.mail_by for kind in _STAY_HERE):
        yield sentence(
            "Mail does not leave this machine (%(how)s): nobody invited gets the link, and nobody is reminded. "
            "Set STAFET_EMAIL_BACKEND=django.core.mail.backends.smtp.EmailBackend and STAFET_EMAIL_HOST.",
            how=installation.mail_by,
        )
    if installation.mail_from.endswith("@localhost") or "@" not in installation.mail_from:
        yield sentence(
            "Messages come from %(sender)s, which other mail servers refuse. Set STAFET_EMAIL_FROM to an address of yours.",
            sender=installation.mail_from or "–",
        )


def _is_hex(text: str, size: int) -> bool:
    try:
        return len(bytes.fromhex(text)) == size
    except ValueError:
        return False


def _nearest(folder: Path) -> Path:
    return folder if folder.exists() else _nearest(folder.parent)
