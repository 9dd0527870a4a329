"""An ONNX network in one session of onnxruntime, which runs it as it does for everybody: on the CPU, optimised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import onnx
import onnxruntime
from onnx import helper

from xray_desktop.errors import CardError, ModelError
from xray_desktop.model_file.checks import ATYPICALITY, HEATMAP, INPUT, PROBABILITY, check_model_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from xray_desktop.imaging.preprocess import InputSpec
    from xray_desktop.model_file.card import ModelCard
    from xray_desktop.model_file.checks import CheckedModel

BATCH = 8
"""Images that go through the network together where nothing else is asked for."""
_ERRORS_ONLY = 3


class Scores(NamedTuple):
    """What a model says of images.

    Attributes
    ----------
    probabilities
        Of the positive class, shape ``[N]``, float64, 0 to 1.
    heatmaps
        Grad-CAM of the positive class, shape ``[N, h, w]``, float32, zero or more, not normalised.
    """

    probabilities: NDArray[np.float64]
    heatmaps: NDArray[np.float32]


class OnnxModel:
    """An ONNX network, its session and its card.

    The session is opened once, when the object is made. Images are of any float dtype, shape ``[N, rows, columns, 1]``,
    0 to 255, bone bright, sized as the network takes them; each batch becomes float32 when its turn comes, so that a
    large set in half precision is never there twice.

    Parameters
    ----------
    network
        A file's bytes, or a graph that is not written yet; a graph is not changed.
    card
        What is known of it; None where it has no card yet.
    inner
        Names of tensors inside the graph that are to be outputs as well.
    threads
        Of the session; onnxruntime's own choice where 0.
    optimised
        Let onnxruntime rewrite the graph as it does by default; otherwise every step is computed as it stands.

    Attributes
    ----------
    content
        The bytes of the network, with the outputs that it was asked for.
    inputs, outputs
        Shapes by name; a name or None stands where a size is free.

    Raises
    ------
    ModelError
        onnxruntime refuses the network.
    """

    def __init__(
        self,
        network: bytes | onnx.ModelProto,
        card: ModelCard | None = None,
        *,
        inner: Sequence[str] = (),
        threads: int = 0,
        optimised: bool = True,
    ) -> None:
        self.content = _with_outputs(network, inner)
        self._card = card
        self._session = _open_session(self.content, threads, optimised)
        self.inputs = {value.name: tuple(value.shape) for value in self._session.get_inputs()}
        self.outputs = {value.name: tuple(value.shape) for value in self._session.get_outputs()}

    @classmethod
    def of(cls, checked: CheckedModel) -> OnnxModel:
        """Open what passed the viewer's checks: the very bytes that were checked.

        Raises
        ------
        ModelError
            onnxruntime refuses it.
        """
        return cls(checked.content, checked.card)

    @classmethod
    def open(cls, file: Path) -> OnnxModel:
        """Check a model file as the viewer does, and open it.

        Raises
        ------
        ModelError
            The checks or onnxruntime refuse it.
        """
        return cls.of(check_model_file(file))

    def reopened(self, *, threads: int = 0, optimised: bool = True) -> OnnxModel:
        """Return the same network in a session that runs otherwise."""
        return OnnxModel(self.content, self._card, threads=threads, optimised=optimised)

    @property
    def card(self) -> ModelCard:
        """What the network says of itself.

        Raises
        ------
        CardError
            It has no card yet.
        """
        if self._card is None:
            raise CardError("This network has no model card yet.")
        return self._card

    @property
    def spec(self) -> InputSpec:
        """Size, kernel and aspect of its input."""
        return self.card.input.spec()

    @property
    def labels(self) -> tuple[str, str]:
        """Names of the negative and the positive class."""
        return self.card.labels

    @property
    def cells(self) -> tuple[int, int]:
        """Rows and columns of its heat map."""
        return self.card.heatmap.rows, self.card.heatmap.columns

    def threshold(self, operating_point: str | None = None) -> float:
        """Return the threshold of an operating point of the card; of the default one where None.

        Raises
        ------
        CardError
            There is none of that name.
        """
        return self.card.operating_point(operating_point or self.card.default_operating_point).threshold

    def run(self, images: NDArray[Any], outputs: Sequence[str], batch_size: int = BATCH) -> list[NDArray[Any]]:
        """Compute outputs in batches.

        Parameters
        ----------
        images
            Shape ``[N, rows, columns, 1]``, any float dtype, 0 to 255, at least one.
        outputs
            Names of `outputs`.
        batch_size
            Images in a batch; the last may have fewer.

        Returns
        -------
        list
            One array for each name, shape ``[N, ...]``, of the dtype that the graph states.
        """
        parts = [
            self._session.run(list(outputs), {INPUT: np.asarray(images[start : start + batch_size], np.float32)})
            for start in range(0, len(images), batch_size)
        ]
        return [np.concatenate(answers) for answers in zip(*parts, strict=True)]

    def score(self, images: NDArray[Any], batch_size: int = BATCH) -> Scores:
        """Score images.

        Parameters
        ----------
        images
            Shape ``[N, rows, columns, 1]``, any float dtype, 0 to 255, at least one.
        batch_size
            Images in a batch.
        """
        probability, heatmap = self.run(images, (PROBABILITY, HEATMAP), batch_size)
        return Scores(probability[:, 0].astype(np.float64), heatmap)

    def probabilities(self, images: NDArray[Any]) -> NDArray[np.float64]:
        """Return the probabilities of `score`, ``[N]``, float64, 0 to 1."""
        return self.score(images).probabilities

    def heatmaps(self, images: NDArray[Any]) -> NDArray[np.float32]:
        """Return the heat maps of `score`, ``[N, h, w]``, float32, zero or more, not normalised."""
        return self.score(images).heatmaps

    def distances(self, images: NDArray[Any]) -> NDArray[np.float32]:
        """Return how far images lie from those that the network's gate knows, ``[N]``, float32, zero or more.

        Parameters
        ----------
        images
            Shape ``[N, rows, columns, 1]``, any float dtype, 0 to 255, at least one.
        """
        return self.run(images, (ATYPICALITY,))[0]


def _open_session(content: bytes, threads: int, optimised: bool) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = _ERRORS_ONLY
    options.intra_op_num_threads = threads
    if not optimised:
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    try:
        return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's C++ raises a class for each of its states
        raise ModelError("onnxruntime cannot load this network.") from error


def _with_outputs(network: bytes | onnx.ModelProto, names: Sequence[str]) -> bytes:
    """Serialise a network that also gives inner tensors."""
    if not names:
        return network if isinstance(network, bytes) else bytes(network.SerializeToString())
    copy = onnx.ModelProto()
    if isinstance(network, bytes):
        copy.ParseFromString(network)
    else:
        copy.CopyFrom(network)
    # Without a type the session takes its own inference's: integers of a quantised file stay integers.
    copy.graph.output.extend(helper.make_empty_tensor_value_info(name) for name in names)
    content: bytes = copy.SerializeToString()
    return content
