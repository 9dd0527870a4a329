"""What is tried before the CPU, and what is said when it is not there."""

from __future__ import annotations

import pytest

from xray_desktop.inference.providers import (
    PROVIDER_IDS,
    Provider,
    absent_reason,
    candidates,
    provider_title,
    split_reason,
    start_failure_reason,
)

GPU_BUILD = ("TensorrtExecutionProvider", "CUDAExecutionProvider", "CPUExecutionProvider")
CPU_BUILD = ("AzureExecutionProvider", "CPUExecutionProvider")


def test_ids_begin_with_auto() -> None:
    assert PROVIDER_IDS[:3] == ("auto", "cpu", "cuda")


def test_auto_takes_what_the_build_offers() -> None:
    assert candidates("auto", GPU_BUILD) == (Provider.CUDA,)
    assert candidates("auto", CPU_BUILD) == ()
    assert candidates("auto", ("DmlExecutionProvider", "CoreMLExecutionProvider")) == (Provider.COREML, Provider.DML)


def test_a_provider_asked_for_is_tried_even_where_the_build_has_none() -> None:
    assert candidates("cuda", CPU_BUILD) == (Provider.CUDA,)
    assert candidates("tensorrt", GPU_BUILD) == (Provider.TENSORRT,)
    assert candidates("cpu", GPU_BUILD) == ()


def test_an_unknown_id_is_no_provider() -> None:
    with pytest.raises(ValueError, match="warp"):
        candidates("warp", GPU_BUILD)


@pytest.mark.parametrize("provider", Provider)
def test_every_provider_has_its_words(provider: Provider) -> None:
    assert provider.onnxruntime_name.endswith("ExecutionProvider")
    assert provider_title(provider.onnxruntime_name) == f"{provider.display_name} (onnxruntime)"
    assert absent_reason(provider).startswith(f"{provider.display_name} is not part of the installed onnxruntime")
    assert start_failure_reason(provider).startswith(f"{provider.display_name} cannot start")


def test_an_unknown_provider_keeps_onnxruntimes_name() -> None:
    assert provider_title("NewExecutionProvider") == "NewExecutionProvider (onnxruntime)"


def test_cuda_runs_at_full_precision() -> None:
    assert Provider.CUDA.options == {"use_tf32": "0"}


def test_a_split_is_said_only_where_there_is_one() -> None:
    assert split_reason(Provider.CUDA, 0, 120) == ""
    assert split_reason(Provider.CUDA, 3, 120) == "CUDA leaves 3 of the 120 large steps of this model to the CPU."
