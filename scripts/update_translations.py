"""Gathers the window's sentences for Qt Linguist, and releases what is translated.

``python scripts/update_translations.py`` brings ``resources/translations/xray-desktop_nl.ts`` up to date with the
code: new sentences come in as unfinished, those that no longer occur go out. Then it compiles the file that the
program loads with Qt's ``lrelease``. Translate with ``pyside6-linguist resources/translations/xray-desktop_nl.ts``.

Qt's own ``lupdate`` gives every call the name of the class that it stands in as its context; the program has one
context, so that a sentence is translated once. Hence the gathering here, and everything else by Qt's tools.

The packages below the window know no language: their sentences are plain literals and f-strings. `gather_templates`
finds them by what they look like, writes gaps as ``{0}``, and lists them in
``resources/translations/message-templates.txt``, by which the window recognises a sentence that comes filled in
(`xray_desktop.qt.i18n.message_templates`).
"""

from __future__ import annotations

import ast
import itertools
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "xray_desktop"
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("nl",)
CONTEXT = "xray-desktop"
TEMPLATES = FOLDER / "message-templates.txt"
"""`xray_desktop.qt.i18n.language.TEMPLATES_FILE` of a checkout."""
FUNCTIONS = frozenset({"tr", "sentence"})
"""Calls whose first argument is a sentence: translated where it is said, or marked for those who say it later."""

WITHOUT_LANGUAGE = (
    "errors",
    "findings",
    "imaging",
    "inference",
    "measuring",
    "model_file",
    "reporting",
    "services",
    "study",
)
WITHOUT_LANGUAGE += ("settings",)
"""Packages whose sentences the window says for them."""
NOT_SAID = ("phantom/",)
"""What is written into drawn files stays as it is."""
WITH_FRAGMENTS = (
    "findings/finding.py",
    "imaging/raster/raster_header.py",
    "imaging/source.py",
    "imaging/windows.py",
    "imaging/dicom/voi_items.py",
    "imaging/dicom/codestream.py",
    "inference/rules/age.py",
    "inference/rules/header.py",
    "reporting/heatmap_picture.py",
    "reporting/messages.py",
    "services/report/heatmaps.py",
    "services/web/https_connection.py",
    "services/notes/store.py",
    "services/session/record.py",
    "services/session/sections.py",
    "settings/migrations.py",
)
"""Here half sentences are the user's words too: they stand in the gaps of others."""
OTHERS = (
    *("pneumonia", "normal", "Balanced", "High sensitivity", "High specificity"),
    *("Accuracy", "Precision", "Sensitivity", "Specificity", "Average precision", "Log loss"),
    *("Program", "System", "Libraries", "Machine", "Memory", "Writable", "Settings", "Inference", "Offers"),
    *("Installation", "Decoders", "Models", "Window", "Platform", "Theme", "Screen {0}", "yes", "set", "not set"),
    *("Processor cores", "Data folder", "Free space", "A model file", "runs on", "because", "self-test", "exact"),
    *("not installed", "not read yet", "dark", "light", "{0} × {1} at {2}×, {3} dpi"),
    *("{0} usable of {1}", "{0} GiB, {1} GiB free", "{0} GiB"),
    *(" and ", "report", "picture"),
)
"""Words of the model cards that ship, of the diagnostics, and others that stand in gaps."""

_GAP = "\0"
_BETWEEN = re.compile(r"(?<=[.?]) (?=[A-Z“\0])")
_WORD = re.compile(r"[A-Za-z]{2,}")
_MOST_WAYS = 24


def gather() -> dict[str, str]:
    """Return every sentence with the file that it stands in first."""
    return gather_window() | gather_templates()


def gather_window() -> dict[str, str]:
    """Find what the window says itself."""
    found: dict[str, str] = {}
    for place, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node.func) in FUNCTIONS and node.args:
                text = node.args[0]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    found.setdefault(text.value, place)
    return found


def _trees() -> list[tuple[str, ast.Module]]:
    return [
        (path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(SOURCES.rglob("*.py"))
    ]


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else ""


# --- the packages that know no language --------------------------------------------------------


def gather_templates() -> dict[str, str]:
    """Find the sentences and templates of the packages below the window."""
    found = dict.fromkeys(OTHERS, "scripts/update_translations.py")
    for place, tree in _trees():
        within = place.removeprefix("xray_desktop/")
        if within.partition("/")[0].removesuffix(".py") in WITHOUT_LANGUAGE and not within.startswith(NOT_SAID):
            wanted = _is_phrase if within in WITH_FRAGMENTS else _is_sentence
            for text in _Finder(tree).texts():
                if wanted(text):
                    found.setdefault(_numbered(text), place)
    return found


def _is_sentence(text: str) -> bool:
    begins, ends = re.match(r"[A-Z“\0]|onnxruntime", text), text.endswith((".", "?", ": \0"))
    return len(_WORD.findall(text)) > 1 and bool(begins) and ends and "%s" not in text


def _is_phrase(text: str) -> bool:
    return bool(_WORD.search(text)) and " " in text.strip() and not re.search(r"[\\<>]|%\(|^[A-Z_ ]+$|SHA-256", text)


def _numbered(text: str) -> str:
    """Write the gaps of a template as ``{0}``, ``{1}``."""
    if _GAP not in text:
        return text
    first, *others = text.replace("{", "{{").replace("}", "}}").split(_GAP)
    return first + "".join(f"{{{number}}}{rest}" for number, rest in enumerate(others))


def split(text: str) -> list[str]:
    """Take a text with gaps apart into sentences; one that fills a gap before or after is said by itself."""
    return [re.sub(r"^\0 (?=[A-Z].*\.$)", "", part) for part in _BETWEEN.split(text.strip())]


class _Finder:
    """Finds the strings of a module, as they read where everything that is known is filled in."""

    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree
        self._assigned = {id(scope): _assignments(scope) for scope in ast.walk(tree) if _is_scope(scope)}

    def texts(self) -> list[str]:
        """Return them sentence by sentence."""
        whole = [text for scope in ast.walk(self._tree) if _is_scope(scope) for text in self._of_scope(scope)]
        return [part for text in whole for part in split(text)]

    def _of_scope(self, scope: ast.AST) -> list[str]:
        names = self._assigned[id(self._tree)] | self._assigned[id(scope)]
        return [text for node in _strings(scope) for text in _ways(node, names)]


def _is_scope(node: ast.AST) -> bool:
    return isinstance(node, ast.Module | ast.FunctionDef)


def _assignments(scope: ast.AST) -> dict[str, list[ast.expr]]:
    """List what simple names stand for in a function or module."""
    found: dict[str, list[ast.expr]] = {}
    for node in _own_nodes(scope):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).append(node.value)
    return found


def _own_nodes(scope: ast.AST) -> list[ast.AST]:
    """Walk a scope without the functions inside it."""
    found, left = [], list(ast.iter_child_nodes(scope))
    while left:
        node = left.pop()
        found.append(node)
        if not isinstance(node, ast.FunctionDef):
            left.extend(ast.iter_child_nodes(node))
    return found


def _strings(scope: ast.AST) -> list[ast.expr]:
    """List a scope's literals and f-strings, the docstrings left out and parts of others too."""
    nodes = _own_nodes(scope)
    inner = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in ast.walk(node)} - {
        id(node) for node in nodes if isinstance(node, ast.JoinedStr)
    }
    inner |= {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    return [
        node
        for node in nodes
        if id(node) not in inner
        and (isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)))
    ]


def _ways(node: ast.expr, names: dict[str, list[ast.expr]]) -> list[str]:
    """Return the texts that an expression can become, a gap where it can be anything."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.JoinedStr):
        parts = [_ways(part.value if isinstance(part, ast.FormattedValue) else part, names) for part in node.values]
        ways = ["".join(way) for way in itertools.islice(itertools.product(*parts), _MOST_WAYS + 1)]
        if len(ways) <= _MOST_WAYS:
            return ways
    if isinstance(node, ast.IfExp):
        return [*_ways(node.body, names), *_ways(node.orelse, names)]
    if isinstance(node, ast.Name) and node.id in names:
        others = {name: values for name, values in names.items() if name != node.id}
        return [way for value in names[node.id] for way in _ways(value, others)]
    return [_GAP]


# --- the files ---------------------------------------------------------------------------------


def read_translations(path: Path) -> dict[str, str]:
    """Return the finished translations of a file by their sentences."""
    if not path.exists():
        return {}
    return {
        message.findtext("source", ""): message.findtext("translation", "")
        for message in ET.parse(path).iter("message")  # noqa: S314 - our own file
        if message.find("translation") is not None and message.find("translation").get("type") != "unfinished"
    }


def write_translations(path: Path, language: str, sentences: dict[str, str], known: dict[str, str]) -> None:
    """Write a file for Qt Linguist."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for text, place in sorted(sentences.items(), key=lambda item: (item[1], item[0])):
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "location", filename=f"../../{place}")
        ET.SubElement(message, "source").text = text
        translation = ET.SubElement(message, "translation")
        if known.get(text):
            translation.text = known[text]
        else:
            translation.set("type", "unfinished")
    ET.indent(root, "    ")
    content = ET.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{content}\n', encoding="utf-8")


def template_list() -> str:
    """Write what the packages below the window say, one sentence or template a line."""
    return "".join(f"{text}\n" for text in sorted(gather_templates()))


def release(path: Path) -> None:
    """Compile a file with Qt's own tool."""
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([tool, "-silent", path, "-qm", path.with_suffix(".qm")], check=True)


def main() -> None:
    """Bring every language up to date."""
    sentences = gather()
    FOLDER.mkdir(exist_ok=True)
    TEMPLATES.write_text(template_list(), encoding="utf-8")
    for language in LANGUAGES:
        path = FOLDER / f"{CONTEXT}_{language}.ts"
        known = read_translations(path)
        write_translations(path, language, sentences, known)
        release(path)
        lacking = sum(text not in known for text in sentences)
        print(f"{path.relative_to(ROOT)}: {len(sentences)} sentences, {lacking} not translated")


if __name__ == "__main__":
    main()
