"""The fields of texts: for whom, and what they say in a language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from stafet.materials import api as materials
from stafet.materials.api import Audience, Edition, EditionFacts, Material, MaterialFacts, MaterialKind
from stafet.placements.api import SchemeKind
from stafet.web.components.day_field import DayField
from stafet.web.material_parts import name_language

_FIRST_YEAR, _LAST_YEAR = 2020, 2100
_MARKS = gettext_lazy(
    "An empty line begins a paragraph. “## ” at the beginning of a line makes a heading, “- ” a list, “1. ” a numbered one; **two stars** around words make them bold."
)
TEXT_FIELDS = ("title", "words", "link")
FOR_FIELDS = ("kind", "audiences", "scheme_kind", "starts_in", "look_again_on")


class MaterialForm(forms.Form):
    """For whom a text is."""

    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), choices=MaterialKind.choices)
    audiences = forms.MultipleChoiceField(
        label=gettext_lazy("Who is to read it?"),
        choices=Audience.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "What is for those at home or for companies stands on a page that everybody can open, once it is published."
        ),
    )
    scheme_kind = forms.ChoiceField(
        label=gettext_lazy("Which scheme does it belong to?"),
        choices=[("", gettext_lazy("All of them")), *SchemeKind.choices],
        required=False,
    )
    starts_in = forms.IntegerField(
        label=gettext_lazy("Only for the school year that begins in"),
        required=False,
        min_value=_FIRST_YEAR,
        max_value=_LAST_YEAR,
        help_text=gettext_lazy("Leave it empty if it holds every year."),
    )
    look_again_on = DayField(
        label=gettext_lazy("When do you want to look it over?"),
        required=False,
        help_text=gettext_lazy("On that day it stands on your Today."),
    )

    def facts(self, main_language: str) -> MaterialFacts:
        """What was said."""
        said = self.cleaned_data
        return MaterialFacts(
            kind=MaterialKind(said["kind"]),
            audiences=tuple(map(Audience, said["audiences"])),
            main_language=main_language,
            scheme_kind=said["scheme_kind"],
            starts_in=said["starts_in"],
            look_again_on=said["look_again_on"],
        )


class EditionForm(forms.Form):
    """What it says in one language. Of a language that is not the main one, who translated it."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=materials.LONGEST_TITLE)
    words = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=materials.LONGEST_TEXT,
        widget=forms.Textarea({"rows": 18}),
        help_text=_MARKS,
    )
    link = forms.URLField(
        label=gettext_lazy("Where does one read more?"),
        max_length=materials.LONGEST_LINE,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("An address on the web, if there is one."),
    )
    translated_by = forms.CharField(
        label=gettext_lazy("Who translated it?"),
        max_length=materials.LONGEST_LINE,
        help_text=gettext_lazy("A name or an office. If a machine did, say so, and who has read it through."),
    )

    def __init__(
        self, data: object = None, *, language: str, is_main: bool, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial or {})  # type: ignore[arg-type]
        self._language = language
        if is_main:
            del self.fields["translated_by"]

    def facts(self) -> EditionFacts:
        """What was said."""
        said = self.cleaned_data
        return EditionFacts(
            language=self._language,
            title=said["title"],
            words=said["words"],
            link=said["link"],
            translated_by=said.get("translated_by", ""),
        )


class NewMaterialForm(MaterialForm):
    """A text from nothing: for whom, and its first words in its main language."""

    main_language = forms.ChoiceField(label=gettext_lazy("In which language do you write it?"))
    title = EditionForm.base_fields["title"]
    words = EditionForm.base_fields["words"]
    link = EditionForm.base_fields["link"]

    def __init__(self, data: object = None, *, language: str) -> None:
        super().__init__(data, initial={"main_language": language})  # type: ignore[arg-type]
        self.fields["main_language"].choices = [  # type: ignore[attr-defined]
            (code, name_language(code)) for code in ("da", "sv", "en")
        ]

    def first(self) -> EditionFacts:
        """The first version."""
        said = self.cleaned_data
        return EditionFacts(said["main_language"], said["title"], said["words"], said["link"])


class LanguageForm(forms.Form):
    """Another language to write in."""

    language = forms.RegexField(
        label=gettext_lazy("Language"),
        regex="^[A-Za-z]{2,3}$",
        help_text=gettext_lazy(
            "Its code of two or three letters: ar for Arabic, uk for Ukrainian, tr for Turkish."
        ),
        error_messages={"invalid": gettext_lazy("A language is two or three letters, such as “ar” or “uk”.")},
    )

    def code(self) -> str:
        """The code that was chosen."""
        code: str = self.cleaned_data["language"].lower()
        return code


class LookOverForm(forms.Form):
    """It is still right; when to look again."""

    look_again_on = DayField(label=gettext_lazy("When do you want to look it over next?"))


def known_material(row: Material) -> dict[str, Any]:
    """What stands there now."""
    return {name: getattr(row, name) for name in FOR_FIELDS}


def known_edition(row: Edition | None) -> dict[str, Any]:
    """What the last version says: a new one begins with it."""
    names = (*TEXT_FIELDS, "translated_by")
    return {name: getattr(row, name) for name in names} if row is not None else {}
