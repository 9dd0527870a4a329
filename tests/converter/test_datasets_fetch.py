"""Images come from local servers that answer the real clients; whatever goes wrong leaves nothing behind."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import warnings
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from converter.console import Console
from converter.datasets.fetch import address
from converter.datasets.fetch.fetch import fetch
from converter.datasets.labelled import find_labelled
from converter.errors import DownloadError
from tests.converter.local_servers import Answer, serve
from tests.converter.tiny import write_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def chest(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A zip file of a folder of drawn images."""
    root = tmp_path_factory.mktemp("images")
    write_folder(root / "chest_xray" / "train", patients=3, side=16)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for file in sorted(root.rglob("*.png")):
            archive.write(file, file.relative_to(root))
    return stream.getvalue()


def _assert_nothing_is_left(folder: Path) -> None:
    assert [path for path in folder.iterdir() if path.name.endswith((".part", "out"))] == []


def _refused(source: str, folder: Path, sentence: str) -> None:
    with pytest.raises(DownloadError, match=sentence):
        fetch(source, folder / "out", Console())
    _assert_nothing_is_left(folder)


@pytest.mark.parametrize("prefix", ["", "file://"])
def test_an_archive_on_this_machine(tmp_path: Path, chest: bytes, prefix: str) -> None:
    (tmp_path / "chest.zip").write_bytes(chest)
    fetched = fetch(f"{prefix}{tmp_path / 'chest.zip'}", tmp_path / "new" / "out", Console())
    assert fetched.files == 6
    assert fetched.labelled == (tmp_path / "new" / "out" / "chest_xray",)
    assert len(find_labelled(fetched.labelled[0])) == 6


def test_no_such_file_or_a_folder(tmp_path: Path) -> None:
    _refused(str(tmp_path / "gone.zip"), tmp_path, "no such file")
    _refused(f"file://{tmp_path}/gone.zip", tmp_path, "no such file")
    _refused(str(tmp_path), tmp_path, "a folder on this machine")


def test_a_folder_that_holds_something_stays_as_it_is(tmp_path: Path, chest: bytes) -> None:
    (tmp_path / "chest.zip").write_bytes(chest)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine")
    with pytest.raises(DownloadError, match="holds something already"):
        fetch(str(tmp_path / "chest.zip"), tmp_path / "out", Console())
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["notes.txt"]
    (tmp_path / "out" / "notes.txt").unlink()
    assert fetch(str(tmp_path / "chest.zip"), tmp_path / "out", Console()).files == 6


def test_an_interruption_leaves_nothing(tmp_path: Path, chest: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "chest.zip").write_bytes(chest)
    unpack = address.unpack

    def stop_half_way(archive: Path, folder: Path, advance: Any) -> None:
        unpack(archive, folder, advance)
        raise KeyboardInterrupt

    monkeypatch.setattr(address, "unpack", stop_half_way)
    with pytest.raises(KeyboardInterrupt):
        fetch(str(tmp_path / "chest.zip"), tmp_path / "out", Console())
    _assert_nothing_is_left(tmp_path)


def test_an_empty_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "chest.zip", "w"):
        pass
    _refused(str(tmp_path / "chest.zip"), tmp_path, "no files in it")


def test_an_address_of_the_web(tmp_path: Path, chest: bytes) -> None:
    with serve(lambda _method, path, _body: Answer(chest) if path == "/x.zip" else Answer(status=404)) as url:
        assert fetch(f"{url}/x.zip", tmp_path / "out", Console()).files == 6
        assert len(find_labelled(tmp_path / "out" / "chest_xray")) == 6
        (tmp_path / "more").mkdir()
        _refused(f"{url}/gone.zip", tmp_path / "more", "nothing at this address")


@pytest.mark.parametrize(
    ("status", "sentence"),
    [(401, "Access to this address is refused"), (403, "is refused"), (503, r"an error \(503\)")],
)
def test_a_server_that_refuses(tmp_path: Path, status: int, sentence: str) -> None:
    with serve(lambda *_request: Answer(status=status)) as url:
        _refused(f"{url}/x.zip", tmp_path, sentence)


def test_a_server_that_stops_half_way(tmp_path: Path, chest: bytes) -> None:
    with serve(lambda *_request: Answer(chest[:500], promised=len(chest))) as url:
        _refused(f"{url}/x.zip", tmp_path, "does not answer, or stops half-way")


def test_a_page_instead_of_an_archive(tmp_path: Path) -> None:
    with serve(lambda *_request: Answer(b"<html>Please log in</html>")) as url:
        _refused(f"{url}/x.zip", tmp_path, "neither a zip nor a tar")


def test_nobody_answers_and_unknown_protocols(tmp_path: Path) -> None:
    with serve(lambda *_request: Answer()) as url:
        pass
    _refused(f"{url}/x.zip", tmp_path, "does not answer")
    _refused("carrier-pigeon://loft/x.zip", tmp_path, "kind of address is not known")


def test_without_the_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("converter.datasets.fetch.packages.find_spec", lambda _name: None)
    for source in ("kaggle:a/b", "hf:a/b", "https://host/x.zip"):
        _refused(source, tmp_path, r'pip install "xray-desktop\[cpu,converter,hub\]"')


@pytest.fixture
def kaggle(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[dict[str, Any]]:
    """A Kaggle that answers the real client; what it says can be changed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import kagglehub  # noqa: F401 - its own warnings
        from kagglesdk import kaggle_env
    monkeypatch.setenv("KAGGLE_API_TOKEN", "token")
    said: dict[str, Any] = {"status": 200, "archive": b""}

    def answer(_method: str, path: str, body: bytes) -> Answer:
        if said["status"] != 200:
            return Answer(status=said["status"], headers={"content-type": "text/plain"})
        assert json.loads(body)["ownerSlug"] == "owner"
        if path == "/v1/datasets.DatasetApiService/GetDataset":
            return Answer(b'{"currentVersionNumber": 3}', headers={"content-type": "application/json"})
        assert path == "/v1/datasets.DatasetApiService/DownloadDataset"
        assert json.loads(body)["datasetVersionNumber"] == 3
        return Answer(said["archive"], headers={"content-type": "application/zip"}, promised=said.get("promised"))

    with serve(answer) as url:
        # The client knows its address by heart.
        monkeypatch.setitem(kaggle_env._env_to_endpoint, kaggle_env.KaggleEnv.PROD, url)
        yield said


def test_a_data_set_of_kaggle(tmp_path: Path, chest: bytes, kaggle: dict[str, Any]) -> None:
    kaggle["archive"] = chest
    fetched = fetch("kaggle:owner/chest", tmp_path / "out", Console())
    assert fetched.files == 6
    assert len(find_labelled(fetched.labelled[0])) == 6
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["chest_xray"]


@pytest.mark.parametrize(
    ("status", "sentence"), [(404, "no data set of this name"), (403, "Kaggle refuses access"), (500, r"error \(500\)")]
)
def test_kaggle_refuses(tmp_path: Path, kaggle: dict[str, Any], status: int, sentence: str) -> None:
    kaggle["status"] = status
    _refused("kaggle:owner/chest", tmp_path, sentence)


def test_kaggle_sends_what_is_damaged_or_half(tmp_path: Path, chest: bytes, kaggle: dict[str, Any]) -> None:
    kaggle["archive"] = chest[:500]
    _refused("kaggle:owner/chest", tmp_path, "sent is damaged")
    kaggle["promised"] = len(chest)
    _refused("kaggle:owner/chest", tmp_path, "stops half-way")


def test_kaggle_is_not_there(tmp_path: Path, kaggle: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    from kagglesdk import kaggle_env

    monkeypatch.setitem(kaggle_env._env_to_endpoint, kaggle_env.KaggleEnv.PROD, "http://127.0.0.1:1")
    _refused("kaggle:owner/chest", tmp_path, "does not answer")
    _refused("kaggle:chest", tmp_path, "written as kaggle:owner/dataset")


_FETCH_ALL = """
import json, sys
from pathlib import Path
from converter.datasets.fetch.fetch import fetch
from converter.errors import DownloadError
from converter.console import Console
for number, source in enumerate(sys.argv[2:]):
    try:
        said = fetch(source, Path(sys.argv[1]) / f"out{number}", Console()).files
    except DownloadError as error:
        said = error.sentence
    print(json.dumps([source, said]))
"""


def fetch_apart(folder: Path, environment: dict[str, str], *sources: str) -> dict[str, Any]:
    """Fetch in another process, whose clients read the environment when they start; return files or sentences."""
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-c", _FETCH_ALL, str(folder), *sources]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert answer.returncode == 0, answer.stderr
    assert not list(folder.glob(".*"))
    return dict(json.loads(line) for line in answer.stdout.splitlines() if line.startswith("["))
