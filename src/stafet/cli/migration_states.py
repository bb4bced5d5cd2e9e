"""Migrating without drawing every model anew at every step.

A migration's state is a copy of all models at that step. The framework draws a model and everything it is related to
anew whenever one of them changes; here nearly all are related, through people and municipalities, so the time grew with
the square of their number: of four minutes for 1,171 steps the database took few seconds. A step needs the model it is about; what refers
to it refers by table and key, which no step of ours changes after a table was made. Steps in Python get everything drawn anew before they
look, by the framework's own mark ``is_delayed``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.migrations.state import ProjectState


@contextmanager
def drawn_once() -> Iterator[None]:
    """As long as this lasts a new model is drawn alone, and so is one that changes in something others don't refer to."""
    whole = ProjectState.reload_model

    def alone(self: ProjectState, app_label: str, model_name: str, delay: bool = False) -> None:  # noqa: FBT001, FBT002 (the framework's)
        if "apps" not in self.__dict__:
            return
        if model_name not in self.apps.all_models[app_label]:
            self.apps.render_multiple([self.models[app_label, model_name]])
        elif delay:
            self.is_delayed = True
            self._reload({(app_label, model_name)})  # type: ignore[attr-defined]
        else:
            whole(self, app_label, model_name, delay=delay)

    ProjectState.reload_model = alone  # type: ignore[method-assign]
    try:
        yield
    finally:
        ProjectState.reload_model = whole  # type: ignore[method-assign]
