"""A model file and its card go to the Hub: the real client against a local server."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from converter.cli import main
from converter.finishing.push import prepare
from tests.converter.hub_server import COMMIT, Hub, serve_hub
from tests.support.tiny_model import tiny_card, write_tiny_model
from xray_desktop.model_file.card import parse_card
from xray_desktop.model_file.metadata import read_card

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The client gives its HTTP library a file in a way that the library would rather have otherwise.
pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")

FILE = "tiny-brightness-1.0.0.onnx"
TOKEN = "hf_of_a_test"  # noqa: S105 - of the local server


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_tiny_model(tmp_path / "tiny.onnx")


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Hub]:
    """The server; the client is pointed at it as its variables do where it is imported afresh."""
    from huggingface_hub import constants

    with serve_hub() as served:
        monkeypatch.setattr(constants, "ENDPOINT", served.url)
        monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
        monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "no token"))
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        yield served


def _metadata(page: str) -> dict[str, Any]:
    _, front, _ = page.split("---\n", 2)
    read: dict[str, Any] = yaml.safe_load(front)
    return read


def test_the_hub_gets_the_model_its_card_and_a_page(model: Path, hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["push", str(model), "jane/brightness", "--private", "--message=First of all"]) == 0
    assert COMMIT in capsys.readouterr().err
    assert set(hub.files) == {FILE, "README.md", "card.json"}
    assert hub.files[FILE] == model.read_bytes()
    assert parse_card(hub.files["card.json"].decode()) == read_card(model)
    created = hub.created[0]
    assert (created["organization"], created["name"]) == ("jane", "brightness")
    # Older clients say it by a flag.
    assert created.get("visibility") == "private" or created.get("private") is True
    assert (hub.message, hub.branch) == ("First of all", "main")
    assert hub.tokens == {f"Bearer {TOKEN}"}


def test_the_page_says_what_the_card_says(model: Path, hub: Hub) -> None:
    assert main(["push", str(model), "jane/brightness"]) == 0
    page = hub.files["README.md"].decode()
    card = read_card(model)
    for text in (card.title, card.intended_use, *card.limitations, "Research use, not for diagnosis", "0.9000 (0.8000"):
        assert text in page
    front = _metadata(page)
    assert front["license"] == "apache-2.0"
    assert front["library_name"] == "onnx"
    assert "research-use-only" in front["tags"]
    metrics = front["model-index"][0]["results"][0]["metrics"]
    assert [(metric["type"], metric["value"]) for metric in metrics] == [("roc_auc", 0.9)]
    assert hub.message == f"Add {FILE}"


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        ("MIT", {"license": "mit"}),
        ("CC-BY-4.0, see attribution", {"license": "cc-by-4.0"}),
        ("MIT-like", {"license": "other", "license_name": "MIT-like"}),
        ("Ask: me - first", {"license": "other", "license_name": "Ask: me - first"}),
    ],
)
def test_the_licence_has_the_name_that_the_hub_knows(licence: str, expected: dict[str, str], tmp_path: Path) -> None:
    model = write_tiny_model(tmp_path / "tiny.onnx", licence=licence)
    front = _metadata(prepare(model).contents["README.md"].decode())
    assert {key: value for key, value in front.items() if key.startswith("license")} == expected


def test_another_branch_is_made(model: Path, hub: Hub) -> None:
    assert main(["push", str(model), "jane/brightness", "--revision=trial"]) == 0
    assert "POST /api/models/jane/brightness/branch/trial" in hub.requests
    assert hub.branch == "trial"


@pytest.mark.parametrize(
    ("place", "status", "expected"),
    [
        ("repos/create", 401, "token"),
        ("repos/create", 403, "may not write to jane/brightness"),
        ("preupload", 404, "has no jane/brightness"),
        ("lfs/objects/batch", 403, "may not write"),
        ("/lfs/", 413, "too large"),
        ("commit", 409, "at the same moment"),
        ("commit", 412, "in the meantime"),
        ("commit", 422, "refuses"),
        ("commit", 400, "refuses"),
        ("commit", 503, "fault of its own"),
    ],
)
def test_what_the_hub_refuses_is_a_sentence(
    place: str, status: int, expected: str, model: Path, hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.refusals[place] = status
    assert main(["push", str(model), "jane/brightness"]) == 1
    told = capsys.readouterr().err.strip().splitlines()[-1]
    assert expected in told
    assert told.startswith("xray-converter: ")
    assert not any(character in told for character in ("http", "{", "Traceback", str(status)))


def test_a_repository_that_is_there_is_used(model: Path, hub: Hub) -> None:
    hub.refusals["repos/create"] = 409
    assert main(["push", str(model), "jane/brightness"]) == 0
    assert set(hub.files) == {FILE, "README.md", "card.json"}


def test_without_a_token(
    model: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("HF_TOKEN")
    assert main(["push", str(model), "jane/brightness"]) == 1
    assert "hf auth login" in capsys.readouterr().err
    assert hub.requests == []


def test_without_a_network(
    model: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with serve_hub() as gone:
        address = gone.url
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", address)
    assert main(["push", str(model), "jane/brightness"]) == 1
    assert "cannot be reached" in capsys.readouterr().err


def test_without_the_client(model: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("converter.finishing.push.find_spec", lambda name: None)
    assert main(["push", str(model), "jane/brightness"]) == 1
    assert "xray-desktop[hub]" in capsys.readouterr().err


def test_a_dry_run_writes_a_folder_and_asks_nobody(model: Path, hub: Hub, tmp_path: Path) -> None:
    folder = tmp_path / "what would be"
    command = ["push", str(model), "jane/brightness", f"--dry-run={folder}"]
    assert main(command) == 0
    assert main(command) == 0
    assert hub.requests == []
    assert {entry.name for entry in folder.iterdir()} == {FILE, "README.md", "card.json"}
    assert (folder / FILE).read_bytes() == model.read_bytes()
    (folder / "notes.txt").write_text("mine")
    assert main(command) == 1


def test_a_file_that_fails_its_own_card_is_not_pushed(tmp_path: Path, hub: Hub) -> None:
    known = tiny_card().known_answer.model_copy(update={"probability": 0.99})
    model = write_tiny_model(tmp_path / "tiny.onnx", known_answer=known)
    assert main(["push", str(model), "jane/brightness"]) == 1
    assert hub.requests == []


@pytest.mark.parametrize("name", ["jane", "jane/", "/x", "a/b/c", "jane/x--y", "jane/../x", "jane/ x"])
def test_a_name_that_is_none(name: str, model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["push", str(model), name]) == 2
    assert "USER/NAME" in capsys.readouterr().err


@pytest.mark.slow
def test_the_real_command_in_a_process_of_its_own(model: Path, tmp_path: Path) -> None:
    with serve_hub() as hub:
        settings = {
            **os.environ,
            "HF_ENDPOINT": hub.url,
            "HF_TOKEN": TOKEN,
            "HF_HUB_DISABLE_XET": "1",
            "HF_HOME": str(tmp_path / "home"),
        }
        code = "import sys; from converter.cli import main; sys.exit(main(sys.argv[1:]))"
        command = [sys.executable, "-c", code, "push", str(model), "jane/brightness"]
        answer = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert hub.files[FILE] == model.read_bytes()


def test_the_client_may_be_switched_off(
    model: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    assert main(["push", str(model), "jane/brightness"]) == 1
    assert "HF_HUB_OFFLINE" in capsys.readouterr().err
    assert hub.requests == []
