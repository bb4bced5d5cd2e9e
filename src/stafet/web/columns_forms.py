"""Which column holds what? One question for each column of a table, and one for each word nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext, gettext_lazy

from stafet.integrations import receiving
from stafet.integrations.mapping import ColumnMapping, Field, MappedColumn, Translation
from stafet.integrations.tables.look import TableLook
from stafet.integrations.tables.words import kinds_by_word, word_key
from stafet.web.lanes import KINDS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_LONGEST_VALUE = 40
_UNUSED = "unused"
_UNKNOWN = "unknown"

FIELDS: Mapping[StrOrPromise, Mapping[Field, StrOrPromise]] = MappingProxyType(
    {
        gettext_lazy("Who it is"): {
            Field.PERSON_ID: gettext_lazy("Identifier of the person"),
            Field.NATIONAL_NUMBER: gettext_lazy("National number"),
            Field.GIVEN_NAMES: gettext_lazy("Given names"),
            Field.FAMILY_NAME: gettext_lazy("Family name"),
            Field.FULL_NAME: gettext_lazy("Whole name"),
            Field.BIRTH_DATE: gettext_lazy("Birth date"),
            Field.EMAIL: gettext_lazy("E-mail"),
            Field.PHONE: gettext_lazy("Phone"),
            Field.PROTECTION: gettext_lazy("Protected identity or address"),
        },
        gettext_lazy("Where they are"): {
            Field.SCHOOL_ID: gettext_lazy("Number of the school or institution"),
            Field.SCHOOL_NAME: gettext_lazy("Name of the school or institution"),
            Field.CLASS_ID: gettext_lazy("Identifier of the class"),
            Field.CLASS_NAME: gettext_lazy("Name of the class"),
            Field.GRADE: gettext_lazy("Grade"),
            Field.KIND: gettext_lazy("Kind of education or activity"),
            Field.PROGRAMME_CODE: gettext_lazy("Code of the programme"),
            Field.PROGRAMME_NAME: gettext_lazy("Name of the programme"),
        },
        gettext_lazy("Since when, and why it ended"): {
            Field.ENROLMENT_ID: gettext_lazy("Identifier of the enrolment"),
            Field.STARTS_ON: gettext_lazy("First day"),
            Field.ENDS_ON: gettext_lazy("Last day"),
            Field.END_REASON: gettext_lazy("Reason why it ended"),
            Field.REMOVED: gettext_lazy("Row is to be taken out again"),
        },
    }
)


class ColumnsForm(forms.Form):
    """A table's columns. ``known`` is what was answered for an earlier file of the register."""

    def __init__(self, data: object = None, *, table: TableLook, known: ColumnMapping | None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.table = table
        suggested = (
            known if known is not None and _headings(known) & set(table.headings) else table.suggestion
        )
        fields = {column.heading: column.field for column in suggested.columns}
        for number, heading in enumerate(table.headings):
            self.fields[f"column_{number}"] = _column_field(table, heading, fields.get(heading))
        self._meanings = {each.word: each.value for each in suggested.translations}
        self._ask_for_words()

    def columns(self) -> list[forms.BoundField]:
        """The questions about columns."""
        return [self[f"column_{number}"] for number in range(len(self.table.headings))]

    def words(self) -> list[forms.BoundField]:
        """The questions about words, once it is known in which column they stand."""
        return [self[name] for name in self.fields if name.startswith("word_")]

    def clean(self) -> dict[str, object]:
        """Each field once, a name, and something that tells two people of one name apart."""
        cleaned = super().clean() or {}
        chosen: dict[str, str] = {}
        for number, heading in enumerate(self.table.headings):
            field = str(cleaned.get(f"column_{number}", _UNUSED))
            if field == _UNUSED:
                continue
            if field in chosen:
                words = gettext("“%(other)s” was chosen for it already. Each can be in one column only.")
                self.add_error(f"column_{number}", words % {"other": chosen[field]})
            else:
                chosen[field] = heading
        if not self.errors:
            self._refuse_what_names_nobody(set(chosen))
        return cleaned

    def mapping(self) -> ColumnMapping:
        """What was answered, as readers are told it."""
        columns = tuple(
            MappedColumn(heading, Field(self.cleaned_data[f"column_{number}"]))
            for number, heading in enumerate(self.table.headings)
            if self.cleaned_data[f"column_{number}"] != _UNUSED
        )
        return ColumnMapping(
            columns,
            sheet=self.table.sheet,
            header_row=self.table.suggestion.header_row,
            translations=tuple(self._translations()),
        )

    def _translations(self) -> Iterable[Translation]:
        for number, word in enumerate(self._unknown_words()):
            meaning = self.cleaned_data.get(f"word_{number}")
            if meaning and meaning != _UNKNOWN:
                yield Translation(Field.KIND, word, meaning)

    def _refuse_what_names_nobody(self, chosen: set[str]) -> None:
        if not chosen & {Field.FULL_NAME, Field.GIVEN_NAMES, Field.FAMILY_NAME}:
            self.add_error(None, gettext("No column holds names. Say which one does."))
        elif not chosen & {Field.PERSON_ID, Field.NATIONAL_NUMBER, Field.BIRTH_DATE}:
            words = gettext(
                "No column tells two people of the same name apart. "
                "Say which one holds an identifier, the national number or the birth date."
            )
            self.add_error(None, words)

    def _ask_for_words(self) -> None:
        for number, word in enumerate(self._unknown_words()):
            self.fields[f"word_{number}"] = forms.ChoiceField(
                label=gettext("“%(word)s”") % {"word": word[:_LONGEST_VALUE]},
                error_messages={"required": gettext("Say what it means, or that nobody knows.")},
                choices=[
                    ("", gettext("Choose")),
                    *((kind.value, text) for kind, text in KINDS.items()),
                    (_UNKNOWN, gettext("Nobody knows: rows with it are not taken")),
                ],
                initial=self._meanings.get(word, ""),
            )

    def _unknown_words(self) -> tuple[str, ...]:
        heading = self._kind_heading()
        known = kinds_by_word()
        return tuple(word for word in self.table.words_of(heading) if word_key(word) not in known)

    def _kind_heading(self) -> str:
        """The column that says which kind of education a row is about, as answered or else as suggested."""
        for number, heading in enumerate(self.table.headings):
            name = f"column_{number}"
            answer = self.data.get(name, "") if self.is_bound else self.fields[name].initial
            if answer == Field.KIND:
                return heading
        return ""


def _column_field(table: TableLook, heading: str, field: Field | None) -> forms.ChoiceField:
    values = [value[:_LONGEST_VALUE] for value in receiving.values_of(table, heading)]
    hint = gettext("For example: %(values)s") % {"values": " · ".join(values)} if values else gettext("Empty")
    return forms.ChoiceField(
        label=heading,
        choices=[
            (_UNUSED, gettext("Not used")),
            *((group, [(each.value, text) for each, text in of.items()]) for group, of in FIELDS.items()),
        ],
        initial=field.value if field else _UNUSED,
        help_text=hint,
    )


def _headings(mapping: ColumnMapping) -> set[str]:
    return {column.heading for column in mapping.columns}
