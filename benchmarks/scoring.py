"""Scoring a folder, files to probabilities, against Keras ``predict`` on the same network and files.

The network is the default model's recipe with random weights: speed does not depend on them. Both sides read the same
JPEG files with the same reader and one thread a core in all; ours makes the heat map as well, Keras only the
probability.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from benchmarks.measure import Comparison, compare, rate_per_second
from xray_desktop.imaging.preprocess import InputSpec, preprocess
from xray_desktop.imaging.reader import read_image
from xray_desktop.imaging.scan.scan import ScannedFile, scan
from xray_desktop.imaging.workers.pool import PooledReader
from xray_desktop.inference.session import ModelSession
from xray_desktop.model_file.catalogue import Catalogue
from xray_desktop.phantom import draw_chest
from xray_desktop.services.cancellation import CancellationToken
from xray_desktop.services.scoring.analysis import Analysis
from xray_desktop.settings.paths import shipped_models_dir

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILES = 64


def run(folder: Path, runs: int) -> list[Comparison]:
    """Measure on phantoms written into ``folder``; needs the converter extra."""
    study = folder / "study"
    study.mkdir()
    picture = np.rint(255 * draw_chest(1, 1200, 1400).pixels).astype(np.uint8)
    for number in range(FILES):
        (study / f"{number:03}.jpg").write_bytes(cv2.imencode(".jpg", picture)[1].tobytes())
    files = [entry for entry in scan([study]) if isinstance(entry, ScannedFile)]
    session = ModelSession.open(Catalogue.of((shipped_models_dir(),)).usable[0].path, "cpu")
    network = _keras_twin(session)
    return [
        _against_keras("Scoring a folder of JPEG", files, session, network, 1, "Keras predict, image by image", runs),
        _against_keras("Scoring a folder of JPEG", files, session, network, 32, "Keras predict, batches of 32", runs),
    ]


def _keras_twin(session: ModelSession) -> Any:
    """Build the same network in Keras; an ensemble's members are averaged."""
    import keras

    recipe = session.card.training.recipe
    networks = [_network(told["recipe"]) for told in recipe.get("members", [{"recipe": recipe}])]
    if len(networks) == 1:
        return networks[0]
    for number, network in enumerate(networks):
        network.name = f"member{number}"
    image = keras.Input(networks[0].input_shape[1:])
    return keras.Model(image, keras.layers.Average()([network(image) for network in networks]))


def _network(recipe: Mapping[str, Any]) -> Any:
    from converter.networks import build_network
    from converter.recipe import parse_recipe

    return build_network(parse_recipe({**recipe, "weights": {"source": "none"}}))


def _against_keras(
    name: str, files: list[ScannedFile], session: ModelSession, network: Any, batch: int, peer_name: str, runs: int
) -> Comparison:
    spec = session.card.input.spec()
    with PooledReader() as reader:
        return compare(
            name,
            lambda: rate_per_second(lambda: _score(files, reader, session), FILES),
            lambda: rate_per_second(lambda: _predict(files, network, spec, batch), FILES),
            unit="images/s",
            peer_name=peer_name,
            better="higher",
            runs=runs,
        )


def _score(files: list[ScannedFile], reader: PooledReader, session: ModelSession) -> None:
    token = CancellationToken()
    analysis = Analysis(reader, session, lambda _: None, token)
    analysis.add(files)
    analysis.close_input()
    analysis.future.result()


def _predict(files: list[ScannedFile], network: Any, spec: InputSpec, batch: int) -> None:
    for start in range(0, len(files), batch):
        tensors = [preprocess(read_image(file.path), spec).tensor for file in files[start : start + batch]]
        network.predict(np.concatenate(tensors), verbose=0)
