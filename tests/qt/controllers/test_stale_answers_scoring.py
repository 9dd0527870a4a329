"""Scores and pictures that come late are not those of the study or the image that is asked for now."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from tests.support.studies import many_jpegs
from tests.support.tiny_model import write_tiny_model
from xray_desktop.errors import CorruptPixelData
from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.scan.scan import ScannedFile
from xray_desktop.imaging.sniff import FileKind
from xray_desktop.imaging.workers.pool import PooledReader
from xray_desktop.inference.session import ModelSession
from xray_desktop.qt.controllers.state.image_loader import ImageLoader
from xray_desktop.qt.controllers.state.scoring import ScoringController
from xray_desktop.qt.runtime.jobs import Background
from xray_desktop.qt.runtime.lifetime import Lifetime
from xray_desktop.services.scoring.analysis import Analysis

ORDERS = pytest.mark.parametrize("order", [("old", "new"), ("new", "old")], ids=["in order", "the first one last"])


class HeldReader(PooledReader):
    """Reads as ever, but the files of a folder only when the test lets them go.

    Attributes
    ----------
    begun
        Folders of which a file was asked for.
    """

    def __init__(self):
        super().__init__(workers=2)
        self.gates = {"old": threading.Event(), "new": threading.Event()}
        self.begun = set()

    def read(self, path, frame=0):
        folder = path.parent.name
        self.begun.add(folder)
        assert self.gates[folder].wait(30)
        if path.name.startswith("bad"):
            raise CorruptPixelData("It ends too early.")
        return super().read(path, frame)


@pytest.fixture
def reader():
    with HeldReader() as made:
        yield made


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return ModelSession.open(write_tiny_model(tmp_path_factory.mktemp("model") / "tiny.onnx"), "cpu")


@pytest.fixture
def background(qapp, reader):
    lifetime = Lifetime()
    with ThreadPoolExecutor(1) as executor:
        yield Background(executor, lifetime, pytest.fail)
        for gate in reader.gates.values():
            gate.set()
        lifetime.end()


@pytest.fixture
def studies(tmp_path):
    """Two folders of small pictures, and one of each that cannot be read."""
    found = {}
    for folder in ("old", "new"):
        many_jpegs(tmp_path / folder, 3, side=64)
        (tmp_path / folder / "bad.jpeg").write_bytes(b"\xff\xd8\xff")
        paths = sorted((tmp_path / folder).iterdir())
        found[folder] = [ScannedFile(path, path.name, FileKind.JPEG) for path in paths]
    return found


class TestScoring:
    @pytest.fixture
    def scoring(self, background, reader):
        return ScoringController(partial(Analysis, reader), background)

    @pytest.fixture
    def heard(self, scoring):
        told = []
        scoring.results.connect(lambda results: told.extend(result.key.path for result in results))
        scoring.finished.connect(lambda summary: told.append(summary.counts.total()))
        return told

    @ORDERS
    def test_results_and_the_end_are_those_of_the_study_asked_for_last(
        self, scoring, reader, model, studies, heard, qtbot, order
    ):
        analyses = {}
        for folder in ("old", "new"):
            scoring.start(model, studies[folder], more_to_come=False)
            analyses[folder] = scoring._analysis
            qtbot.waitUntil(lambda folder=folder: folder in reader.begun)
        for folder in order:
            reader.gates[folder].set()
            analyses[folder].future.result(60)
            # Long enough for most that should not arrive to do so.
            qtbot.wait(100)
        qtbot.waitUntil(lambda: not scoring.running)
        assert sorted(heard[:-1]) == [file.path for file in studies["new"]]
        assert heard[-1] == 4

    def test_what_was_scored_but_not_told_yet_when_another_study_came_is_not_told(
        self, scoring, reader, model, studies, heard, qtbot
    ):
        reader.gates["old"].set()
        scoring.start(model, studies["old"], more_to_come=False)
        # In this thread nothing is told before the event loop runs.
        scoring._analysis.future.result(60)
        reader.gates["new"].set()
        scoring.start(model, studies["new"], more_to_come=False)
        qtbot.waitUntil(lambda: not scoring.running, timeout=20_000)
        assert sorted(heard[:-1]) == [file.path for file in studies["new"]]

    def test_what_is_dropped_is_told_no_more(self, scoring, reader, model, studies, heard, qtbot):
        scoring.start(model, studies["old"], more_to_come=False)
        analysis = scoring._analysis
        scoring.drop()
        reader.gates["old"].set()
        analysis.future.result(60)
        qtbot.wait(150)
        assert heard == []


class TestPictures:
    @pytest.fixture
    def loader(self, background, reader):
        made = ImageLoader(background)
        made.use(reader)
        return made

    @pytest.fixture
    def heard(self, loader):
        told = []
        loader.ready.connect(lambda image: told.append(image.key))
        loader.failed.connect(lambda key, _error: told.append(("failed", key)))
        return told

    @ORDERS
    @pytest.mark.parametrize("name", ["film-000000.jpeg", "bad.jpeg"], ids=["a picture", "a failure"])
    def test_the_picture_asked_for_last_is_shown(self, loader, reader, studies, heard, qtbot, order, name):
        keys = {
            folder: next(ImageKey(file.path) for file in files if file.path.name == name)
            for folder, files in studies.items()
        }
        for folder in ("old", "new"):
            loader.show([keys[folder]], [])
            qtbot.waitUntil(lambda folder=folder: folder in reader.begun)
        futures = {folder: loader._futures[key] for folder, key in keys.items()}
        for folder in order:
            reader.gates[folder].set()
            futures[folder].exception(60)
            qtbot.wait(50)
        qtbot.waitUntil(lambda: bool(heard))
        assert heard == [("failed", keys["new"]) if name == "bad.jpeg" else keys["new"]]

    def test_a_picture_read_for_a_study_that_is_gone_is_not_the_one_of_the_next(
        self, loader, reader, studies, heard, qtbot
    ):
        key = ImageKey(studies["old"][-1].path)
        loader.show([key], [])
        qtbot.waitUntil(lambda: "old" in reader.begun)
        gone = loader._futures[key]
        loader.forget()
        loader.show([key], [])
        reader.gates["old"].set()
        qtbot.waitUntil(lambda: bool(heard), timeout=20_000)
        assert heard == [key]
        assert loader._images[key] is not gone.result()
