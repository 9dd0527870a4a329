"""The way of a network into a model file: convert, append, compare, describe, and only then write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import onnx

from converter.export.assemble import assemble_graph
from converter.export.card import assemble_card, known_answer, temperature_of
from converter.export.parity import open_exported, parity_gate
from converter.export.reference import KerasReference
from converter.export.tf_graph import keras_to_onnx
from converter.export.write import write_model_file
from converter.networks.head import feature_layer
from xray_desktop.model_file.card import METADATA_KEY, HeatmapContract, ModelCard

if TYPE_CHECKING:
    from pathlib import Path

    from converter.console import Console
    from converter.export.source import ExportSource


def export(source: ExportSource, output: Path, console: Console, heatmap_layer: str = "") -> ModelCard:
    """Write a model file, or nothing.

    Parameters
    ----------
    source
        The network and what is known of it.
    output
        The ``.onnx`` file; one that is there already stays as it is until the new one has passed every check.
    console
        Tells the user how far it is.
    heatmap_layer
        Layer to make the heat map of; the last feature maps after an activation where empty.

    Returns
    -------
    ModelCard
        The card inside.

    Raises
    ------
    ExportError
        The network cannot be exported, or Keras and onnxruntime disagree on it (`ParityError`).
    """
    layer = feature_layer(source.model, heatmap_layer)
    rows, columns = (int(size) for size in layer.output.shape[1:3])
    temperature = temperature_of(source)
    if temperature == 1.0:
        console.warn(
            "The network tells the images perfectly apart, or not at all, so no temperature follows from them: its "
            "probability is not calibrated, and the card says so."
        )
    console.say("converting")
    model = assemble_graph(keras_to_onnx(source.model, layer), (rows, columns), temperature)
    console.say("comparing Keras with onnxruntime")
    images = source.samples
    network = open_exported(model)
    reference = KerasReference(source.model, layer, temperature)
    parity = parity_gate(reference, network, images, f"{len(images)} of the held-out images")
    answer = known_answer(network)
    console.say("measuring")
    contract = HeatmapContract(layer=layer.name, rows=rows, columns=columns)
    card = assemble_card(source, contract, temperature, parity, answer)
    onnx.helper.set_model_props(model, {METADATA_KEY: card.to_json()})
    write_model_file(model.SerializeToString(), output)
    return card
