"""The report as files: whole, honest, and never half of one."""

from __future__ import annotations

import base64
import csv
import errno
import json
import re
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

import cv2
import numpy as np
import pytest
from sklearn.metrics import classification_report

from converter.errors import RunFolderError
from converter.evaluation import report as report_module
from converter.evaluation.atomic_folder import atomic_folder
from converter.evaluation.notes import ReportNote
from converter.evaluation.report import ARTEFACTS, Scored
from converter.evaluation.report_context import ModelFacts, ReportContext
from tests.converter.test_evaluation_metrics import NAMES
from tests.converter.test_evaluation_pictures import scored, source

write_report = partial(report_module.write_report, draws=40)
HISTORY = {"epoch": np.array([1.0, 2.0]), "loss": np.array([0.6, 0.4]), "validation_auc": np.array([0.8, 0.9])}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A full report."""
    place = tmp_path_factory.mktemp("report") / "report"
    example = scored()
    context = ReportContext(
        ModelFacts("model.onnx", "ab" * 32, "some-model", "1.2.3"),
        "some images",
        "operating point “balanced”",
        3,
        2,
        (ReportNote.warning("3 of the 60 images trained <b>this</b> model."),),
    )
    write_report(place, example, "A <model> on images", context=context, source=source(example), history=HISTORY)
    return place


class _Page(HTMLParser):
    """Collects the text, the images and the tags of a page; void tags need no end."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.images: list[dict[str, str | None]] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.text = re.sub(r"\s+", " ", " ".join(self.words))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "img":
            self.images.append(dict(attrs))
        if tag not in {"img", "meta"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] != "style":
            self.words.append(data)


def _page(folder: Path) -> _Page:
    return _Page((folder / "report.html").read_text(encoding="utf-8"))


def test_every_artefact_is_there_and_no_picture_is_blank(folder: Path) -> None:
    assert {file.name for file in folder.iterdir()} == ARTEFACTS
    for file in folder.glob("*.png"):
        drawn = cv2.imread(str(file))
        assert min(drawn.shape[:2]) > 400
        assert drawn.std() > 8


def test_the_page_holds_every_figure_with_its_intervals(folder: Path) -> None:
    content, page = json.loads((folder / "metrics.json").read_text()), _page(folder)
    assert not page.open
    assert len(content["figures"]) == 9
    for figure in (*content["figures"].values(), *content["intervals_by_patient"].values()):
        assert f"{figure['value']:.4f}" in page.text
        assert f"{figure['low']:.4f} to {figure['high']:.4f}" in page.text
        assert figure["method"] in page.text
    assert set(content["intervals_by_patient"]) == {"accuracy", "sensitivity", "specificity", "precision"}


def test_the_page_says_what_was_examined_on_what_and_for_what(folder: Path) -> None:
    content, text = json.loads((folder / "metrics.json").read_text()), _page(folder).text
    for said in ("Research use, not for diagnosis.", "model.onnx", "ab" * 32, "some-model, version 1.2.3"):
        assert said in text
    classes = ", ".join(f"{count} {name}" for name, count in content["classes"].items())
    for said in (
        "A <model> on images",
        "some images",
        "60 of 20 patients",
        classes,
        "0.5000: operating point “balanced”",
    ):
        assert said in text
    assert "2 more could not be read" in text
    assert "3 of the 60 images trained <b>this</b> model." in text
    assert "Only" in text
    assert f"{content['optimal_on_these_images']['threshold']:.4f} (Youden)" in text


def test_the_page_needs_nothing_beside_it(folder: Path) -> None:
    page = _page(folder)
    raw = (folder / "report.html").read_text(encoding="utf-8")
    assert not {"script", "link", "iframe"} & set(page.tags)
    assert not re.search(r"(?:src|href)=\"(?!data:)|url\(|https?://", raw)
    assert len(page.images) == 7
    for image in page.images:
        assert image["alt"]
        embedded = base64.b64decode((image["src"] or "").removeprefix("data:image/png;base64,"))
        assert embedded in [file.read_bytes() for file in folder.glob("*.png")]


def test_predictions_and_the_table_are_those_of_the_scores(folder: Path) -> None:
    example = scored()
    with (folder / "predictions.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == ["file", "patient", "label", "probability", "predicted"]
    assert [float(row["probability"]) for row in rows] == example.probabilities.tolist()
    assert [row["label"] for row in rows] == [NAMES[label] for label in example.labels]
    assert [row["predicted"] for row in rows] == [NAMES[called] for called in example.called]
    assert [row["file"] for row in rows] == list(example.files)
    table = classification_report(example.labels, example.called, target_names=NAMES, digits=4)
    assert (folder / "classification_report.txt").read_text() == table
    assert table in (folder / "report.html").read_text()


def test_scores_alone_make_a_report_without_sheets(tmp_path: Path) -> None:
    example = scored()
    figures = write_report(tmp_path / "report", example, "A test")
    names = {file.name for file in (tmp_path / "report").iterdir()}
    assert names == ARTEFACTS - {"history.png", "samples.png", "gradcam.png"}
    content = json.loads((tmp_path / "report" / "metrics.json").read_text())
    assert content["figures"]["auc"]["value"] == figures["auc"].value
    assert content["confusion"]["counts"] == example.confusion.tolist()
    assert "not known" in _page(tmp_path / "report").text


def test_one_class_alone_is_measured_as_far_as_it_goes(tmp_path: Path) -> None:
    example = Scored(np.ones(8, np.int64), np.linspace(0.1, 0.9, 8), np.arange(8), 0.5, NAMES)
    figures = write_report(tmp_path / "report", example, "A test", source=source(example))
    assert list(figures) == ["sensitivity"]
    assert not (tmp_path / "report" / "roc.png").exists()
    text = _page(tmp_path / "report").text
    assert text.count("not measurable: there are no images of the class NORMAL") == 8
    assert "most figures cannot be measured" in text


def _whole(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.ENOSPC, "full"), MemoryError()])
def test_a_report_that_fails_leaves_the_earlier_one_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """The fifth file cannot be written."""
    write_report(tmp_path / "report", scored(), "Earlier")
    before = _whole(tmp_path / "report")
    write, written = Path.write_bytes, []

    def fail(file: Path, content: bytes) -> int:
        written.append(file)
        if len(written) == 5:
            raise error
        return write(file, content)

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(RunFolderError if isinstance(error, OSError) else type(error)):
        write_report(tmp_path / "report", scored(90), "Later")
    assert _whole(tmp_path / "report") == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["report"]


def test_a_report_that_fails_before_it_is_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(report_module, "render_page", stop)
    with pytest.raises(KeyboardInterrupt):
        write_report(tmp_path / "report", scored(), "A test")
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_report_is_replaced_as_a_whole(tmp_path: Path) -> None:
    example = scored()
    write_report(tmp_path / "report", example, "Earlier", source=source(example), history=HISTORY)
    write_report(tmp_path / "report", example, "Later")
    assert not (tmp_path / "report" / "gradcam.png").exists()
    assert json.loads((tmp_path / "report" / "metrics.json").read_text())["title"] == "Later"
    assert [entry.name for entry in tmp_path.iterdir()] == ["report"]


def test_the_second_rename_fails_and_the_earlier_folder_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "a").write_text("earlier")
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.suffix == ".new":
            raise PermissionError
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError), atomic_folder(tmp_path / "results", {"a"}) as new:
        (new / "a").write_text("later")
    assert (tmp_path / "results" / "a").read_text() == "earlier"
    assert [entry.name for entry in tmp_path.iterdir()] == ["results"]


def test_a_stop_between_the_two_renames_is_mended_by_the_next_report(tmp_path: Path) -> None:
    """What a power cut leaves: the earlier folder under its hidden name alone."""
    hidden = tmp_path / ".results.previous"
    hidden.mkdir()
    (hidden / "a").write_text("earlier")
    with pytest.raises(KeyboardInterrupt), atomic_folder(tmp_path / "results", {"a"}):
        raise KeyboardInterrupt
    assert (tmp_path / "results" / "a").read_text() == "earlier"
    assert not hidden.exists()


def test_a_folder_with_anything_else_in_it_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "thesis.docx").write_text("years of work")
    with pytest.raises(RunFolderError, match=r"thesis\.docx.*--output"):
        write_report(tmp_path / "report", scored(), "A test")
    assert (tmp_path / "report" / "thesis.docx").read_text() == "years of work"


def test_a_report_into_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "report").write_text("in the way")
    with pytest.raises(RunFolderError, match="cannot be written"):
        write_report(tmp_path / "report", scored(), "A test")
    assert (tmp_path / "report").read_text() == "in the way"
