"""Data sets of the Hugging Face Hub, through the real client, from a Hub on this machine."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import warnings
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import pytest

from converter.datasets.labelled import find_labelled
from tests.converter.local_servers import Hub, serve
from tests.converter.test_datasets_fetch import fetch_apart

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

PUBLISHED = "keremberke/chest-xray-classification"


def _picture(seed: int) -> bytes:
    noise = np.random.default_rng(seed).integers(0, 255, (20, 24), np.uint8)
    return bytes(cv2.imencode(".jpg", noise)[1])


def _parquet(count: int, column: str = "labels", *, classes: tuple[str, ...] = ("NORMAL", "PNEUMONIA")) -> bytes:
    """Make what the Hub keeps: encoded images with their names, and numbers of classes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import datasets

        features = datasets.Features({"image": datasets.Image(), column: datasets.ClassLabel(names=list(classes))})
        names = [f"person{number}_virus_{number}.jpg" for number in range(count - 1)]
        images = [{"bytes": _picture(seed), "path": name} for seed, name in enumerate([*names, None])]
        rows = {"image": images, column: [number % len(classes) for number in range(count)]}
        stream = io.BytesIO()
        datasets.Dataset.from_dict(rows, features=features).to_parquet(stream)
    return stream.getvalue()


def _hub() -> Hub:
    hub = Hub()
    hub.repositories = {
        # As its owner published it: a script, archives, and the Parquet files that the Hub has made of them.
        PUBLISHED: {
            "main": {"README.md": b"", "chest-xray-classification.py": b"raise SystemExit", "data/train.zip": b"PK"},
            "refs/convert/parquet": {
                "full/train/0000.parquet": _parquet(10),
                "full/validation/0000.parquet": _parquet(4),
                "mini/validation/0000.parquet": _parquet(3),
            },
        },
        "owner/plain": {
            "main": {
                "README.md": b"",
                "data/train-00000-of-00001.parquet": _parquet(6, "label", classes=("normal", "pneumonia")),
                "data/test-00000-of-00001.parquet": _parquet(5, "label", classes=("normal", "pneumonia")),
            }
        },
        "owner/two": {
            "main": {
                "README.md": b"---\nconfigs:\n- config_name: one\n  data_files: a.parquet\n"
                b"- config_name: two\n  data_files: b.parquet\n---\n",
                "a.parquet": _parquet(4),
                "b.parquet": _parquet(5),
            }
        },
        "owner/script": {"main": {"README.md": b"", "script.py": b""}},
        "owner/odd": {"main": {"README.md": b"", "a.parquet": _parquet(4, classes=("NORMAL", "../PNEUMONIA"))}},
        "owner/text": {"main": {"README.md": b"", "a.csv": b"text,number\nhello,1\n"}},
    }
    return hub


def _environment(url: str, home: Path) -> dict[str, str]:
    return {**os.environ, "HF_ENDPOINT": url, "HF_HOME": str(home), "USE_TF": "0"}


def _fetched(tmp_path: Path, *sources: str) -> dict[str, Any]:
    with serve(_hub().answer) as url:
        return fetch_apart(tmp_path / "images", _environment(url, tmp_path / "home"), *sources)


def test_the_published_set_is_written_as_its_bytes(tmp_path: Path) -> None:
    mini, nano = f"hf:{PUBLISHED}:mini", f"hf:{PUBLISHED}:nano"
    said = _fetched(tmp_path, f"hf:{PUBLISHED}", mini, nano)
    assert said[f"hf:{PUBLISHED}"] == 14
    files = {file.relative: file for file in find_labelled(tmp_path / "images" / "out0")}
    assert len(files) == 14
    assert files["train/PNEUMONIA/person1_virus_1.jpg"].patient == "person1"
    assert files["train/PNEUMONIA/person1_virus_1.jpg"].path.read_bytes() == _picture(1)
    assert files["train/PNEUMONIA/000009.jpeg"].path.read_bytes() == _picture(9)
    assert {name.split("/")[0] for name in files} == {"train", "validation"}
    assert said[mini] == 3
    assert said[nano] == "The data set has the configurations full, mini. Name one: hf:owner/dataset:NAME."


def test_sets_of_other_shapes(tmp_path: Path) -> None:
    said = _fetched(tmp_path, "hf:owner/plain", "hf:owner/two", "hf:owner/two:two", "hf:owner/two:ten")
    assert said["hf:owner/plain"] == 11
    files = [file.relative for file in find_labelled(tmp_path / "images" / "out0")]
    assert files[0] == "test/NORMAL/000004.jpeg"
    assert len(files) == 11
    assert "'one', 'two'" in said["hf:owner/two"]
    assert said["hf:owner/two:two"] == 5
    assert "'one', 'two'" in said["hf:owner/two:ten"]


def test_what_cannot_be_fetched_says_why(tmp_path: Path) -> None:
    sources = ["hf:owner/script", "hf:owner/odd", "hf:owner/text", "hf:no/body", "hf:nobody"]
    said = _fetched(tmp_path, *sources)
    expected = [
        "a script",
        "cannot be a folder's",
        "one column of images",
        "no data set of this name",
        "written as hf:",
    ]
    for source, words in zip(sources, expected, strict=True):
        assert words in said[source]
    assert list((tmp_path / "images").iterdir()) == []


def test_a_hub_that_refuses_or_is_not_there(tmp_path: Path) -> None:
    hub = _hub()
    hub.refusal = 418
    with serve(hub.answer) as url:
        said = fetch_apart(tmp_path / "images", _environment(url, tmp_path / "home"), "hf:owner/plain")
        assert "error (418)" in said["hf:owner/plain"]
    said = fetch_apart(tmp_path / "images", _environment(url, tmp_path / "home"), "hf:owner/plain")
    assert said["hf:owner/plain"] == "The Hub does not answer. Check the network."


def test_the_command_itself(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "converter.cli", "data", "fetch", f"hf:{PUBLISHED}", "-o", str(tmp_path / "out")]
    with serve(_hub().answer) as url:
        environment = _environment(url, tmp_path / "home")
        answer = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
        assert answer.returncode == 0, answer.stderr
    assert f"Next: xray-converter data inspect {tmp_path / 'out'}" in answer.stderr
