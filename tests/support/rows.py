"""Images of a study without files behind them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tests.support.tiny_model import tiny_card
from xray_desktop.findings.finding import Threshold
from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.scan.items import ScannedFile
from xray_desktop.imaging.sniff import FileKind
from xray_desktop.study.branch import folder_branch
from xray_desktop.study.result import GateRecord, ImageResult, Role, ScoredBy, Status
from xray_desktop.study.row import Row, RowState, SecondScore
from xray_desktop.study.study import Study

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xray_desktop.model_file.card import ModelCard
    from xray_desktop.study.row import Entry

HALF = Threshold(0.5)


def row(number: int, **fields: Any) -> Row:
    """Make the row of the file with a number.

    `probability` makes it scored, `state`, with `sentence`, anything else; `overridden` against the gate, `heatmap`
    with evidence; `second` is the second model's probability and line.
    """
    folder = fields.get("folder", "")
    fields.setdefault("branch", folder_branch(folder))
    key = ImageKey(Path("/study") / folder / f"film-{number}.jpeg", fields.pop("frame", 0))
    name = fields.pop("name", f"film-{number}.jpeg")
    second = fields.pop("second", None)
    told = {name: fields.pop(name) for name in _TOLD if name in fields}
    made = Row(key, name, fields.pop("folder", ""), (number, key.frame), **fields)
    if told.get("state", RowState.WAITING) is RowState.WAITING and "probability" not in told:
        return made
    return made.with_results(_result(key, **told), None if second is None else second_score(*second))


_TOLD = ("probability", "state", "sentence", "overridden", "heatmap")


def _result(
    key: ImageKey,
    probability: float | None = None,
    state: RowState = RowState.SCORED,
    sentence: str = "",
    overridden: bool = False,
    heatmap: bool = False,
) -> ImageResult:
    gate = GateRecord("atypical", "Unlike others.", overridden=True) if overridden else GateRecord()
    scores = () if probability is None else (probability,)
    evidence = np.ones((7, 7), np.float32) if heatmap else None
    return ImageResult(key, Status(state.value), sentence, scores=scores, heatmap=evidence, gate=gate)


def second_score(probability: float, line: float = 0.5) -> SecondScore:
    """Make what a second model says."""
    return SecondScore(ImageResult(row(0).key, Status.SCORED, scores=(probability,)), Threshold(line))


def rows(count: int, **fields: Any) -> list[Row]:
    """Make rows that wait, unless `fields` say otherwise."""
    return [row(number, **fields) for number in range(count)]


@cache
def card() -> ModelCard:
    """Return one card for all that need any."""
    return tiny_card()


def scored_by(sha256: str = "a" * 64, line: float = 0.5) -> ScoredBy:
    """Make a model in a role."""
    return ScoredBy(card(), sha256, Threshold(line))


def put(study: Study, known: Sequence[Row]) -> None:
    """Have a study find the files of rows where it does not know them, and hear what their results say."""
    if study.first is None:
        study.assign(Role.FIRST, scored_by())
    study.add(files_of(each for each in known if study.row_of(each.key) is None))
    study.take_results([each.first for each in known if each.first is not None])
    settle(study)


def files_of(known: Iterable[Row]) -> list[ScannedFile]:
    """Return what a walk would find."""
    return [ScannedFile(each.key.path, f"{each.folder}/{each.name}".lstrip("/"), FileKind.JPEG) for each in known]


def settle(study: Study) -> None:
    """Have all rows follow the results."""
    while study.has_pending:
        study.advance()


def study_of(
    entries: Sequence[Entry],
    results: Iterable[ImageResult],
    first: ScoredBy,
    second: tuple[ScoredBy, Iterable[ImageResult]] | None = None,
) -> Study:
    """Make a study of what a walk found and what one model said, or two."""
    study = Study()
    study.assign(Role.FIRST, first)
    study.add(entries)
    study.take_results(results)
    if second is not None:
        study.assign(Role.SECOND, second[0])
        study.take_results(second[1], Role.SECOND)
    settle(study)
    return study
