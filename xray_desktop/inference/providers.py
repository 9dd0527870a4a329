"""Execution providers: what the user may ask for, what onnxruntime calls it, and what to say when it is not there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from xray_desktop.inference.runtimes import installed_builds

if TYPE_CHECKING:
    from collections.abc import Collection

AUTO = "auto"
"""Take the fastest that works."""


class Provider(StrEnum):
    """The ids that settings and the command line use."""

    CPU = "cpu"
    CUDA = "cuda"
    TENSORRT = "tensorrt"
    COREML = "coreml"
    DML = "dml"
    OPENVINO = "openvino"
    ROCM = "rocm"
    MIGRAPHX = "migraphx"

    @property
    def onnxruntime_name(self) -> str:
        """What onnxruntime calls it."""
        return _TERMS[self].onnxruntime_name

    @property
    def display_name(self) -> str:
        """What the user reads."""
        return _TERMS[self].display_name

    @property
    def options(self) -> dict[str, str]:
        """What it is started with."""
        return dict(_TERMS[self].options)


@dataclass(frozen=True, slots=True)
class _Terms:
    onnxruntime_name: str
    display_name: str
    options: tuple[tuple[str, str], ...] = ()


# TF32 rounds products to 10 bits of mantissa, so that a probability differs from the CPU's in the third digit.
_FULL_PRECISION = (("use_tf32", "0"),)

_TERMS = {
    Provider.CPU: _Terms("CPUExecutionProvider", "CPU"),
    Provider.CUDA: _Terms("CUDAExecutionProvider", "CUDA", _FULL_PRECISION),
    Provider.TENSORRT: _Terms("TensorrtExecutionProvider", "TensorRT"),
    Provider.COREML: _Terms("CoreMLExecutionProvider", "Core ML"),
    Provider.DML: _Terms("DmlExecutionProvider", "DirectML"),
    Provider.OPENVINO: _Terms("OpenVINOExecutionProvider", "OpenVINO"),
    Provider.ROCM: _Terms("ROCMExecutionProvider", "ROCm"),
    Provider.MIGRAPHX: _Terms("MIGraphXExecutionProvider", "MIGraphX"),
}

_AUTO_ORDER = (Provider.CUDA, Provider.ROCM, Provider.MIGRAPHX, Provider.COREML, Provider.DML, Provider.OPENVINO)
"""TensorRT is left out: it compiles for minutes before the first image."""

PROVIDER_IDS = (AUTO, *(provider.value for provider in Provider))


def candidates(provider_id: str, available: Collection[str]) -> tuple[Provider, ...]:
    """List what to try before the CPU, best first.

    Parameters
    ----------
    provider_id
        One of `PROVIDER_IDS`.
    available
        What the installed build of onnxruntime offers, in onnxruntime's names; that it offers one does not mean that
        this machine can run it.
    """
    if provider_id == AUTO:
        return tuple(provider for provider in _AUTO_ORDER if provider.onnxruntime_name in available)
    return () if provider_id == Provider.CPU else (Provider(provider_id),)


def provider_title(onnxruntime_name: str) -> str:
    """Return the user's words for onnxruntime's name of a provider."""
    titles = {provider.onnxruntime_name: provider.display_name for provider in Provider}
    return f"{titles.get(onnxruntime_name, onnxruntime_name)} (onnxruntime)"


def absent_reason(provider: Provider) -> str:
    """Say why a provider that the installed build does not offer is not used."""
    build = " and ".join(installed_builds()) or "onnxruntime"
    sentence = f"{provider.display_name} is not part of the installed {build}, so the CPU is used."
    if provider is Provider.CUDA:
        sentence += ' Install "xray-desktop[gpu]" in place of "xray-desktop[cpu]" to use it.'
    return sentence


def start_failure_reason(provider: Provider) -> str:
    """Say why a provider that the installed build offers is not used."""
    return (
        f"{provider.display_name} cannot start on this machine, so the CPU is used. "
        "Its device, its driver or its libraries are missing."
    )


def split_reason(provider: Provider, on_cpu: int, steps: int) -> str:
    """Say that a started provider leaves part of the work to the CPU; empty where it does not."""
    return (
        f"{provider.display_name} leaves {on_cpu} of the {steps} large steps of this model to the CPU."
        if on_cpu
        else ""
    )
