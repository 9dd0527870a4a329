"""A finished model file gets its gate: the distance in the graph, and what was measured of it in the card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import onnx

from converter.datasets.decode import decode_images
from converter.errors import FinishingError
from converter.finishing.save import write_finished
from converter.gating.card import card_with_gate
from converter.gating.chests import choose_chests
from converter.gating.choice import Candidate, candidates
from converter.gating.features import FeatureReader, possible_features
from converter.gating.graph import with_gate, without_gate
from converter.gating.measured import CHESTS, Count, count, count_stressed
from converter.gating.negatives.choosing import pictures_for_choosing
from converter.gating.negatives.measuring import missing_packages, pictures_for_measuring
from converter.gating.pictures import WholeGate, as_input, read_images
from converter.gating.tensors import feature_tensors
from converter.gating.variations import varied
from converter.onnx_model import BATCH, OnnxModel
from xray_desktop.model_file.checks import check_model_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from converter.console import Console
    from converter.datasets.labelled_file import LabelledFile
    from converter.gating.chests import Chests
    from converter.gating.features import Features
    from xray_desktop.model_file.card import ModelCard

_TURNED_FOR_CHOOSING = 100
_VARIATION_SEED = 11
_COMPARED = 24
_TOLERANCE = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Gated:
    """What came of it.

    Attributes
    ----------
    card
        Of the file that was written.
    counts
        By kind of picture; chest radiographs first.
    considered
        All features that were tried, the chosen ones first.
    """

    card: ModelCard
    counts: Sequence[Count]
    considered: Sequence[Candidate]


@dataclass(frozen=True, slots=True)
class PictureSources:
    """Where pictures come from.

    Attributes
    ----------
    data
        Labelled chest radiographs.
    for_measuring
        Others that false refusals are counted on; a part of `data` where None.
    negatives
        A folder of more pictures that are none; see `pictures_for_measuring`.
    runs
        Run folders of the model.
    """

    data: Path
    for_measuring: Path | None = None
    negatives: Path | None = None
    runs: Sequence[Path] = ()


def fit_gate(file: Path, pictures: PictureSources, output: Path, console: Console) -> Gated:
    """Fit the distance, set its threshold, put it into the graph, measure the whole gate, and write all of it.

    Probability and heat map stay as they are, bit for bit. A gate that the file has already is replaced.

    Parameters
    ----------
    file
        A ``.onnx`` file with a card, of one network or of an ensemble.
    pictures
        What it is fitted and measured on.
    output
        What is written; may be `file`.
    console
        Tells the user.

    Raises
    ------
    ModelError
        The file cannot be used, or no layer of it can be looked at, or it cannot be written.
    DatasetError
        There are too few radiographs.
    """
    checked = check_model_file(file)
    model = without_gate(onnx.load_model_from_string(checked.content))
    chests = choose_chests(pictures.data, pictures.for_measuring, pictures.runs, console)
    considered = _considered(model, checked.card, chests, console)
    samples = _decode(chests.threshold[:_COMPARED], checked.card)
    chosen, gated, opened = _first_that_changes_nothing(model, checked.card, considered, samples)
    console.say(f"looking at {chosen.features.tensor.name}, grid {chosen.features.grid}")
    gate = WholeGate(opened, chosen.threshold)
    counts = _measure(gate, chests, pictures.negatives, checked.card, console)
    card = card_with_gate(checked, chosen, chests, counts)
    write_finished(gated, card, output)
    return Gated(card, counts, [chosen, *(one for one in considered if one is not chosen)])


def _considered(model: onnx.ModelProto, card: ModelCard, chests: Chests, console: Console) -> list[Candidate]:
    reader = FeatureReader(model, possible_features(feature_tensors(model, card)))

    def read(what: str, pictures: NDArray[np.floating]) -> dict[Features, NDArray[np.float32]]:
        with console.counting(what, -(-len(pictures) // BATCH)) as counted:
            return reader.read(pictures, counted)

    fitting = _decode(chests.fitting, card)
    together = np.concatenate([fitting, varied(fitting, _VARIATION_SEED)])
    fitted = read("looking at chest radiographs", together)
    held = read("setting the threshold", _decode(chests.threshold, card))
    turned = [file.path for file in chests.fitting[:: max(1, len(chests.fitting) // _TURNED_FOR_CHOOSING)]]
    kinds = pictures_for_choosing(read_images(turned, "reading chests to turn", console))
    spec = card.input.spec()
    others = {kind: read(f"looking at {kind}", as_input(images, spec)) for kind, images in kinds.items()}
    return candidates(fitted, held, others)


def _decode(files: Sequence[LabelledFile], card: ModelCard) -> NDArray[np.float32]:
    return np.asarray(decode_images(files, card.input.spec()).images, np.float32)


def _first_that_changes_nothing(
    model: onnx.ModelProto, card: ModelCard, considered: Sequence[Candidate], samples: NDArray[np.float32]
) -> tuple[Candidate, onnx.ModelProto, OnnxModel]:
    """Take the best features whose use leaves the other outputs as they are; samples ``[n, rows, columns, 1]``.

    onnxruntime computes in one step what is used in one place; looked at from a second place, sums may round otherwise.
    """
    before = OnnxModel(model).score(samples, batch_size=1)
    for candidate in considered:
        gated = with_gate(model, candidate.features, candidate.distance)
        opened = OnnxModel(gated, card)
        after = opened.score(samples, batch_size=1)
        if np.array_equal(before.probabilities, after.probabilities) and np.array_equal(
            before.heatmaps, after.heatmaps
        ):
            _require_same_distance(model, opened, candidate, samples)
            return candidate, gated, opened
    raise FinishingError("Every gate would change the probability or the heat map, so the file is not written.")


def _require_same_distance(
    model: onnx.ModelProto, opened: OnnxModel, candidate: Candidate, samples: NDArray[np.float32]
) -> None:
    """Hold the graph's distance against the same in double precision; samples ``[n, rows, columns, 1]``, float32."""
    read = FeatureReader(model, [candidate.features]).read(samples)[candidate.features]
    reference = candidate.distance.measure(read)
    if float(np.abs(opened.distances(samples) / reference - 1.0).max()) > _TOLERANCE:
        raise FinishingError("The network does not compute the distance as meant, so the file is not written.")


def _measure(gate: WholeGate, chests: Chests, negatives: Path | None, card: ModelCard, console: Console) -> list[Count]:
    for package in missing_packages():
        console.warn(f"{package} is not installed, so its pictures do not measure the gate.")
    own = read_images([file.path for file in chests.measuring], "reading chests to measure on", console)
    kinds = pictures_for_measuring(own, negatives)
    with console.counting("measuring", 2 + len(kinds)) as counted:
        counts = [count(gate, CHESTS, own, may_be_judged=True)]
        counted()
        counts += count_stressed(gate, own, card.input.spec())
        counted()
        for kind, images in kinds.items():
            counts.append(count(gate, kind, images))
            counted()
    return counts
