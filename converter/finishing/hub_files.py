"""What is put on the Hugging Face Hub: the model file, its card as JSON, and a page made of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

import jinja2

if TYPE_CHECKING:
    from huggingface_hub import ModelCardData

    from xray_desktop.model_file.card import ModelCard
    from xray_desktop.model_file.checks import CheckedModel
    from xray_desktop.model_file.figure import Figure

LICENCES = ("apache-2.0", "mit", "bsd-3-clause", "bsd-2-clause", "cc0-1.0", "cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0")
"""Of the Hub's list, the ones that models of radiographs are met under; any other is "other" with its text."""

_METRICS = {
    "accuracy": "accuracy",
    "auc": "roc_auc",
    "average_precision": "average_precision",
    "sensitivity": "recall",
    "specificity": "specificity",
    "precision": "precision",
    "f1": "f1",
    "brier": "brier_score",
}
"""Our figures by the names that the Hub knows them under."""


@dataclass(frozen=True, slots=True)
class HubFiles:
    """Contents by the names that they get in the repository."""

    contents: dict[str, bytes]


def hub_files(checked: CheckedModel) -> HubFiles:
    """Make what is put on the Hub of a model file; the model's bytes go as they are."""
    card = checked.card
    file = f"{card.model_id}-{card.model_version}.onnx"
    return HubFiles(
        {
            file: checked.content,
            "README.md": _page(checked, file).encode(),
            "card.json": (card.model_dump_json(indent=2) + "\n").encode(),
        }
    )


def _page(checked: CheckedModel, file: str) -> str:
    template = (resources.files("converter.finishing") / "hub_readme.md.j2").read_text(encoding="utf-8")
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)  # noqa: S701 - Markdown
    page = environment.from_string(template).render(
        metadata=_metadata(checked.card).to_yaml().strip(),
        card=checked.card,
        file=file,
        sha256=checked.sha256,
        figure=_figure,
        cell=_cell,
    )
    return re.sub(r"\n{3,}", "\n\n", page).strip() + "\n"


def _metadata(card: ModelCard) -> ModelCardData:
    from huggingface_hub import EvalResult, ModelCardData

    results = [
        EvalResult(
            task_type="image-classification",
            dataset_type="chest-radiographs",
            dataset_name=validation.dataset,
            metric_type=_METRICS[name],
            metric_name=f"{name.replace('_', ' ')}, with its 95 % interval: {_figure(figure)}",
            metric_value=round(figure.value, 4),
        )
        for validation in card.validation[:1]
        for name, figure in validation.figures.items()
        if name in _METRICS
    ]
    return ModelCardData(
        **_licence(card.licence),
        library_name="onnx",
        pipeline_tag="image-classification",
        tags=_tags(card),
        model_name=card.name,
        eval_results=results or None,
    )


def _licence(text: str) -> dict[str, Any]:
    """Return the Hub's name of a licence that the text begins with; else say that it is another, and which."""
    first = text.strip().lower()
    for known in LICENCES:
        if re.match(rf"{re.escape(known)}(?![\w.-]*\w)", first):
            return {"license": known}
    return {"license": "other", "license_name": text}


def _tags(card: ModelCard) -> list[str]:
    tags = ["onnx", "chest-x-ray", "radiography", "medical-imaging", "grad-cam", card.positive_label.lower()]
    return [*tags, *(["int8"] if card.quantisation is not None else []), "research-use-only"]


def _figure(figure: Figure) -> str:
    value, low, high = (round(number, 4) + 0.0 for number in (figure.value, figure.low, figure.high))
    return f"{value:.4f} ({low:.4f} to {high:.4f}, n = {figure.n})"


def _cell(text: str) -> str:
    """Make a text fit into one cell of a table."""
    return " ".join(text.replace("|", "/").split())
