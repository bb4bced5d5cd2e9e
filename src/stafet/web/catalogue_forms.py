"""The fields of a course in education and job, of what a town demands, and of a file of courses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from stafet.catalogue import api as catalogue
from stafet.catalogue.api import (
    Breadth,
    CareerCourse,
    Competence,
    CourseFacts,
    DemandFacts,
    Licence,
    MaterialFacts,
    PartnerKind,
    Stage,
)
from stafet.kernel.periods import school_year

_LESSONS_AT_MOST, _FILE_AT_MOST = 400, 1024 * 1024
MATERIAL = ("material_title", "material_link", "material_words", "material_licence")


class CareerCourseForm(forms.Form):
    """What a course is."""

    title = forms.CharField(label=gettext_lazy("What is it called?"), max_length=catalogue.LONGEST_TITLE)
    from_stage = forms.TypedChoiceField(
        label=gettext_lazy("For whom: from"), choices=Stage.choices, coerce=int
    )
    to_stage = forms.TypedChoiceField(
        label=gettext_lazy("For whom: up to"), choices=Stage.choices, coerce=int
    )
    lessons = forms.IntegerField(
        label=gettext_lazy("How many lessons does it take?"), min_value=1, max_value=_LESSONS_AT_MOST
    )
    aims = forms.CharField(
        label=gettext_lazy("What do the pupils get out of it?"),
        max_length=catalogue.LONGEST_WORDS,
        widget=forms.Textarea,
    )
    subjects = forms.CharField(
        label=gettext_lazy("In which subjects?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Separate them with a comma."),
    )
    competences = forms.MultipleChoiceField(
        label=gettext_lazy("What does it train?"),
        choices=Competence.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    breadth = forms.ChoiceField(
        label=gettext_lazy("Is it for everybody, or close to a choice?"),
        choices=Breadth.choices,
        initial=Breadth.WIDE.value,
        widget=forms.RadioSelect,
    )
    preparation = forms.CharField(
        label=gettext_lazy("How is it prepared?"),
        max_length=catalogue.LONGEST_WORDS,
        required=False,
        widget=forms.Textarea,
    )
    reflection = forms.CharField(
        label=gettext_lazy("What do they think over afterwards?"),
        max_length=catalogue.LONGEST_WORDS,
        required=False,
        widget=forms.Textarea,
    )
    partners = forms.MultipleChoiceField(
        label=gettext_lazy("Who is wanted from outside the school?"),
        choices=PartnerKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    material_title = forms.CharField(
        label=gettext_lazy("What is the material called?"), max_length=catalogue.LONGEST_TITLE, required=False
    )
    material_link = forms.URLField(
        label=gettext_lazy("Link"), max_length=500, required=False, assume_scheme="https"
    )
    material_words = forms.CharField(
        label=gettext_lazy("Or the text itself"),
        max_length=catalogue.LONGEST_WORDS,
        required=False,
        widget=forms.Textarea,
    )
    material_licence = forms.ChoiceField(
        label=gettext_lazy("On which terms may it be passed on?"),
        choices=Licence.choices,
        initial=Licence.LINK.value,
    )

    def __init__(
        self, data: Any = None, *, materials: tuple[MaterialFacts, ...] = (), initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        self._more = materials[1:]

    def clean(self) -> dict[str, Any]:
        """The stages stand in order, and a material is whole."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("to_stage", 99) < said.get("from_stage", -99):
            self.add_error("to_stage", gettext("The last stage is not before the first."))
        has = bool(said.get("material_link") or said.get("material_words"))
        if bool(said.get("material_title")) != has:
            field = "material_link" if said.get("material_title") else "material_title"
            self.add_error(field, gettext("A material has a title, and a link or a text."))
        return said

    def facts(self) -> CourseFacts:
        """What was said of it."""
        said = self.cleaned_data
        subjects = (word.strip()[:60] for word in said["subjects"].split(","))
        return CourseFacts(
            title=said["title"],
            from_stage=Stage(said["from_stage"]),
            to_stage=Stage(said["to_stage"]),
            aims=said["aims"],
            subjects=tuple(dict.fromkeys(word for word in subjects if word)),
            competences=tuple(map(Competence, said["competences"])),
            breadth=Breadth(said["breadth"]),
            preparation=said["preparation"],
            reflection=said["reflection"],
            partners=tuple(map(PartnerKind, said["partners"])),
            lessons=said["lessons"],
            materials=(*self._material(), *self._more),
        )

    def _material(self) -> tuple[MaterialFacts, ...]:
        said = self.cleaned_data
        if not said["material_title"]:
            return ()
        licence = Licence(said["material_licence"])
        return (
            MaterialFacts(said["material_title"], licence, said["material_link"], said["material_words"]),
        )


def known_career_course(row: CareerCourse, materials: tuple[MaterialFacts, ...]) -> dict[str, Any]:
    """What stands there, for the form."""
    first = materials[0] if materials else None
    return {
        **{name: getattr(row, name) for name in CareerCourseForm.base_fields if hasattr(row, name)},
        "subjects": ", ".join(row.subjects),
        "material_title": first.title if first else "",
        "material_link": first.link if first else "",
        "material_words": first.words if first else "",
        "material_licence": first.licence.value if first else Licence.LINK.value,
    }


class DemandForm(forms.Form):
    """For whom a course is obligatory from a school year on."""

    from_year = forms.TypedChoiceField(label=gettext_lazy("From which school year?"), coerce=int)
    stages = forms.TypedMultipleChoiceField(
        label=gettext_lazy("For whom is it obligatory?"),
        choices=Stage.choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nobody: from then on it is optional."),
    )
    needs_partner = forms.BooleanField(
        label=gettext_lazy("It counts only when somebody from outside the school was there"), required=False
    )
    decided = forms.CharField(
        label=gettext_lazy("Who decided it, when, and where does it stand?"),
        max_length=catalogue.LONGEST_LINE,
    )

    def __init__(self, data: Any = None, *, course: CareerCourse, year: int, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["from_year"].choices = [  # type: ignore[attr-defined]
            (each, school_year(each).label) for each in (year, year + 1)
        ]
        self.fields["stages"].choices = [  # type: ignore[attr-defined]
            (stage.value, stage.label) for stage in Stage if course.from_stage <= stage <= course.to_stage
        ]

    def facts(self, code: str) -> DemandFacts:
        """The decision."""
        said = self.cleaned_data
        return DemandFacts(
            code,
            said["from_year"],
            tuple(map(Stage, said["stages"])),
            said["needs_partner"],
            said["decided"],
        )


class CatalogueFileForm(forms.Form):
    """A file of courses."""

    file = forms.FileField(
        label=gettext_lazy("Which file?"),
        help_text=gettext_lazy("A table saved as CSV, at most 1 MB, one course in each row."),
    )

    def clean_file(self) -> Any:
        """Nothing bigger than a catalogue can be."""
        file = self.cleaned_data["file"]
        if file.size > _FILE_AT_MOST:
            raise forms.ValidationError(gettext("The file is bigger than 1 MB. Save the sheet as CSV."))
        return file


class TakeInForm(forms.Form):
    """The table that was looked at, kept in the page until it is taken in."""

    table = forms.CharField(max_length=_FILE_AT_MOST, widget=forms.HiddenInput, strip=False)
