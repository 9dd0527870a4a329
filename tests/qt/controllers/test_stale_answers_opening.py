"""Ways in: what comes late for a study, a picture or an address that nobody asks for any more is dropped."""

from __future__ import annotations

import threading

import cv2
import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication, QImage

from tests.qt.controllers.conftest import ORDERS
from tests.support.dicom_files import write_dicom
from tests.support.https_server import https_server, make_certificate
from tests.support.studies import many_jpegs, small_picture
from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.series_info import SeriesInfo
from xray_desktop.qt.controllers.opening.series import SeriesController
from xray_desktop.services.series_index import SeriesIndex
from xray_desktop.services.session.folder import SessionFolder
from xray_desktop.services.session.record import FILE_NAME, SessionRecord, keep_session

PNG = cv2.imencode(".png", np.arange(64 * 64, dtype=np.uint16).reshape(64, 64) * 16)[1].tobytes()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def open_study(parts, held, tmp_path):
    """Open a study of small files, walked to its end."""

    def open_(name, count=1):
        files = many_jpegs(tmp_path / name, count)
        parts.opening.open([tmp_path / name])
        walk(parts, held)
        return files

    return open_


def walk(parts, held):
    while held.count("_walk"):
        held.let_go("_walk")
    assert parts.study_controller.walk.value == "done"


def names(parts):
    return [row.name for row in parts.study.rows]


class TestDemo:
    def test_what_is_opened_while_the_demo_is_drawn_stays_open(self, parts, held, open_study):
        parts.demo.open()
        held.work("_demo_study")
        open_study("mine", 2)
        assert parts.messages.sentences() == []
        held.let_go("_demo_study")
        walk(parts, held)
        assert parts.study_controller.title == "mine"

    @ORDERS
    def test_the_demo_that_is_asked_for_twice_is_opened_once(self, parts, held, order):
        opened = []
        parts.study_controller.opened.connect(opened.append)
        parts.demo.open()
        held.work("_demo_study")
        parts.demo.open()
        held.let_both_go("_demo_study", order)
        walk(parts, held)
        assert opened == ["Demo study"]


class TestDownload:
    @pytest.fixture
    def server(self, parts, held, certificate):
        def answer(asked):
            asked.give(PNG) if asked.path.endswith(".png") else asked.give(b"", 404)

        parts.preferences.load()
        held.let_all_go()
        parts.preferences.change(allow_urls=True)
        with https_server(certificate, answer) as made:
            parts.download.trusted = made.trusting
            yield made

    @ORDERS
    def test_the_address_that_was_asked_for_last_is_opened(self, parts, held, server, order):
        parts.web.fetch(f"{server.url}/first.png")
        held.work("_fetch")
        parts.web.fetch(f"{server.url}/second.png")
        held.let_both_go("_fetch", order)
        walk(parts, held)
        assert names(parts) == ["second.png"]
        assert parts.window.status.download.isHidden()

    @ORDERS
    def test_that_an_earlier_address_cannot_be_had_is_not_said(self, parts, held, server, order):
        parts.web.fetch(f"{server.url}/absent")
        held.work("_fetch")
        parts.web.fetch(f"{server.url}/second.png")
        held.let_both_go("_fetch", order)
        walk(parts, held)
        assert parts.messages.sentences() == []
        assert names(parts) == ["second.png"]

    def test_what_is_opened_meanwhile_stays_open(self, parts, held, server, open_study):
        parts.web.fetch(f"{server.url}/first.png")
        held.work("_fetch")
        open_study("mine")
        held.let_go("_fetch")
        assert parts.study_controller.title == "mine"
        assert parts.window.status.download.isHidden()


class TestPaste:
    def copy(self, brightness):
        picture = QImage(8, 8, QImage.Format.Format_Grayscale8)
        picture.fill(brightness)
        QGuiApplication.clipboard().setImage(picture)

    @ORDERS
    def test_each_picture_joins_the_study(self, parts, held, order):
        for brightness in (10, 200):
            self.copy(brightness)
            parts.paste.paste()
        held.let_both_go("_write", order)
        walk(parts, held)
        assert sorted(names(parts)) == ["pasted-1.png", "pasted-2.png"]

    def test_a_picture_that_was_pasted_into_the_study_before_does_not_join_the_next(self, parts, held, open_study):
        open_study("first")
        self.copy(10)
        parts.paste.paste()
        held.work("_write")
        open_study("second")
        held.let_go("_write")
        held.let_all_go()
        assert parts.study_controller.title == "second"
        assert names(parts) == ["film-000000.jpeg"]


class TestSeries:
    @pytest.fixture
    def told(self):
        return []

    @pytest.fixture
    def series(self, parts, held, told):
        def start(tell):
            told.append(tell)
            return SeriesIndex(lambda _path: SeriesInfo(), lambda _batch: None)

        made = SeriesController(parts.study_controller, start, held.background)
        yield made
        made._let_go()
        made._wait()

    def opened(self, parts, held, folder):
        folder.mkdir(exist_ok=True)
        path = folder / "film.dcm"
        write_dicom(path, small_picture(1))
        parts.study_controller.open([folder])
        walk(parts, held)
        return path

    @ORDERS
    def test_a_file_belongs_where_the_reading_for_the_open_study_says(self, parts, held, series, told, order, tmp_path):
        path = self.opened(parts, held, tmp_path / "study")
        self.opened(parts, held, tmp_path / "study")
        assert len(told) == 2
        places = [place_of(name) for name in ("old", "new")]
        for number in (0, 1) if order == "in order" else (1, 0):
            threading_call(told[number], [(path, places[number])])
            held.settle()
        assert parts.study.row_of(ImageKey(path)).place == places[1]


def place_of(name):
    return SeriesInfo(patient_id=name, patient_name=name)


def threading_call(call, *arguments):
    """Call from a thread of its own, as the reader does."""
    thread = threading.Thread(target=call, args=arguments)
    thread.start()
    thread.join()


class TestNotes:
    @pytest.fixture
    def section(self, parts, held, open_study):
        """Notes on a study of two images, whose own thread waits for the test."""
        self.files = open_study("study", 2)
        keeping = parts.notes._kept
        threads, keeping._executor = keeping._executor, held.executor
        yield parts.window.findings.patient
        held.let_all_go()
        keeping._executor = threads

    def look_at(self, parts, place):
        parts.navigation.open(parts.grid.row_at(place).key)

    def write(self, parts, held, place, text):
        self.look_at(parts, place)
        held.let_all_go()
        parts.window.findings.patient.edited.emit("notes", text)
        held.let_all_go()

    @ORDERS
    def test_the_notes_are_those_of_the_image_that_is_looked_at(self, parts, held, section, order):
        self.write(parts, held, 0, "of the first")
        self.write(parts, held, 1, "of the second")
        self.look_at(parts, 0)
        held.work("_read")
        self.look_at(parts, 1)
        held.let_both_go("_read", order)
        assert section.notes.toPlainText() == "of the second"

    @ORDERS
    def test_each_of_two_changes_is_kept(self, parts, held, section, order):
        self.look_at(parts, 0)
        held.let_all_go()
        section.edited.emit("notes", "a note")
        section.edited.emit("patient_id", "0815")
        held.let_both_go("_change", order)
        held.let_all_go()
        assert (section.notes.toPlainText(), section.id.text()) == ("a note", "0815")

    def test_notes_of_a_study_that_was_let_go_are_not_shown(self, parts, held, section):
        self.write(parts, held, 0, "of the first")
        self.look_at(parts, 1)
        self.look_at(parts, 0)
        held.work("_read", 1)
        parts.study_controller.clear()
        held.let_all_go()
        assert section.isHidden()
        assert section.notes.toPlainText() == ""


class TestSession:
    def record(self, parts):
        return (parts.session._folder.path() / FILE_NAME).read_text()

    def test_a_session_is_written_once_at_a_time_and_the_last_state_stays(self, parts, held, open_study):
        open_study("study")
        parts.session.keep()
        held.work("_keep")
        parts.threshold.move(0.25)
        parts.session.keep()
        assert held.count("_keep") == 1
        held.let_go("_keep")
        parts.session.keep()
        held.let_go("_keep")
        assert '"probability":0.25' in self.record(parts).replace(" ", "")

    def test_a_new_session_is_forgotten_after_what_is_being_written(self, parts, held, open_study):
        open_study("study")
        parts.session.keep()
        parts.session.new_session()
        held.let_go("_keep")
        held.let_go("_forget")
        assert not (parts.session._folder.path() / FILE_NAME).exists()

    def test_what_is_opened_while_a_session_is_forgotten_is_kept_after_it(self, parts, held, open_study):
        open_study("first")
        parts.session.keep()
        held.let_go("_keep")
        parts.session.new_session()
        open_study("second")
        parts.session.keep()
        assert not held.count("_keep")
        held.let_go("_forget")
        parts.session.keep()
        held.let_go("_keep")
        assert "second" in self.record(parts)


def abandon(parts, root):
    """Leave a session behind as a program does that was killed."""
    folder = SessionFolder(parts._paths.sessions)
    keep_session(folder, SessionRecord.of([root], "", {}))
    folder._own.release()


class TestLostSession:
    def test_one_that_is_found_late_is_offered_beside_what_is_open(self, parts, held, open_study, tmp_path):
        abandon(parts, tmp_path / "lost")
        parts.lost_session.look()
        held.work("_tidy_up")
        open_study("mine")
        held.let_go("_tidy_up")
        assert any("did not end in order" in sentence for sentence in parts.messages.sentences())
        assert parts.study_controller.title == "mine"

    def test_one_that_is_found_and_not_delivered_before_the_end_waits_for_the_next_run(self, parts, held, tmp_path):
        abandon(parts, tmp_path / "lost")
        parts.lost_session.look()
        held.work("_tidy_up")
