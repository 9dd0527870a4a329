"""Finding and loading the model to use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xray_desktop.errors import InferenceError, ModelError, SessionError
from xray_desktop.inference.providers import Provider
from xray_desktop.inference.session import ModelSession

if TYPE_CHECKING:
    from pathlib import Path

    from xray_desktop.model_file.catalogue import Catalogue, CatalogueEntry


def choose_model(catalogue: Catalogue, asked: str, remembered: str) -> CatalogueEntry:
    """Choose the model for a run.

    Parameters
    ----------
    asked
        ID or file that the user named for this run; empty where none.
    remembered
        ID from the settings, empty where none; a model that is gone counts as none.

    Raises
    ------
    ModelError
        The model asked for is unknown, or there is none at all.
    """
    if asked:
        return catalogue.find(asked)
    for entry in catalogue.usable:
        if entry.card is not None and entry.card.model_id == remembered:
            return catalogue.find(remembered)
    if catalogue.usable:
        return catalogue.usable[0]
    raise ModelError("There is no model yet. Put a model file into the models folder, or name one with --model.")


def choose_second_model(catalogue: Catalogue, asked: str, remembered: str) -> CatalogueEntry | None:
    """Choose the model that gives a second opinion; None where none is wanted.

    Parameters
    ----------
    asked
        ID or file that the user named for this run; empty where none.
    remembered
        ID from the settings; empty where none.

    Raises
    ------
    ModelError
        The model is unknown.
    """
    if asked:
        return catalogue.find(asked)
    if not remembered:
        return None
    if any(entry.card is not None and entry.card.model_id == remembered for entry in catalogue.usable):
        return catalogue.find(remembered)
    raise ModelError(f"The model {remembered} is not here any more, so there is no second opinion.")


def load_model(path: Path, provider: str) -> ModelSession:
    """Load a model and have it give its known answer. Takes seconds; run it in an executor.

    An accelerator that computes another answer than the card's is not trusted: the CPU takes its place, with the
    reason.

    Parameters
    ----------
    provider
        One of `xray_desktop.inference.providers.PROVIDER_IDS`.

    Raises
    ------
    ModelError
        The file is refused, nothing can run it, or its answer is wrong.
    """
    model = ModelSession.open(path, provider)
    problem = _self_test_problem(model)
    if problem and not model.on_cpu:
        reason = f"{model.provider_title} does not give this model's known answer, so the CPU is used."
        model = ModelSession.open(path, Provider.CPU)
        model.fallback_reason = reason
        problem = _self_test_problem(model)
    if problem:
        raise SessionError(problem)
    return model


def _self_test_problem(model: ModelSession) -> str:
    try:
        test = model.self_test()
    except InferenceError as error:
        return error.sentence
    return "" if test.passed else test.sentence
