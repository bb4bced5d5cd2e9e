"""Taking an upload from a browser: one file, several, or a folder, never more than we said, never unpacked here."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from stafet.integrations.limits import STANDARD
from stafet.registers import api as registers

_MEGABYTE = 1024 * 1024


class LargestUpload(FileUploadHandler):
    """Counts what arrives, and lets go of the file that makes it too much: the disk can't be filled by sending."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._arrived = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 (as Django calls it)
        """Pass a piece on to whoever keeps it."""
        self._arrived += len(raw_data)
        if self._arrived > settings.STAFET_LARGEST_UPLOAD:
            if self.request is not None:
                self.request.META[_TOO_MUCH] = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Keep nothing: the handlers after this one do."""


class SeveralFilesInput(forms.FileInput):
    """A file field that takes several."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """As many files as somebody chose."""

    def clean(self, data: object, initial: object = None) -> list[UploadedFile[Any]]:
        """Each file checked; hidden ones, which systems add to folders, are left out."""
        files = data if isinstance(data, list) else [data] if data else []
        if not files:
            super().clean(None, initial)
            return []
        checked = (
            cast("UploadedFile[Any]", super(SeveralFilesField, self).clean(file, initial)) for file in files
        )
        return [file for file in checked if not _is_hidden(file)]


class UploadForm(forms.Form):
    """What to load: files, or a folder of them."""

    file = SeveralFilesField(
        label=gettext_lazy("The file"),
        required=False,
        widget=SeveralFilesInput({"multiple": True}),
    )
    folder = SeveralFilesField(
        label=gettext_lazy("Or a whole folder"),
        required=False,
        widget=SeveralFilesInput({"multiple": True, "webkitdirectory": True}),
        help_text=gettext_lazy("Only the files directly in it; phones may not offer this."),
    )
    columns_anew = forms.BooleanField(
        label=gettext_lazy("I want to say anew which column holds what"), required=False
    )

    def __init__(self, request: HttpRequest, *, source: registers.Source) -> None:
        posted = request.method == "POST"
        super().__init__(request.POST if posted else None, request.FILES if posted else None)
        self._was_too_much = bool(request.META.get(_TOO_MUCH))
        self.fields["file"].help_text = size_words()
        if source.mapping_id is None:
            del self.fields["columns_anew"]

    def clean(self) -> dict[str, object]:
        """Something was chosen, not more than is read, and no two files of one name."""
        cleaned = super().clean() or {}
        chosen = self.chosen()
        if self._was_too_much:
            most = settings.STAFET_LARGEST_UPLOAD // _MEGABYTE
            words = gettext(
                "That is more than %(most)d MB. Export fewer columns or one school year, or zip it."
            )
            self.add_error("file", words % {"most": most})
        elif not chosen and not self.errors:
            self.add_error("file", gettext("Choose the file to load."))
        elif len(chosen) > STANDARD.members:
            words = gettext("There are %(count)d files; at most %(most)d are read together.")
            self.add_error("file", words % {"count": len(chosen), "most": STANDARD.members})
        elif len({str(file.name).casefold() for file in chosen}) < len(chosen):
            self.add_error("file", gettext("Two of the files have the same name. Choose each once."))
        return cleaned

    def chosen(self) -> Sequence[UploadedFile[Any]]:
        """Every file that was chosen, by either way."""
        cleaned = getattr(self, "cleaned_data", {})
        return [*(cleaned.get("file") or ()), *(cleaned.get("folder") or ())]


@dataclass(frozen=True, slots=True)
class Received:
    """An upload as one file on disk, and what to call it."""

    path: Path
    name: str


@contextmanager
def as_one_file(files: Sequence[UploadedFile[Any]]) -> Iterator[Received]:
    """The upload as one file, for as long as the block lasts. Several become one zip."""
    with tempfile.TemporaryDirectory(prefix="stafet-upload-") as folder:
        if len(files) == 1:
            path = Path(folder) / "upload"
            _write(files[0], path)
            yield Received(path, str(files[0].name))
            return
        path = Path(folder) / "upload.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in files:
                with archive.open(str(file.name), "w") as inside:
                    shutil.copyfileobj(file, inside)
        name = gettext("%(first)s and %(count)d more") % {"first": files[0].name, "count": len(files) - 1}
        yield Received(path, name)


def size_words() -> str:
    """How much may be loaded, in words."""
    words = gettext(
        "CSV, Excel (.xlsx) or a zip, at most %(most)d MB. You can choose several files; they are loaded as one."
    )
    return words % {"most": settings.STAFET_LARGEST_UPLOAD // _MEGABYTE}


_TOO_MUCH = "stafet.upload_was_too_much"


def _is_hidden(file: UploadedFile[Any]) -> bool:
    return str(file.name).startswith((".", "~$")) or str(file.name).casefold() == "thumbs.db"


def _write(file: UploadedFile[Any], path: Path) -> None:
    with path.open("wb") as kept:
        shutil.copyfileobj(file, kept)
