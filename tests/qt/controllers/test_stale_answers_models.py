"""Models: of two questions the later one is answered, whichever of the two answers is there first."""

from __future__ import annotations

import csv

import pytest

from tests.qt.controllers.conftest import ORDERS
from tests.support.studies import small_study
from tests.support.tiny_model import TinyNetwork, write_tiny_model
from xray_desktop.inference.session import ModelSession
from xray_desktop.qt.controllers.state.model import ModelController
from xray_desktop.qt.controllers.state.preferences import PreferencesController
from xray_desktop.services.cancellation import CancellationToken
from xray_desktop.services.models.comparison import Comparer
from xray_desktop.settings.model import Settings
from xray_desktop.settings.store import load_settings, save_settings

DARK = TinyNetwork(gain=-20.0)


def names(dialog):
    return [row.path.name for row in dialog.rows]


def said(dialog):
    return dialog.notice.sentence.text()


@pytest.fixture
def own(parts, tmp_path):
    """A model of the user's own, which can be removed."""
    folder = tmp_path / "data" / "models"
    folder.mkdir(parents=True)
    return write_tiny_model(folder / "own.onnx", DARK, model_id="tiny-own")


@pytest.fixture
def dialog(parts, held, own):
    parts.models.provider = "cpu"
    made = parts.model_library.open()
    held.let_all_go()
    assert "own.onnx" in names(made)
    return made


def compared(first, second, files):
    """What two models say of files that neither has scored: their names in each row."""
    one, other = (ModelSession.open(path, "cpu") for path in (first, second))
    stopped = CancellationToken()
    stopped.cancel()
    return Comparer(files, None, lambda _done, _files: None).compare((one, {}), (other, {}), stopped)


def row_of(dialog, path):
    return next(row for row in dialog.rows if row.path == path)


class TestModelInUse:
    @pytest.fixture
    def in_use(self, held, models):
        made = ModelController([models], held.background)
        made.provider = "cpu"
        return made

    @ORDERS
    def test_the_model_that_was_chosen_last_is_in_use(self, in_use, held, models, order):
        other = write_tiny_model(models / "other.onnx", DARK, model_id="tiny-other")
        loaded = []
        in_use.loaded.connect(loaded.append)
        in_use.load(models / "tiny.onnx", "tiny")
        in_use.load(other, "other")
        held.let_both_go("_load", order)
        assert in_use.model.path == other
        assert len(loaded) == 1

    @ORDERS
    def test_that_an_earlier_choice_cannot_be_used_is_not_said(self, in_use, held, models, order, tmp_path):
        refused = []
        in_use.refused.connect(refused.append)
        in_use.load(tmp_path / "absent.onnx", "absent")
        in_use.load(models / "tiny.onnx", "tiny")
        held.let_both_go("_load", order)
        assert in_use.model.path == models / "tiny.onnx"
        assert not refused

    @ORDERS
    def test_the_catalogue_is_what_was_read_last(self, in_use, held, models, order):
        in_use.read_again()
        held.work("_read_catalogue")
        write_tiny_model(models / "new.onnx", DARK, model_id="tiny-new")
        in_use.read_again()
        held.let_both_go("_read_catalogue", order)
        assert {entry.path.name for entry in in_use.catalogue.entries} >= {"tiny.onnx", "new.onnx"}

    def test_a_catalogue_that_is_read_anew_at_the_start_still_brings_the_first_model(self, in_use, held, models):
        in_use.begin("", "", "cpu")
        in_use.read_again()
        held.let_both_go("_read_catalogue", "the first one last")
        held.let_go("_choose_and_load")
        assert in_use.model.path == models / "tiny.onnx"

    def test_what_the_user_chose_is_not_replaced_by_the_model_to_start_with(self, in_use, held, models):
        other = write_tiny_model(models / "other.onnx", DARK, model_id="tiny-other")
        in_use.begin("", "", "cpu")
        in_use.load(other, "other")
        held.let_go("_read_catalogue")
        held.let_all_go()
        assert in_use.model.path == other
        assert in_use.catalogue is not None


class TestSettings:
    @pytest.fixture
    def path(self, tmp_path):
        return tmp_path / "settings.json"

    @pytest.fixture
    def preferences(self, held, path):
        return PreferencesController(path, held.background)

    @ORDERS
    def test_of_two_readings_the_later_one_holds(self, preferences, held, path, order):
        preferences.load()
        held.work("_load")
        save_settings(path, Settings(heatmap_opacity=0.7))
        preferences.load()
        held.let_both_go("_load", order)
        assert preferences.settings.heatmap_opacity == 0.7

    @ORDERS
    def test_of_two_writings_the_later_one_stays_on_the_disk(self, preferences, held, path, order, wait):
        preferences.load()
        held.let_all_go()
        preferences.change(heatmap_opacity=0.1)
        wait(lambda: held.count("_write") == 1)
        preferences.change(heatmap_opacity=0.2)
        wait(lambda: held.count("_write") == 2)
        held.let_both_go("_write", order)
        assert load_settings(path).settings.heatmap_opacity == 0.2


class TestLibrary:
    @ORDERS
    def test_the_list_is_what_was_read_last(self, dialog, parts, held, own, order):
        parts.model_library._list()
        held.work("_list")
        write_tiny_model(own.with_name("new.onnx"), DARK, model_id="tiny-new")
        parts.model_library._list()
        held.let_both_go("_list", order)
        assert {"own.onnx", "new.onnx"} <= set(names(dialog))

    def test_a_restored_model_stays_when_the_list_that_its_removal_asked_for_comes_late(self, dialog, held, own):
        dialog.choose(own)
        dialog.card_page.remove_button.click()
        held.let_go("_put_aside")
        held.work("_list")
        dialog.card_page.restore_button.click()
        held.let_go("_put_back")
        held.let_both_go("_list", "the first one last")
        assert dialog.chosen.path == own
        assert not dialog.chosen.removed

    def test_a_model_on_its_way_out_keeps_its_row_when_a_list_without_it_comes_first(self, dialog, parts, held, own):
        dialog.choose(own)
        dialog.card_page.remove_button.click()
        held.work("_put_aside")
        parts.model_library._list()
        held.let_go("_list")
        assert dialog.chosen.path == own
        held.let_go("_put_aside")
        held.let_all_go()
        assert dialog.chosen.path == own
        assert dialog.chosen.removed

    def test_a_model_that_is_removed_twice_at_once_can_be_restored(self, dialog, held, own):
        dialog.choose(own)
        for _ in range(2):
            dialog.card_page.remove.emit(dialog.chosen)
        assert held.count("_put_aside") == 1
        held.let_all_go()
        dialog.card_page.restore_button.click()
        held.let_all_go()
        assert own.exists()

    def test_what_is_removed_when_the_window_has_closed_is_gone(self, dialog, parts, held, own):
        dialog.choose(own)
        dialog.card_page.remove_button.click()
        dialog.close()
        other = parts.model_library.open()
        held.let_all_go()
        assert not list(own.parent.iterdir())
        assert own.name not in names(other)

    def test_what_is_being_restored_when_the_window_closes_comes_back(self, dialog, parts, held, own):
        dialog.choose(own)
        dialog.card_page.remove_button.click()
        held.let_all_go()
        dialog.card_page.restore_button.click()
        dialog.close()
        held.let_all_go()
        assert own.exists()

    @ORDERS
    def test_the_outcome_of_the_last_self_test_is_said(self, dialog, parts, held, own, order, tmp_path):
        absent = write_tiny_model(own.with_name("absent.onnx"), DARK, model_id="tiny-absent")
        parts.model_library._list()
        held.let_all_go()
        absent.unlink()
        dialog.card_page.self_test.emit(row_of(dialog, absent))
        dialog.card_page.self_test.emit(row_of(dialog, own))
        held.let_both_go("_test", order)
        assert "gives its known answer" in said(dialog)

    def test_a_self_test_of_a_window_that_has_closed_says_nothing_in_the_next(self, dialog, parts, held, own):
        dialog.card_page.self_test.emit(row_of(dialog, own))
        dialog.close()
        other = parts.model_library.open()
        held.let_all_go()
        assert not said(other)


class TestAdding:
    @pytest.fixture
    def strangers(self, tmp_path):
        return [
            write_tiny_model(tmp_path / f"{name}.onnx", TinyNetwork(gain=gain), model_id=f"tiny-{name}", title=name)
            for name, gain in (("first", 5.0), ("second", 6.0))
        ]

    def test_of_two_files_offered_at_once_each_is_asked_about(self, dialog, parts, held, strangers):
        for stranger in strangers:
            parts.model_library.offer([stranger])
        assert held.count("_inspect") == 1
        held.let_go("_inspect")
        assert dialog.adding.title.text() == "Add tiny-first 1.0.0?"
        dialog.adding.no.click()
        held.let_go("_inspect")
        assert dialog.adding.title.text() == "Add tiny-second 1.0.0?"

    def test_a_file_that_was_offered_to_a_window_that_has_closed_is_not_asked_about(
        self, dialog, parts, held, strangers
    ):
        parts.model_library.offer(strangers[:1])
        dialog.close()
        other = parts.model_library.open()
        parts.model_library.offer(strangers[1:])
        held.let_both_go("_inspect", "the first one last")
        assert other.adding.title.text() == "Add tiny-second 1.0.0?"
        assert other.pages.currentWidget() is other.adding

    def test_a_model_is_copied_once_however_often_it_is_confirmed(self, dialog, parts, held, strangers, own):
        parts.model_library.offer(strangers)
        held.let_go("_inspect")
        dialog.adding.yes.click()
        dialog.adding.yes.click()
        dialog.adding.no.click()
        assert held.count("_add") == 1
        held.let_go("_add")
        held.let_go("_inspect")
        assert dialog.adding.title.text() == "Add tiny-second 1.0.0?"
        assert own.with_name("first.onnx").exists()

    def test_what_was_confirmed_comes_in_although_the_window_has_closed(self, dialog, parts, held, strangers, own):
        parts.model_library.offer(strangers[:1])
        held.let_go("_inspect")
        dialog.adding.yes.click()
        dialog.close()
        other = parts.model_library.open()
        parts.model_library.offer(strangers[1:])
        held.let_all_go()
        assert "first.onnx" in names(other)
        assert other.adding.title.text() == "Add tiny-second 1.0.0?"


class TestComparison:
    @pytest.fixture
    def page(self, dialog):
        return dialog.comparing

    @ORDERS
    def test_the_comparison_that_was_asked_for_last_is_shown(self, page, held, models, own, order):
        page.started.emit(models / "tiny.onnx", own)
        page.started.emit(own, models / "tiny.onnx")
        held.let_both_go("_compare", order)
        assert page.comparison.first.model_id == "tiny-own"
        assert page.progress.isHidden()

    @ORDERS
    def test_that_an_earlier_one_cannot_be_made_is_not_said(self, page, dialog, held, models, own, order, tmp_path):
        page.started.emit(tmp_path / "absent.onnx", own)
        page.started.emit(own, models / "tiny.onnx")
        held.let_both_go("_compare", order)
        assert page.comparison.first.model_id == "tiny-own"
        assert not said(dialog)

    def test_a_comparison_of_the_study_before_is_not_shown(self, page, parts, held, models, own, tmp_path):
        page.started.emit(models / "tiny.onnx", own)
        parts.study_controller.open([tmp_path])
        held.let_all_go()
        assert page.comparison is None
        assert page.progress.isHidden()

    def test_a_comparison_of_a_window_that_has_closed_is_not_shown_in_the_next(self, page, parts, held, models, own):
        page.started.emit(models / "tiny.onnx", own)
        parts.model_library.dialog.close()
        other = parts.model_library.open()
        held.let_all_go()
        assert other.comparing.comparison is None

    def test_one_that_the_user_stops_shows_what_there_is(self, page, held, models, own):
        page.started.emit(models / "tiny.onnx", own)
        page.cancelled.emit()
        held.let_go("_compare")
        assert page.comparison.cancelled

    @ORDERS
    def test_the_table_that_was_exported_last_stays_in_its_file(
        self, page, dialog, parts, held, models, own, order, tmp_path
    ):
        small_study(tmp_path / "study", 1)
        parts.study_controller.open([tmp_path / "study"])
        held.let_all_go()
        for first, second in ((models / "tiny.onnx", own), (own, models / "tiny.onnx")):
            parts.comparison_run.finished.emit(compared(first, second, parts.study.files))
            parts.model_comparison.export(tmp_path / "out.csv")
        held.let_both_go("_write", order)
        assert said(dialog) == "The comparison is written to out.csv."
        with (tmp_path / "out.csv").open(newline="") as stream:
            assert [row["first_model"] for row in csv.DictReader(stream)] == ["tiny-own 1.0.0"]
