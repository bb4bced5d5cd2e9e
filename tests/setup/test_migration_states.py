"""Migrations go through their states without drawing everything anew, and leave the framework as it was."""

from __future__ import annotations

import pytest
from django.db import models
from django.db.migrations.state import ModelState, ProjectState, StateApps

from stafet.cli.migration_states import drawn_once


def towns() -> ProjectState:
    """A town, and a school and a club that refer to it, all drawn."""
    key = [("id", models.AutoField(primary_key=True))]
    to_town = ("town", models.ForeignKey("places.Town", models.CASCADE))
    state = ProjectState()
    state.add_model(ModelState("places", "Town", [*key, ("name", models.TextField())]))
    for name in ("School", "Club"):
        state.add_model(ModelState("places", name, [*key, to_town]))
    assert len(state.apps.get_models()) == 3
    return state


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which models were drawn since, in order."""
    names: list[str] = []
    whole = ModelState.render

    def render(self: ModelState, apps: StateApps) -> type[models.Model]:
        names.append(self.name)
        drawn: type[models.Model] = whole(self, apps)
        return drawn

    monkeypatch.setattr(ModelState, "render", render)
    return names


def test_a_constraint_draws_the_model_it_is_about_alone(drawn: list[str]) -> None:
    state = towns()
    drawn.clear()
    with drawn_once():
        state.add_constraint("places", "school", models.UniqueConstraint(fields=["town"], name="one"))
    assert drawn == ["School"]
    assert [each.name for each in state.apps.get_model("places", "School")._meta.constraints] == ["one"]
    assert state.is_delayed, "a step in Python draws everything anew before it looks"


def test_the_framework_by_itself_draws_what_is_around_it_too(drawn: list[str]) -> None:
    """What is spared is there to be spared: otherwise the test above could not fail."""
    state = towns()
    drawn.clear()
    state.add_constraint("places", "school", models.UniqueConstraint(fields=["town"], name="one"))
    assert sorted(drawn) == ["Club", "School", "Town"]


def test_a_new_model_is_drawn_alone_and_is_met_from_the_other_side(drawn: list[str]) -> None:
    state = towns()
    drawn.clear()
    to_school = ("school", models.ForeignKey("places.School", models.CASCADE, related_name="pupils"))
    with drawn_once():
        state.add_model(
            ModelState("places", "Pupil", [("id", models.AutoField(primary_key=True)), to_school])
        )
    assert drawn == ["Pupil"]
    assert state.apps.get_model("places", "School").pupils.rel.related_model.__name__ == "Pupil"


def test_what_others_refer_to_is_drawn_with_them(drawn: list[str]) -> None:
    state = towns()
    drawn.clear()
    with drawn_once():
        to_town = models.ForeignKey("places.Town", models.CASCADE, null=True)
        state.alter_field("places", "school", "town", to_town, preserve_default=True)
    assert {"School", "Town"} <= set(drawn)


def test_the_framework_is_as_it_was() -> None:
    before = ProjectState.reload_model
    with pytest.raises(ValueError, match="stopped"), drawn_once():
        raise ValueError("stopped")
    assert ProjectState.reload_model is before
