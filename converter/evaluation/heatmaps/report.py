"""The folder of a heat map report: table, figures, sheets of pictures."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from converter.evaluation.atomic_folder import atomic_folder, require_own
from converter.evaluation.heatmaps.sheets import draw_curves, draw_shown
from converter.evaluation.pictures import png

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from converter.evaluation.heatmaps.examine import Examined
    from xray_desktop.model_file.figure import Figure

TABLE, FIGURES = "heatmaps.md", "heatmaps.json"
_SHEETS = {
    "phantoms": "Drawn chests with an opacity at a known place",
    "inserted": "Healthy chests with a drawn opacity put in",
    "ill": "Ill chests",
}


def write_report(folder: Path, done: Mapping[str, Examined], table: str) -> None:
    """Write the report of one or several models, by their names.

    Raises
    ------
    RunFolderError
        The folder holds something else.
    """
    own = {path.name for path in folder.glob("*.png")} if (folder / TABLE).is_file() else set()
    names = {TABLE, FIGURES, *own}
    require_own(folder, names)
    with atomic_folder(folder, names) as new:
        (new / TABLE).write_text(table, encoding="utf-8")
        figures = {
            name: {what: figure.model_dump() for what, figure in examined.figures.items()}
            for name, examined in done.items()
        }
        (new / FIGURES).write_text(json.dumps(figures, indent=1), encoding="utf-8")
        for name, examined in done.items():
            for file, content in _pictures(name, examined):
                (new / file).write_bytes(content)


def _pictures(name: str, examined: Examined) -> Iterator[tuple[str, bytes]]:
    for test, what in _SHEETS.items():
        tested = getattr(examined, test)
        if tested:
            yield f"{name}-{test}.png", png(draw_shown(tested.shown, what, name))
    if examined.ill and examined.ill.curves:
        yield f"{name}-curves.png", png(draw_curves(examined.ill.curves, name))


def markdown(measured: Mapping[str, Mapping[str, Figure]]) -> str:
    """Write one row for each figure and one column for each model, by its name."""
    names = list(dict.fromkeys(name for figures in measured.values() for name in figures))
    rows = [f"| figure | {' | '.join(measured)} |", f"|---|{'---|' * len(measured)}"]
    rows += [f"| {name} | {' | '.join(_cell(figures.get(name)) for figures in measured.values())} |" for name in names]
    return "\n".join(rows) + "\n"


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return "not measurable"
    return f"{figure.value:.3f} [{figure.low:.3f} to {figure.high:.3f}], n {figure.n}"
