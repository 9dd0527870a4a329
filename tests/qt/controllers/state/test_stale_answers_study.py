"""What a walk or a model that is late says is not said of the study or the second model that is asked for now."""

from __future__ import annotations

from functools import partial

import pytest

from tests.support.held_work import HeldExecutor
from tests.support.studies import many_jpegs
from tests.support.tiny_model import TinyNetwork, write_tiny_model
from xray_desktop.imaging.workers.pool import PooledReader
from xray_desktop.inference.session import ModelSession
from xray_desktop.qt.controllers.state.model import ModelController
from xray_desktop.qt.controllers.state.scoring import ScoringController
from xray_desktop.qt.controllers.state.second_opinion import SecondOpinionController
from xray_desktop.qt.controllers.state.study import StudyController, Walk
from xray_desktop.qt.runtime.jobs import Background
from xray_desktop.qt.runtime.lifetime import Lifetime
from xray_desktop.services.scoring.analysis import Analysis
from xray_desktop.services.session.folder import SessionFolder
from xray_desktop.study.result import Role, ScoredBy
from xray_desktop.study.study import Study

ORDERS = pytest.mark.parametrize("order", [(0, 0), (1, 0)], ids=["in order", "the first one last"])
"""Places among the work that waits, let go one after the other."""


@pytest.fixture
def held():
    return HeldExecutor()


@pytest.fixture
def background(qapp, held):
    lifetime = Lifetime()
    yield Background(held, lifetime, pytest.fail)
    lifetime.end()
    held.shutdown()


@pytest.fixture
def study():
    return Study()


@pytest.fixture
def controller(study, background, tmp_path):
    return StudyController(study, SessionFolder(tmp_path / "sessions"), background)


class TestWalks:
    @pytest.fixture
    def folders(self, tmp_path):
        return [many_jpegs(tmp_path / name, 3, side=32)[0].parent for name in ("one", "other")]

    @pytest.fixture
    def ended(self, controller):
        summaries = []
        controller.walk_finished.connect(summaries.append)
        return summaries

    def _names(self, study):
        return {row.key.path.parent.name for row in study.rows}

    @ORDERS
    def test_only_what_the_study_that_is_open_holds_is_found(
        self, study, controller, held, folders, ended, qtbot, order
    ):
        for folder in folders:
            controller.open([folder])
        for place in order:
            held.let_go(place)
            qtbot.wait(100)
        qtbot.waitUntil(lambda: bool(ended))
        qtbot.wait(100)
        assert self._names(study) == {"other"}
        assert len(ended) == 1
        assert controller.walk is Walk.DONE

    def test_nothing_is_found_once_the_study_is_let_go(self, study, controller, held, folders, ended, qtbot):
        controller.open(folders[:1])
        controller.clear()
        held.let_go()
        qtbot.wait(100)
        assert (list(study.rows), ended, controller.walk) == ([], [], Walk.NONE)

    @ORDERS
    def test_what_is_added_takes_the_place_of_nothing(self, study, controller, held, folders, ended, qtbot, order):
        controller.open(folders[:1])
        controller.add(folders[1:])
        held.let_go(order[0])
        qtbot.waitUntil(lambda: len(study.rows) == 3)
        qtbot.wait(100)
        assert (ended, controller.walk) == ([], Walk.RUNNING)
        held.let_go(order[1])
        qtbot.waitUntil(lambda: bool(ended))
        assert self._names(study) == {"one", "other"}
        assert len(ended) == 1

    def test_what_was_found_before_the_walk_is_stopped_stays(self, study, controller, held, folders, ended, qtbot):
        controller.open(folders[:1])
        controller.stop_walking()
        held.let_go()
        qtbot.waitUntil(lambda: bool(ended))
        assert ended[0].cancelled


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    networks = {"first": 20.0, "dark": -20.0, "pale": 5.0}
    return {
        name: write_tiny_model(folder / f"{name}.onnx", TinyNetwork(gain=gain), model_id=name)
        for name, gain in networks.items()
    }


class TestSecondModel:
    @pytest.fixture
    def second(self, study, controller, background, files):
        with PooledReader(workers=1) as reader:
            models = ModelController([], background)
            models.provider = "cpu"
            models.model = first = ModelSession.open(files["first"], "cpu")
            study.assign(Role.FIRST, ScoredBy(first.card, first.sha256, study.threshold))
            start = partial(Analysis, reader)
            scoring = ScoringController(start, background)
            yield SecondOpinionController(models, controller, scoring, start, background)

    @ORDERS
    def test_the_one_that_was_chosen_last_gives_the_opinion(self, study, second, held, files, qtbot, order):
        chosen = []
        second.chosen.connect(chosen.append)
        for name in ("dark", "pale"):
            second.choose(files[name])
        for place in order:
            held.let_go(place)
            qtbot.wait(100)
        qtbot.waitUntil(lambda: bool(chosen))
        assert chosen == ["pale"]
        assert study.second.card.model_id == second.model.card.model_id == "pale"

    def test_none_gives_it_where_the_user_wants_none_meanwhile(self, study, second, held, files, qtbot):
        second.choose(files["dark"])
        second.dismiss()
        held.let_go()
        qtbot.wait(100)
        assert (second.model, study.second) == (None, None)

    def test_a_refusal_that_is_late_is_not_told(self, study, second, held, files, qtbot, tmp_path):
        refused = []
        second.refused.connect(refused.append)
        second.choose(tmp_path / "absent.onnx")
        second.choose(files["dark"])
        held.let_go(1)
        qtbot.waitUntil(lambda: second.model is not None)
        held.let_go()
        qtbot.wait(100)
        assert refused == []
        assert study.second.card.model_id == "dark"
