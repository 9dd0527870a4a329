"""The window's words in another language."""

from __future__ import annotations

import ast
import importlib.util
import re
import string
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from xray_desktop import errors
from xray_desktop.errors import XrayError
from xray_desktop.qt.i18n.language import CONTEXT, LANGUAGES, TEMPLATES_FILE, sentence, tr, use_language
from xray_desktop.settings.paths import resource_dir

ROOT = Path(__file__).resolve().parents[3]
FOLDER = resource_dir() / "translations"


@pytest.fixture
def dutch(qapp):
    translators = use_language(qapp, "nl", FOLDER)
    yield translators
    for translator in translators:
        qapp.removeTranslator(translator)


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("update_translations", ROOT / "scripts" / "update_translations.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


@pytest.fixture(scope="module")
def gathered(script):
    return script.gather()


def messages(language):
    tree = ET.parse(FOLDER / f"{CONTEXT}_{language}.ts")  # noqa: S314 - our own file
    return {each.findtext("source"): each.find("translation") for each in tree.iter("message")}


def names(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_every_sentence_of_the_code_is_translated(language, gathered):
    known = messages(language)
    assert set(known) == set(gathered)
    assert [text for text, said in known.items() if said.get("type") == "unfinished" or not said.text] == []


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_a_translation_fills_in_what_the_sentence_does(language):
    for text, said in messages(language).items():
        assert names(said.text or "") == names(text), text
        assert text.count("&") == (said.text or "").count("&") or "&&" in text, text
        assert text.endswith("…") == (said.text or "").endswith("…"), text


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_what_is_loaded_was_compiled_from_what_is_written(language, tmp_path):
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    compiled = tmp_path / "fresh.qm"
    subprocess.run([tool, "-silent", FOLDER / f"{CONTEXT}_{language}.ts", "-qm", compiled], check=True)
    assert compiled.read_bytes() == (FOLDER / f"{CONTEXT}_{language}.qm").read_bytes()


def test_the_list_of_templates_is_that_of_the_code(script):
    assert script.template_list() == (FOLDER / TEMPLATES_FILE).read_text(encoding="utf-8")


def test_no_sentence_of_an_error_is_forgotten(script, gathered):
    """What an exception of ours is raised with stands in the catalogue, sentence by sentence."""
    raised = [text for _, tree in script._trees() for text in sentences_raised(script, tree)]
    assert len(raised) > 100
    assert [text for text in raised if script._numbered(text) not in gathered] == []


def sentences_raised(script, tree):
    ours = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, XrayError)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ours and node.args:
            for text in script._ways(node.args[0], {}):
                yield from (part for part in script.split(text) if re.search("[a-z]{2} [a-z]{2}", part))


def test_a_marked_sentence_stays_what_it_is(dutch):
    assert sentence("Heat map") == "Heat map"


def test_the_window_speaks_dutch(dutch):
    assert len(dutch) == 2
    assert tr("Heat map") != "Heat map"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Annuleren"


def test_values_are_filled_in_after_the_translation(dutch):
    assert "17" in tr("Image {number}", number=17)


def test_no_sentence_with_values_was_put_together_before_it_was_translated():
    """An f-string inside `tr` would never be found in a catalogue."""
    for path in (ROOT / "xray_desktop" / "qt").rglob("*.py"):
        assert not re.search(r"\btr\(\s*f[\"']", path.read_text(encoding="utf-8")), path.name


def test_an_unknown_language_is_the_desktops(qapp):
    installed = use_language(qapp, "xx", FOLDER)
    assert all(isinstance(each, QTranslator) for each in installed)
    for each in installed:
        qapp.removeTranslator(each)
