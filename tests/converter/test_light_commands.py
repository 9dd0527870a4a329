"""Commands that need no TensorFlow do not import it, and those that need it let nothing of its C++ through."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from tests.converter.held_out_runs import FAST
from tests.converter.tiny import write_folder
from tests.support.tiny_model import TinyNetwork, write_tiny_model

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

COMMON = ["data", "train", "evaluate", "export", "verify"]

_ONE_AFTER_THE_OTHER = """
import json, sys
from converter.cli import main

for arguments in json.loads(sys.stdin.read()):
    status = main(arguments)
    loaded = sorted({"tensorflow", "keras", "tf2onnx"} & set(sys.modules))
    assert status == 0 and not loaded, f"{arguments}: status {status}, loaded {loaded}"
print("all of them")
"""


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The labelled set ``data`` and two model files."""
    folder = tmp_path_factory.mktemp("light")
    write_folder(folder / "data", patients=12, side=24)
    write_tiny_model(folder / "one.onnx")
    write_tiny_model(folder / "two.onnx", TinyNetwork(gain=10.0))
    return folder


def _commands(folder: Path) -> list[list[str]]:
    model, other, data = str(folder / "one.onnx"), str(folder / "two.onnx"), str(folder / "data")
    commands = [
        ["card", "show", model],
        ["card", "show", model, "--json"],
        ["card", "validate", model],
        ["card", "edit", model, "--set", "title=Another", "-o", str(folder / "edited.onnx")],
        ["reproduce", model],
        ["data", "labels", data, "--output", str(folder / "labels")],
        ["data", "split", data, "--output", str(folder / "split")],
        ["data", "inspect", data],
        ["operating-points", model, f"--data={data}", "--youden"],
        ["evaluate", model, f"--data={data}", f"--output={folder / 'evaluation'}"],
        ["heatmaps", model, "--phantoms=1"],
        ["ensemble", model, other, f"--data={data}", "-o", str(folder / "mean.onnx")],
        ["verify", str(folder / "mean.onnx"), "--against", model, other, f"--data={data}"],
    ]
    if find_spec("huggingface_hub"):
        commands.append(["push", model, "jane/one", "--dry-run", str(folder / "hub")])
    return commands


def test_commands_on_images_and_model_files_do_without_tensorflow(workshop: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", _ONE_AFTER_THE_OTHER],
        input=json.dumps(_commands(workshop)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.stdout.endswith("all of them\n"), answer.stderr


def test_nothing_that_these_commands_stand_on_imports_tensorflow() -> None:
    """What takes long to run is imported alone; the processes that train are others."""
    modules = [
        "converter.experiments.cross_validation",
        "converter.experiments.shift.plan",
        "converter.experiments.shift.report",
        "converter.experiments.shift.trainings",
        "converter.experiments.tuning",
        "converter.finishing.quantise",
        "converter.finishing.recalibrate",
        "converter.gating.fit",
    ]
    program = (
        f"import sys, {', '.join(modules)}; print(sorted({{'tensorflow', 'keras', 'tf2onnx'}} & set(sys.modules)))"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout == "[]\n"


def test_the_help_begins_with_the_common_commands_and_names_every_other_in_a_group() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "converter.cli", "--help"], capture_output=True, text=True, check=True
    )
    titles = re.findall(r"^(\S.*):$", answer.stdout, re.MULTILINE)
    named = re.findall(r"^  ([a-z][a-z-]+) {2,}", answer.stdout, re.MULTILINE)
    assert named[: len(COMMON)] == COMMON
    assert len(set(named)) == len(named) == 18
    assert len(titles) > 3


def _stderr_of(arguments: Sequence[str]) -> str:
    """Run a command in an environment that asks TensorFlow to say everything."""
    answer = subprocess.run(
        [sys.executable, "-m", "converter.cli", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"TF_CPP_MIN_LOG_LEVEL": "0"},
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stderr


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_nothing_of_the_c_plus_plus_below_comes_through(workshop: Path) -> None:
    data, run, model = workshop / "data", workshop / "run", workshop / "run.onnx"
    fast = [part for change in FAST for part in ("--set", change)]
    for arguments in (
        ["train", "--recipe=cnn28", *fast, f"--data={data}", f"--output={run}"],
        ["export", str(run), "-o", str(model)],
        ["cross-validate", "--recipe=cnn28", *fast, f"--data={data}", "--folds=2", f"--output={workshop / 'folds'}"],
    ):
        said = _stderr_of(arguments)
        assert said.strip(), "the command's own sentences come through"
        assert not re.search(r"cuInit|cuda|onednn|absl|stream_executor|rebuild TensorFlow", said, re.IGNORECASE), said
