"""Which kind of file a model is, by its content, and the description of its layers inside."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import h5py
import tensorflow as tf
from tensorflow.core.protobuf import trackable_object_graph_pb2

# TensorFlow has no public name for the file in which Keras 2 described its layers.
from tensorflow.python.keras.protobuf import saved_metadata_pb2

from converter.errors import ImportingError
from converter.importing.weights import ArchiveWeights, CheckpointWeights, GroupWeights

if TYPE_CHECKING:
    from converter.importing.weights import StoredWeights

_HDF5 = b"\x89HDF\r\n\x1a\n"
_ZIP = b"PK\x03\x04"
_TFLITE = b"TFL3"
_PICKLE_PROTOCOLS = (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")
_PICKLE_SUFFIXES = (".pkl", ".pickle", ".joblib", ".pt", ".pth")
_ROOT_IDENTIFIERS = ("_tf_keras_network", "_tf_keras_sequential", "_tf_keras_model")

_PICKLE = (
    "This is a Python pickle. Opening one runs whatever its author put inside, so it is refused. Save the model from "
    "Keras as .keras or .h5."
)
_NO_LAYERS = (
    "It holds a graph or weights without a description of layers, so there are no feature maps to make a heat map of. "
    "Save the model itself from Keras: model.save('FILE.keras')."
)


@dataclass(frozen=True, slots=True, eq=False)
class Archive:
    """A model as it is stored.

    Attributes
    ----------
    path
        File or folder.
    kind
        For the card, for instance "HDF5 file".
    config
        Description of the network: ``class_name`` and ``config``.
    keras_version
        What wrote it; empty where unknown.
    weights
        Its variables.
    """

    path: Path
    kind: str
    config: dict[str, Any]
    keras_version: str
    weights: StoredWeights

    @property
    def of_keras_3(self) -> bool:
        """Whether our Keras is of the major version that wrote it."""
        return self.keras_version.startswith("3.")


def open_archive(path: Path) -> Archive:
    """Recognise a model and read the description of its layers; nothing inside is run.

    Raises
    ------
    ImportingError
        Not a Keras model, a pickle, or a file without layers.
    """
    if path.is_dir():
        return _saved_model(path)
    try:
        with path.open("rb") as stream:
            start = stream.read(len(_HDF5))
    except OSError as error:
        raise ImportingError("There is no model of that name, or it cannot be read.") from error
    if start.startswith(_PICKLE_PROTOCOLS) or path.suffix.lower() in _PICKLE_SUFFIXES:
        raise ImportingError(_PICKLE)
    if start == _HDF5:
        return _hdf5(path)
    if start.startswith(_ZIP):
        return _keras_archive(path)
    if start[4:8] == _TFLITE:
        raise ImportingError(
            "This is a TensorFlow Lite file. It has no gradients, so no heat map of it can be checked against the "
            "original. Import the Keras model that it was made from."
        )
    raise ImportingError("This is not a Keras model: neither a .keras archive, nor an HDF5 file, nor a SavedModel.")


def _hdf5(path: Path) -> Archive:
    try:
        file = h5py.File(path, "r")
    except OSError as error:
        raise ImportingError("The HDF5 file is damaged.") from error
    text = file.attrs.get("model_config")
    if text is None or "model_weights" not in file:
        raise ImportingError(f"This HDF5 file is not a whole model. {_NO_LAYERS}")
    return Archive(
        path, "HDF5 file", _json(text), _text(file.attrs.get("keras_version", "")), GroupWeights(file["model_weights"])
    )


def _keras_archive(path: Path) -> Archive:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if any(Path(name).suffix == ".pkl" for name in names):
                raise ImportingError(_PICKLE)
            if "config.json" not in names or "model.weights.h5" not in names:
                raise ImportingError("This zip archive is not a Keras model.")
            config = _json(archive.read("config.json"))
            metadata = _json(archive.read("metadata.json")) if "metadata.json" in names else {}
            weights = h5py.File(io.BytesIO(archive.read("model.weights.h5")), "r")
    except (zipfile.BadZipFile, OSError) as error:
        raise ImportingError("The .keras archive is damaged.") from error
    return Archive(path, ".keras archive", config, str(metadata.get("keras_version", "")), ArchiveWeights(weights))


def _saved_model(path: Path) -> Archive:
    if not (path / "saved_model.pb").is_file():
        raise ImportingError("This folder is not a SavedModel.")
    described = path / "keras_metadata.pb"
    if not described.is_file():
        raise ImportingError(f"This SavedModel was not saved by Keras 2. {_NO_LAYERS}")
    metadata = saved_metadata_pb2.SavedMetadata()
    try:
        metadata.ParseFromString(described.read_bytes())
        root = next(
            node for node in metadata.nodes if node.node_path == "root" and node.identifier in _ROOT_IDENTIFIERS
        )
        checkpoint = tf.train.load_checkpoint(str(path / "variables" / "variables"))
        objects = trackable_object_graph_pb2.TrackableObjectGraph.FromString(
            checkpoint.get_tensor("_CHECKPOINTABLE_OBJECT_GRAPH")
        )
    # protobuf and TensorFlow raise what they like on damaged files
    except Exception as error:
        raise ImportingError("The SavedModel is damaged, or no Keras model.") from error
    described_root = _json(root.metadata)
    config = {"class_name": described_root.get("class_name"), "config": described_root.get("config")}
    version = str(described_root.get("keras_version", "2"))
    return Archive(path, "SavedModel", config, version, CheckpointWeights(checkpoint, objects))


def _json(text: Any) -> dict[str, Any]:
    try:
        value = json.loads(_text(text), object_hook=_without_tuples)
    except ValueError as error:
        raise ImportingError("The description of the layers in this file is damaged.") from error
    if not isinstance(value, dict):
        raise ImportingError("The description of the layers in this file is damaged.")
    return value


def _without_tuples(value: dict[str, Any]) -> Any:
    """Replace what Keras writes for a tuple by the list of its items."""
    return value["items"] if value.get("class_name") == "__tuple__" else value


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
