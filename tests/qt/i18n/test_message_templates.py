"""Sentences of the packages below the window, said in its language."""

from __future__ import annotations

import errno
import string

import pytest

from tests.support import broken_files
from xray_desktop.errors import XrayError
from xray_desktop.findings.finding import CONFIRM
from xray_desktop.imaging.messages import frame_absent, frames_missing, rows_missing
from xray_desktop.qt.i18n.language import TEMPLATES_FILE, said, tr, use_language
from xray_desktop.qt.i18n.message_templates import MessageTemplates, Template
from xray_desktop.reporting.messages import unwritable
from xray_desktop.settings.paths import resource_dir

FOLDER = resource_dir() / "translations"
LINES = (FOLDER / TEMPLATES_FILE).read_text(encoding="utf-8").splitlines()
TEMPLATES = [line for line in LINES if "{" in line]
VALUES = ("12", "ab-7.dcm", "1,204", "Émile–3", "0.5")

DUTCH = {
    "{0} of {1} rows are missing.": "{0} van de {1} rijen ontbreken.",
    "The model {0} is gone.": "Het model {0} is weg.",
    "This picture is {0}; the model judges {1} only.": "Dit beeld is {0}; het model beoordeelt alleen {1}.",
    "The {0} is not written.": "{0} is niet geschreven.",
    "Copy it again.": "Kopieer het opnieuw.",
    "a mammogram": "een mammogram",
    "report": "Het rapport",
    " and ": " en ",
}


@pytest.fixture
def dutch(qapp):
    translators = use_language(qapp, "nl", FOLDER)
    yield
    for translator in translators:
        qapp.removeTranslator(translator)


@pytest.fixture
def templates():
    return MessageTemplates(DUTCH, DUTCH.__getitem__)


# --- taking apart ------------------------------------------------------------------------------


def test_the_values_of_a_sentence_stay(templates):
    assert templates.say("12 of 48 rows are missing.") == "12 van de 48 rijen ontbreken."


def test_sentences_are_said_one_by_one(templates):
    said_so = templates.say("12 of 48 rows are missing. Copy it again. Nobody knows this one.")
    assert said_so == "12 van de 48 rijen ontbreken. Kopieer het opnieuw. Nobody knows this one."


def test_a_phrase_in_a_gap_is_said_too(templates):
    assert templates.say("The report is not written.") == "Het rapport is niet geschreven."


def test_code_strings_stay_what_they_are(templates):
    said_so = templates.say("This picture is a mammogram (MG); the model judges CR and DX only.")
    assert said_so == "Dit beeld is een mammogram (MG); het model beoordeelt alleen CR en DX."


@pytest.mark.parametrize("name", ["Dr. Jansen.onnx", "a mammogram.onnx", "{0}.onnx", "what? No.onnx", "rock and roll"])
def test_a_name_stays_as_it_is(templates, name):
    assert templates.say(f"The model {name} is gone.") == f"Het model {name} is weg."


def test_what_nobody_knows_stays(templates):
    assert templates.say("Thorax PA. Rustig inademen.") == "Thorax PA. Rustig inademen."
    assert templates.say("") == ""


def test_a_thousand_sentences_are_taken_apart_once_each(templates, monkeypatch):
    tried = []
    values = Template.values
    monkeypatch.setattr(Template, "values", lambda each, text: tried.append(text) or values(each, text))
    for number in range(1000):
        templates.say(f"{number % 10} of 48 rows are missing.")
    sentences = {text for text in tried if text.endswith(".")}
    assert len(sentences) == 10
    assert sum(text.endswith(".") for text in tried) == 10


def test_a_template_is_tried_only_where_its_words_stand(monkeypatch):
    tried = []
    values = Template.values
    monkeypatch.setattr(Template, "values", lambda each, text: tried.append(text) or values(each, text))
    templates = MessageTemplates(LINES, str)
    for number in range(1000):
        templates.say(f"This file ends too early: {number} of 2000 rows are missing.")
    assert len(tried) < 5000 < 1000 * len(TEMPLATES)


# --- the catalogue -----------------------------------------------------------------------------


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_is_recognised_with_its_values(dutch, template):
    gaps = sum(name is not None for _, name, _, _ in string.Formatter().parse(template))
    values = VALUES[:gaps]
    assert said(template.format(*values)) == tr(template).format(*values)
    assert all(value in said(template.format(*values)) for value in values)


def test_every_sentence_without_gaps_is_known(dutch):
    known = [line for line in LINES if "{" not in line]
    assert len(known) > 200
    assert [line for line in known if said(line) != tr(line)] == []


def test_english_is_said_as_it_is(qapp):
    assert said(rows_missing(12, 48)) == rows_missing(12, 48)
    assert said("") == ""


# --- what the packages really say --------------------------------------------------------------


def test_what_a_reader_refuses_is_said_in_dutch(dutch):
    assert said(rows_missing(12, 48)) == (
        "Dit bestand houdt te vroeg op: 12 van de 48 rijen ontbreken. Kopieer het opnieuw van de bron."
    )
    for told in (
        rows_missing(1, 48),
        rows_missing(48, 48),
        frame_absent(3, 1),
        frame_absent(3, 2),
        frames_missing(1, 9),
    ):
        assert not english(said(told)), said(told)


def test_what_cannot_be_written_is_said_in_dutch(dutch):
    for number in (errno.ENOSPC, errno.EACCES, errno.EIO):
        for what in ("report", "heat map", "picture"):
            assert not english(said(unwritable(what, OSError(number, "")))), said(unwritable(what, OSError(number, "")))


def test_a_recommendation_is_said_in_dutch(dutch):
    assert said(CONFIRM) == "bevestiging door een arts vereist"


WRITERS = [
    broken_files.truncated_jpeg,
    broken_files.truncated_png,
    broken_files.empty,
    broken_files.dicom_without_pixels,
    broken_files.dicom_of_another_kind,
    broken_files.dicom_with_cut_pixels,
    broken_files.dicom_with_cut_codestream,
    broken_files.dicom_with_too_many_rows,
    broken_files.dicom_with_another_codestream_size,
    broken_files.dicom_with_empty_codestream,
    broken_files.dicom_of_unknown_transfer_syntax,
    broken_files.jpeg_bomb,
    broken_files.png_bomb,
]


@pytest.mark.parametrize("write", WRITERS, ids=lambda write: write.__name__)
def test_what_is_wrong_with_a_file_is_said_in_dutch(dutch, write, tmp_path):
    from xray_desktop.imaging.reader import read_image

    with pytest.raises(XrayError) as told:
        read_image(write(tmp_path / "file"))
    assert not english(said(told.value.sentence)), said(told.value.sentence)


def english(text: str) -> bool:
    """Whether any of the commonest English words stands in a text."""
    words = set(text.lower().replace(".", " ").replace(":", " ").replace(",", " ").split())
    return bool(words & {"the", "this", "file", "picture", "it", "and", "are", "not", "cannot"})
