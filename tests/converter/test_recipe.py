from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

import pytest

from converter.errors import RecipeError
from converter.recipe import load_recipe, recipe_names

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", recipe_names())
def test_every_recipe_that_comes_along_is_valid_and_named_after_its_file(name: str) -> None:
    assert load_recipe(name).name == name


@pytest.mark.parametrize("name", recipe_names())
def test_every_recipe_says_what_it_is_and_what_its_model_cannot_do(name: str) -> None:
    text = (resources.files("converter") / "recipes" / f"{name}.toml").read_text(encoding="utf-8")
    assert text.startswith("# ")
    recipe = load_recipe(name)
    assert len(recipe.card.limitations) >= 2
    assert "Not for diagnosis" in recipe.card.intended_use
    assert recipe.dataset.licence == "CC BY 4.0"


def test_recipes_that_go_on_name_where_from_and_hold_out_the_same_patients() -> None:
    first = load_recipe("vgg19-frozen")
    for name in ("vgg19-finetune", "vgg19-long"):
        recipe = load_recipe(name)
        assert recipe.weights.of_network
        assert not recipe.weights.of_backbone
        assert recipe.input == first.input
        same = (recipe.training.validation_share, recipe.training.seed)
        assert same == (first.training.validation_share, first.training.seed)


def test_a_published_weights_file_is_one_of_a_backbone() -> None:
    recipe = load_recipe("vgg19-frozen", ["weights.source=file", "weights.path=vgg19_notop.h5"])
    assert recipe.weights.of_backbone
    assert not recipe.weights.of_network


def test_a_recipe_cannot_be_changed_once_it_is_read() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_recipe("baseline-cnn").name = "other"


def test_the_published_baseline_keeps_its_training() -> None:
    recipe = load_recipe("baseline-cnn")
    assert recipe.training.class_weights == (1.939, 0.674)
    assert recipe.training.early_stopping_patience == 10
    assert not recipe.augmentation.flip_horizontal


@pytest.mark.parametrize(
    ("override", "field", "value"),
    [
        ("training.epochs=3", ("training", "epochs"), 3),
        ("training.class_weights=[1.0, 2.0]", ("training", "class_weights"), (1.0, 2.0)),
        ("weights.path=some/file.h5", ("weights", "path"), "some/file.h5"),
        ('card.title="Another one"', ("card", "title"), "Another one"),
        ("augmentation.flip_horizontal=true", ("augmentation", "flip_horizontal"), True),
    ],
)
def test_single_fields_are_overridden(override: str, field: tuple[str, str], value: object) -> None:
    section, key = field
    assert getattr(getattr(load_recipe("baseline-cnn", [override]), section), key) == value


@pytest.mark.parametrize(
    ("override", "words"),
    [
        ("training.epoch=3", "training.epoch"),
        ("training.epochs=many", "training.epochs"),
        ("training.epochs", "section.key=value"),
        ("name.first=x", "no section 'name'"),
        ("weights.source=file", "weights.path"),
    ],
)
def test_what_does_not_fit_is_named(override: str, words: str) -> None:
    with pytest.raises(RecipeError, match=words):
        load_recipe("baseline-cnn", [override])


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(RecipeError, match="baseline-cnn"):
        load_recipe("resnet-9000")


def test_a_copied_file_is_a_recipe(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        'name = "mine"\n[input]\nrows = 32\ncolumns = 32\n[network]\narchitecture = "baseline-cnn"\n'
        '[card]\nmodel_id = "mine"\ntitle = "Mine"\nsummary = "A test"\n'
    )
    assert load_recipe(str(file)).input.rows == 32


def test_broken_toml_is_told(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("name = ")
    with pytest.raises(RecipeError, match="TOML"):
        load_recipe(str(file))


def test_cosine_and_plateau_exclude_each_other() -> None:
    with pytest.raises(RecipeError, match="plateau"):
        load_recipe("baseline-cnn", ["training.schedule=cosine"])
