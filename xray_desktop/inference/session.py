"""One loaded model: its card, the provider that really runs it, and its answers."""

from __future__ import annotations

import contextlib
import io
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from xray_desktop.errors import Cancelled, InferenceError, SessionError
from xray_desktop.inference.providers import (
    PROVIDER_IDS,
    Provider,
    absent_reason,
    candidates,
    provider_title,
    split_reason,
    start_failure_reason,
)
from xray_desktop.inference.runtimes import installed_builds, runtime_problem
from xray_desktop.inference.self_test import SelfTest, compare, reference_tensor
from xray_desktop.model_file.checks import ATYPICALITY, HEATMAP, INPUT, PROBABILITY, CheckedModel, check_model_file

if TYPE_CHECKING:
    from pathlib import Path

    import onnxruntime
    from numpy.typing import NDArray

    from xray_desktop.model_file.card import ModelCard

logger = logging.getLogger(__name__)

_FATAL_ONLY = 4
_HEAVY = frozenset({"Conv", "ConvTranspose", "Gemm", "MatMul", "QLinearConv", "QLinearMatMul"})


@dataclass(frozen=True, slots=True, eq=False)
class ModelOutput:
    """What a model says of a batch.

    Attributes
    ----------
    probability
        Of the positive class, shape ``[N]``, float32, 0 to 1.
    heatmap
        Grad-CAM of the positive class, shape ``[N, h, w]``, float32, zero or more, not normalised.
    atypicality
        How far each image lies from those that the model knows, shape ``[N]``, float32; None where the card has no
        gate.
    """

    probability: NDArray[np.float32]
    heatmap: NDArray[np.float32]
    atypicality: NDArray[np.float32] | None = None


class Interrupt:
    """Ends the runs that it was handed to, those under way and those to come. Safe from any thread."""

    def __init__(self) -> None:
        import onnxruntime

        self.run_options = onnxruntime.RunOptions()
        self.run_options.log_severity_level = _FATAL_ONLY

    def stop(self) -> None:
        """End them."""
        self.run_options.terminate = True

    @property
    def stopped(self) -> bool:
        """Whether somebody said stop."""
        return bool(self.run_options.terminate)


class ModelSession:
    """A model, ready to run; `run` may be called from several threads at once.

    Attributes
    ----------
    path
        The model file.
    sha256
        Of its bytes, in hexadecimal.
    card
        What it says of itself.
    provider
        The execution provider in use, in onnxruntime's name.
    provider_title
        The same in the user's words.
    fallback_reason
        The sentence why another provider than the one asked for is in use; empty where it is the one.
    installation_problem
        What is wrong with the installed builds of onnxruntime, although one of them runs; empty where nothing is.
    """

    def __init__(self, checked: CheckedModel, session: onnxruntime.InferenceSession, fallback_reason: str) -> None:
        self.path: Path = checked.path
        self.sha256: str = checked.sha256
        self.card: ModelCard = checked.card
        self.provider: str = session.get_providers()[0]
        self.provider_title: str = provider_title(self.provider)
        self.fallback_reason: str = fallback_reason
        self.installation_problem: str = runtime_problem(installed_builds())
        self._session = session
        self._outputs = [PROBABILITY, HEATMAP, *([ATYPICALITY] if self.card.gate else [])]

    @classmethod
    def open(cls, path: Path, provider: str = "auto") -> ModelSession:
        """Check a model file and load it, with the first provider that starts.

        Parameters
        ----------
        provider
            One of `xray_desktop.inference.providers.PROVIDER_IDS`.

        Raises
        ------
        ModelError
            The file is refused, or nothing on this machine can run it.
        """
        if not installed_builds():
            raise SessionError(runtime_problem(()))
        if provider not in PROVIDER_IDS:
            raise SessionError(f"There is no provider of that name. Known are: {', '.join(PROVIDER_IDS)}.")
        import onnxruntime

        checked = check_model_file(path)
        available = onnxruntime.get_available_providers()
        reason = ""
        for candidate in candidates(provider, available):
            if candidate.onnxruntime_name not in available:
                reason = reason or absent_reason(candidate)
                continue
            session = _start_accelerator(checked.content, candidate)
            if session is not None:
                return cls(checked, session, split_reason(candidate, *_steps_left_to_cpu(session)))
            reason = reason or start_failure_reason(candidate)
        return cls(checked, _start_cpu(checked.content), reason)

    @property
    def on_cpu(self) -> bool:
        """Whether the CPU runs it: then several single images at once are fastest, else batches."""
        return self.provider == Provider.CPU.onnxruntime_name

    def run(self, tensor: NDArray[np.float32], interrupt: Interrupt | None = None) -> ModelOutput:
        """Run the network on a batch.

        Parameters
        ----------
        tensor
            Shape ``[N, rows, columns, 1]``, float32, 0 to 255, bone bright, sized as the card says.
        interrupt
            Ends the run early.

        Raises
        ------
        InferenceError
            onnxruntime fails, or the outputs are not what the card promises.
        Cancelled
            `interrupt` said stop.
        """
        options = interrupt.run_options if interrupt else None
        try:
            answers = self._session.run(self._outputs, {INPUT: tensor}, options)
        except Exception as error:  # onnxruntime's C++ raises a class for each of its states
            if interrupt is not None and interrupt.stopped:
                raise Cancelled from error
            raise InferenceError("The model stopped with a fault on this image.") from error
        return self._checked(*answers, images=len(tensor))

    def self_test(self) -> SelfTest:
        """Run the known answer of the card.

        Raises
        ------
        ContractMismatch
            The card's reference picture is no picture of the input's size.
        InferenceError
            The model fails on it.
        """
        output = self.run(reference_tensor(self.card))
        return compare(self.card, float(output.probability[0]), output.heatmap[0])

    def _checked(self, probability: Any, heatmap: Any, atypicality: Any = None, *, images: int) -> ModelOutput:
        cells = (self.card.heatmap.rows, self.card.heatmap.columns)
        promised = [(probability, (images, 1)), (heatmap, (images, *cells))]
        if atypicality is not None:
            promised.append((atypicality, (images,)))
        if any(answer.shape != shape for answer, shape in promised):
            raise InferenceError("The model's answer has another shape than its card promises.")
        if not all(np.isfinite(answer).all() for answer, _ in promised):
            raise InferenceError("The model's answer is not a number for this image.")
        if probability.min() < 0.0 or probability.max() > 1.0 or heatmap.min() < 0.0:
            raise InferenceError("The model's answer is outside the range that a probability or a heat map can have.")
        return ModelOutput(probability[:, 0], heatmap, atypicality)


def _start_accelerator(content: bytes, provider: Provider) -> onnxruntime.InferenceSession | None:
    """Load a model on an accelerator; None where it does not start."""
    if provider in (Provider.CUDA, Provider.TENSORRT):
        _preload_cuda()
    try:
        session = _create(content, provider)
    except Exception as error:  # noqa: BLE001 - what a missing driver raises differs from provider to provider
        logger.info("%s does not start: %s", provider.display_name, type(error).__name__)
        return None
    # onnxruntime lists providers that this machine cannot run and silently takes the CPU in their place; only the
    # started session tells.
    return session if session.get_providers()[0] == provider.onnxruntime_name else None


def _start_cpu(content: bytes) -> onnxruntime.InferenceSession:
    try:
        return _create(content, Provider.CPU)
    except Exception as error:  # onnxruntime's C++ raises a class for each of its states
        raise SessionError("onnxruntime cannot load this model.") from error


def _create(content: bytes, provider: Provider) -> onnxruntime.InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = _FATAL_ONLY
    # One image on each core is faster than all cores on one image, and spinning threads take the cores from the
    # others.
    options.intra_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.record_ep_graph_assignment_info", "1")
    wanted = [(provider.onnxruntime_name, provider.options)]
    if provider is not Provider.CPU:
        wanted.append((Provider.CPU.onnxruntime_name, {}))
    # Its own fallback prints to standard output.
    return onnxruntime.InferenceSession(content, options, providers=wanted, enable_fallback=0)


def _preload_cuda() -> None:
    """Load the CUDA libraries from their Python packages, where the system's loader does not look.

    onnxruntime prints what is missing, from Python and from C++; it shows again when the session does not start.
    """
    import onnxruntime

    onnxruntime.set_default_logger_severity(_FATAL_ONLY)
    with contextlib.redirect_stdout(io.StringIO()):
        onnxruntime.preload_dlls()


def _steps_left_to_cpu(session: onnxruntime.InferenceSession) -> tuple[int, int]:
    """Count a session's heavy steps: those that the CPU runs, and all. Sizes and shapes are always the CPU's work."""
    places = [
        part.ep_name
        for part in session.get_provider_graph_assignment_info()
        for node in part.get_nodes()
        if node.op_type in _HEAVY
    ]
    return places.count(Provider.CPU.onnxruntime_name), len(places)
