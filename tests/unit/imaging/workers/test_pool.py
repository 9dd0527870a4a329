"""Decoding in child processes: the same pictures, and no file that hangs, exhausts or crashes takes anybody along."""

from __future__ import annotations

import gc
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from tests.support.broken_files import BROKEN_FILES
from tests.support.dicom_files import write_dicom
from tests.support.dicom_overlays import add_overlay
from tests.support.studies import multi_frame_dicom, small_picture, small_study
from xray_desktop.errors import Cancelled, CorruptPixelData, DecodeError, TooLarge, XrayError
from xray_desktop.imaging.graphics import OverlayKind
from xray_desktop.imaging.masks import unpack_mask
from xray_desktop.imaging.reader import read_image
from xray_desktop.imaging.thumbnails import make_thumbnail
from xray_desktop.imaging.voi import render
from xray_desktop.imaging.workers.pool import DecodeLimits, PooledReader

_JOBS = "tests.support.decode_jobs"
_TIGHT = DecodeLimits(seconds=1.0, memory_bytes=200 << 20)


@pytest.fixture(scope="module")
def reader():
    """One worker with room to work, shared by the tests that do not harm it."""
    with PooledReader(workers=1) as shared:
        yield shared


def _run(reader: PooledReader, job: str, *arguments: object) -> object:
    """Run a job of ours where a decoder would run: the pool's own way, addressed by name."""
    return reader._ask(f"{_JOBS}:{job}", *arguments)


def _children() -> set[int]:
    """List our child processes that still run or wait to be collected."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(os.getpid())], capture_output=True, text=True)
    listed = {int(line) for line in found.stdout.split()}
    return {pid for pid in listed if _is_worker(pid)}


def _is_worker(pid: int) -> bool:
    return "imaging.workers.child" in _command(pid)


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def _open_files() -> dict[str, str]:
    """Say what every descriptor of ours is open on."""
    found = {}
    for descriptor in Path("/proc/self/fd").iterdir():
        # The one that lists the folder is gone again.
        with suppress(FileNotFoundError):
            found[descriptor.name] = str(descriptor.readlink())
    return found


@pytest.fixture
def _nothing_is_left_behind():
    gc.collect()  # what earlier tests left to the collector must not be counted as here
    before_threads, before_children, before_files = set(threading.enumerate()), _children(), _open_files()
    yield
    gc.collect()
    assert set(threading.enumerate()) == before_threads
    assert _children() == before_children
    # Nothing new: what an earlier test's thread still had open, Qt's eventfd for one, may close meanwhile.
    assert _open_files().items() <= before_files.items()


def test_images_are_the_same_as_in_process(reader, tmp_path):
    for path in [*small_study(tmp_path / "study"), multi_frame_dicom(tmp_path / "frames.dcm")]:
        theirs, ours = reader.read(path), read_image(path)
        np.testing.assert_array_equal(theirs.pixels, ours.pixels)
        assert theirs.pixels.dtype == ours.pixels.dtype
        assert not theirs.pixels.flags.writeable
        for field in ("key", "vois", "inverse", "instance", "frame_count", "colour", "synthetic", "notes"):
            assert getattr(theirs, field) == getattr(ours, field)


def test_large_pixels_survive_the_worker(tmp_path):
    picture = np.tile(small_picture(1), (4, 4))
    path = write_dicom(tmp_path / "large.dcm", picture)
    with PooledReader(workers=1) as reader:
        image = reader.read(path)
        other = reader.read(write_dicom(tmp_path / "other.dcm", picture // 2))
    np.testing.assert_array_equal(image.pixels, picture)
    np.testing.assert_array_equal(other.pixels, picture // 2)


def test_overlays_shutter_and_padding_survive_the_worker(tmp_path):
    # Large enough for packed masks to travel through shared memory too.
    pixels = np.full((1500, 1600), 7, np.uint16)
    pixels[:, 800:] = 4000
    words = {"PixelPaddingValue": 7, "ShutterShape": "CIRCULAR"}
    words |= {"CenterOfCircularShutter": [700, 700], "RadiusOfCircularShutter": 500, "ShutterPresentationValue": 9000}
    path = write_dicom(tmp_path / "a.dcm", pixels, window=(2048.0, 4096.0), attributes=words)
    add_overlay(path, np.random.default_rng(1).random((1500, 1600)) < 0.5, kind="R", label="Region")
    with PooledReader(workers=1) as own:
        there = own.read(path)
    here = read_image(path)
    assert [(overlay.kind, overlay.label) for overlay in there.overlays] == [(OverlayKind.ROI, "Region")]
    np.testing.assert_array_equal(unpack_mask(there.overlays[0].mask), unpack_mask(here.overlays[0].mask))
    np.testing.assert_array_equal(render(there), render(here))
    assert len(np.unique(render(there))) == 3


def test_frames_and_thumbnails(reader, tmp_path):
    path = multi_frame_dicom(tmp_path / "a.dcm")
    for frame in range(3):
        np.testing.assert_array_equal(reader.read(path, frame).pixels, read_image(path, frame).pixels)
        thumbnail = reader.thumbnail(path, frame, 64)
        np.testing.assert_array_equal(thumbnail.pixels, make_thumbnail(path, frame, 64).pixels)
        assert thumbnail.key.frame == frame


@pytest.mark.parametrize("broken", BROKEN_FILES, ids=lambda broken: broken.name)
def test_the_sentence_and_its_kind_cross_the_border(broken, reader, tmp_path):
    path = broken.write(tmp_path / broken.name)
    frame = 1 if broken.name == "too-many-frames.dcm" else 0
    with pytest.raises(DecodeError) as here:
        read_image(path, frame)
    with pytest.raises(DecodeError) as there:
        reader.read(path, frame)
    assert (type(there.value), there.value.sentence) == (type(here.value), here.value.sentence)


def test_jpeg_and_png_need_no_child(tmp_path):
    before = _children()
    with PooledReader(workers=1) as reader:
        for path in small_study(tmp_path):
            if path.suffix in (".jpg", ".jpeg", ".png"):
                reader.read(path)
                reader.thumbnail(path, 0, 32)
        assert _children() == before


@pytest.mark.usefixtures("_nothing_is_left_behind")
def test_a_job_that_hangs_is_ended_and_the_next_one_runs():
    with PooledReader(workers=1, limits=_TIGHT) as reader:
        first = _run(reader, "process_id")
        start = time.monotonic()
        with pytest.raises(TooLarge, match="longer than the time"):
            _run(reader, "hang")
        assert time.monotonic() - start < 30
        assert _run(reader, "process_id") != first


@pytest.mark.usefixtures("_nothing_is_left_behind")
def test_a_job_that_takes_all_memory_is_refused_and_the_next_one_runs():
    with PooledReader(workers=1, limits=_TIGHT) as reader:
        assert _run(reader, "take_memory", 50) == 50
        first = _run(reader, "process_id")
        with pytest.raises(TooLarge, match="more memory"):
            _run(reader, "take_memory", 100_000)
        assert _run(reader, "process_id") != first
        assert _run(reader, "take_memory_without_python", 100_000) < 250


@pytest.mark.usefixtures("_nothing_is_left_behind")
@pytest.mark.parametrize(
    ("job", "kind"),
    [("crash", CorruptPixelData), ("leave", CorruptPixelData), ("be_killed", TooLarge), ("panic", CorruptPixelData)],
)
def test_a_job_that_ends_its_process_blames_the_file_alone(job, kind):
    with PooledReader(workers=1) as reader:
        with pytest.raises(kind) as refusal:
            _run(reader, job)
        assert refusal.value.sentence.endswith(".")
        assert _run(reader, "work", 0.0) == 0.0


@pytest.mark.usefixtures("_nothing_is_left_behind")
def test_a_child_that_was_killed_while_idle_harms_no_file():
    with PooledReader(workers=1) as reader:
        for _ in range(2):
            pid = _run(reader, "process_id")
            assert isinstance(pid, int)
            os.kill(pid, signal.SIGKILL)
            # Dead, and still to be collected by whoever started it.
            os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
        assert _run(reader, "work", 0.0) == 0.0


@pytest.mark.usefixtures("_nothing_is_left_behind")
def test_many_threads_share_few_children(tmp_path):
    paths = [path for path in small_study(tmp_path, 28) if path.suffix in (".dcm", "")]
    with PooledReader(workers=2) as reader, ThreadPoolExecutor(8) as threads:
        images = list(threads.map(reader.read, paths))
        pids = set(threads.map(lambda _: _run(reader, "process_id"), range(20)))
    assert len(pids) <= 2
    for path, image in zip(paths, images, strict=True):
        np.testing.assert_array_equal(image.pixels, read_image(path).pixels)


@pytest.mark.usefixtures("_nothing_is_left_behind")
def test_closing_ends_what_is_running_as_cancelled():
    outcomes: list[BaseException | object] = []

    def run() -> None:
        try:
            outcomes.append(_run(reader, "hang"))
        except XrayError as error:
            outcomes.append(error)

    reader = PooledReader(workers=1)
    _run(reader, "work", 0.0)
    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    reader.close()
    for thread in threads:
        thread.join(timeout=20)
        assert not thread.is_alive()
    assert [type(outcome) for outcome in outcomes] == [Cancelled] * 3
    with pytest.raises(Cancelled):
        _run(reader, "work", 0.0)
    reader.close()


def test_what_a_codec_prints_goes_nowhere(reader, capfd, caplog):
    caplog.set_level(logging.DEBUG)
    assert _run(reader, "chatter") == "done"
    assert _run(reader, "chatter") == "done"
    assert capfd.readouterr() == ("", "")
    assert not caplog.records


def test_a_child_imports_imaging_and_nothing_else_of_the_program(reader):
    modules = _run(reader, "imported_modules")
    assert isinstance(modules, list)
    ours = {name.split(".")[1] for name in modules if name.startswith("xray_desktop.")}
    assert ours == {"errors", "imaging"}
    assert not {"PySide6", "onnxruntime", "onnx", "tensorflow", "pytest"} & set(modules)


@pytest.mark.parametrize("way", ["script", pytest.param("-m", marks=pytest.mark.slow), "-c"])
def test_it_works_whatever_the_main_module_is(way, tmp_path):
    """The children must not run the main module again: it has no guard here, and would start itself for ever."""
    path = write_dicom(tmp_path / "a.dcm", np.tile(small_picture(1), (4, 4)))
    code = (
        "import sys, warnings\nfrom pathlib import Path\n"
        "from xray_desktop.imaging.workers.pool import PooledReader\n"
        "reader = PooledReader(workers=2)\n"
        "print(reader.read(Path(sys.argv[1])).rows)\n"
        "reader.close()\n"
    )
    (tmp_path / "unguarded.py").write_text(code)
    command = {"script": [str(tmp_path / "unguarded.py")], "-m": ["-m", "unguarded"], "-c": ["-c", code]}[way]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", *command, str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("896\n", "", 0)


def test_children_end_with_the_program_even_when_nobody_closes_them(tmp_path):
    code = (
        "import os\nfrom xray_desktop.imaging.workers.pool import PooledReader\n"
        f"reader = PooledReader(workers=1)\nprint(reader._ask('{_JOBS}:process_id'), flush=True)\nos._exit(0)\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, env=environment, check=True
    )
    deadline = time.monotonic() + 20
    while _is_worker(int(done.stdout)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _is_worker(int(done.stdout))
