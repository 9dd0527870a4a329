"""Two models on one study, image by image: both probabilities, both labels, and where they differ."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import wait
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xray_desktop.findings.agreement import Agreement, agreement
from xray_desktop.findings.finding import Threshold, judge
from xray_desktop.imaging.image import ImageKey
from xray_desktop.reporting.csv_report import write_table
from xray_desktop.study.result import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xray_desktop.findings.finding import Finding
    from xray_desktop.imaging.scan.scan import ScannedFile
    from xray_desktop.inference.session import ModelSession
    from xray_desktop.model_file.card import ModelCard
    from xray_desktop.services.cancellation import CancellationToken
    from xray_desktop.services.scoring.analysis import Analysis
    from xray_desktop.study.result import ImageResult

    StartAnalysis = Callable[[ModelSession, Callable[[ImageResult], None], CancellationToken], Analysis]
    Results = Mapping[ImageKey, ImageResult]
    from pathlib import Path


_FEWEST_FOR_CORRELATION = 3
_INTERVAL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class ComparedImage:
    """What two models say of one image.

    Attributes
    ----------
    key
        Which file and frame.
    file
        Path relative to the study, with ``/`` between folders.
    first, second
        Each held against its model's own default operating point; None where that model did not score the image.
    """

    key: ImageKey
    file: str
    first: Finding | None
    second: Finding | None

    @property
    def agreement(self) -> Agreement | None:
        """Whether both fall on the same side; None unless both scored it."""
        if self.first is None or self.second is None:
            return None
        return agreement(self.first, self.second)

    @property
    def difference(self) -> float | None:
        """Second probability less first; None unless both scored it."""
        if self.first is None or self.second is None:
            return None
        return self.second.probability - self.first.probability


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two models on one study.

    Attributes
    ----------
    first, second
        Their cards.
    images
        Disagreements first, then by the size of the difference; those that only one model scored, or none, last.
    cancelled
        Somebody said stop, so that images are missing.
    """

    first: ModelCard
    second: ModelCard
    images: tuple[ComparedImage, ...]
    cancelled: bool = False

    @property
    def counts(self) -> Counter[Agreement | None]:
        """Images for each kind of agreement; None counts those that not both models scored."""
        return Counter(image.agreement for image in self.images)

    @property
    def correlation(self) -> float | None:
        """Pearson's r of the two probabilities, -1 to 1; None for under three images, or where one never varies."""
        pairs = [(i.first.probability, i.second.probability) for i in self.images if i.first and i.second]
        if len(pairs) < _FEWEST_FOR_CORRELATION:
            return None
        first, second = np.asarray(pairs, np.float64).T
        if np.ptp(first) == 0.0 or np.ptp(second) == 0.0:
            return None
        return float(np.corrcoef(first, second)[0, 1])


class Comparer:
    """Has two models score the same files, one after the other, as far as their answers are not known yet.

    Parameters
    ----------
    files
        What is compared, in scan order.
    start_analysis
        Makes an `Analysis`; given a model, where results go, and what stops it.
    on_progress
        Called by the working thread with how many files are done and how many there are, for both models together.
    """

    def __init__(
        self, files: Sequence[ScannedFile], start_analysis: StartAnalysis, on_progress: Callable[[int, int], None]
    ) -> None:
        self._files = tuple(files)
        self._start_analysis = start_analysis
        self._on_progress = on_progress

    def compare(
        self,
        first: tuple[ModelSession, Results],
        second: tuple[ModelSession, Results],
        token: CancellationToken,
    ) -> Comparison:
        """Compare two models. Blocks; run it in an executor.

        Parameters
        ----------
        first, second
            A model, and what it said before of these files.
        """
        first_results = self._results(*first, token, 0)
        second_results = self._results(*second, token, len(self._files))
        images = [
            image
            for file in self._files
            for image in _compared(file, (first[0].card, first_results), (second[0].card, second_results))
        ]
        return Comparison(first[0].card, second[0].card, tuple(sorted(images, key=_urgency)), token.cancelled)

    def _results(self, model: ModelSession, known: Results, token: CancellationToken, before: int) -> Results:
        results = dict(known)
        missing = [file for file in self._files if _is_missing(results.get(ImageKey(file.path)))]
        done = before + len(self._files) - len(missing)
        come: dict[ImageKey, ImageResult] = {}
        if missing and not token.cancelled:
            analysis = self._start_analysis(model, lambda result: come.update({result.key: result}), token)
            analysis.add(missing)
            analysis.close_input()
            while not wait([analysis.future], timeout=_INTERVAL_SECONDS).done:
                self._on_progress(done + len(come), 2 * len(self._files))
        self._on_progress(before + len(self._files), 2 * len(self._files))
        return results | come


def _is_missing(result: ImageResult | None) -> bool:
    return result is None or result.status is Status.CANCELLED


def _compared(
    file: ScannedFile, first: tuple[ModelCard, Results], second: tuple[ModelCard, Results]
) -> list[ComparedImage]:
    begun = [results.get(ImageKey(file.path)) for _, results in (first, second)]
    frames = max((result.frame_count for result in begun if result is not None), default=1)
    keys = [ImageKey(file.path, frame) for frame in range(frames)]
    return [ComparedImage(key, file.relative, _finding(key, *first), _finding(key, *second)) for key in keys]


def _finding(key: ImageKey, card: ModelCard, results: Results) -> Finding | None:
    result = results.get(key)
    if result is None or result.probability is None:
        return None
    point = card.operating_point(card.default_operating_point)
    return judge(result.probability, Threshold(point.threshold, point.name), *card.labels)


def _urgency(image: ComparedImage) -> tuple[int, float]:
    """Sort key: what matters most comes first; images that are equal keep their scan order."""
    places = {Agreement.DISAGREE: 0, Agreement.AGREE: 1, None: 2}
    return places[image.agreement], -abs(image.difference or 0.0)


COLUMNS = (
    "file",
    "frame",
    *(f"{which}_{what}" for which in ("first", "second") for what in ("model", "probability", "threshold", "label")),
    "difference",
    "agreement",
)


def export_comparison(path: Path, comparison: Comparison) -> None:
    """Write a comparison, one row for each image, in its own order.

    Raises
    ------
    ReportError
        The disk is full, or the place cannot be written to.
    """
    write_table(path, COLUMNS, [_row(comparison, image) for image in comparison.images])


def _row(comparison: Comparison, image: ComparedImage) -> list[str | float | None]:
    cells: list[str | float | None] = [image.file, image.key.frame]
    for card, finding in ((comparison.first, image.first), (comparison.second, image.second)):
        cells.append(card.name)
        cells += (
            [None, None, ""] if finding is None else [finding.probability, finding.threshold.probability, finding.label]
        )
    return [*cells, image.difference, image.agreement.value if image.agreement else ""]
