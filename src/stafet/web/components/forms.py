"""Forms in the design system's markup: the renderer, and how each control is dressed.

``FORM_RENDERER = "stafet.web.components.forms.StafetRenderer"`` gives every form of the project,
and of the packages it uses, the same fields: label, hint, error, control, in this order. Write
``<form method="post" novalidate>``: our own errors stand on top and at the field, in the reader's
language, where the browser's bubbles would show one at a time.
"""

from __future__ import annotations

from django.forms import (
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    RadioSelect,
    Select,
    Textarea,
    Widget,
)
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString


class StafetRenderer(TemplatesSetting):
    """Lays out forms and fields with our templates; single controls stay Django's own."""

    form_template_name = "components/forms/form.html"
    field_template_name = "components/forms/field.html"
    formset_template_name = "components/forms/formset.html"


def dress(field: BoundField) -> SafeString:
    """The field's control with the design system's class and the right width."""
    widget = field.field.widget
    attributes: dict[str, str | bool] = {"class": _classes(widget)}
    if isinstance(widget, Textarea):
        attributes["rows"] = _rows(widget)
    return field.as_widget(attrs=attributes)


def _rows(widget: Textarea) -> str:
    """Django asks for ten rows wherever nobody asked: four are enough to begin a note."""
    asked = str(widget.attrs.get("rows", "10"))
    return "4" if asked == "10" else asked


def name_field(field: BoundField) -> str:
    """The field's label ready to be followed by what is wrong with it: no colon after a question."""
    label = str(field.label)
    return label if label[-1:] in ":?.!" else f"{label}:"


def _classes(widget: Widget) -> str:
    own = str(widget.attrs.get("class", ""))
    return f"{_system_class(widget)} {own}".strip()


def _system_class(widget: Widget) -> str:
    if isinstance(widget, FileInput):
        return "form-file"
    if isinstance(widget, CheckboxInput):
        return "form-checkbox"
    if isinstance(widget, Select) and not isinstance(widget, (RadioSelect, CheckboxSelectMultiple)):
        return "form-select"
    return "form-input"


def is_group(field: BoundField) -> bool:
    """Whether the field is several controls under one question: radio buttons or checkboxes."""
    return isinstance(field.field.widget, (RadioSelect, CheckboxSelectMultiple))
