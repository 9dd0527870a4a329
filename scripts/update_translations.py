"""Gathers the window's sentences for Qt Linguist, and releases what is translated.

``python scripts/update_translations.py`` brings ``resources/translations/xray-desktop_nl.ts`` up to date with the
code: new sentences come in as unfinished, those that no longer occur go out. Then it compiles the file that the
program loads with Qt's ``lrelease``. Translate with ``pyside6-linguist resources/translations/xray-desktop_nl.ts``.

Qt's own ``lupdate`` gives every call the name of the class that it stands in as its context; the program has one
context, so that a sentence is translated once. Hence the gathering here, and everything else by Qt's tools.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "xray_desktop"
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("nl",)
CONTEXT = "xray-desktop"
FUNCTIONS = frozenset({"tr", "sentence"})
"""Calls whose first argument is a sentence: translated where it is said, or marked for those who say it later."""


def gather() -> dict[str, str]:
    """Give every sentence with the file that it stands in first."""
    found: dict[str, str] = {}
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in FUNCTIONS and node.args:
                text = node.args[0]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    found.setdefault(text.value, path.relative_to(ROOT).as_posix())
    return found


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else ""


def read_translations(path: Path) -> dict[str, str]:
    """Give the finished translations of a file by their sentences."""
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


def release(path: Path) -> None:
    """Compile a file with Qt's own tool."""
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([tool, "-silent", path, "-qm", path.with_suffix(".qm")], check=True)


def main() -> None:
    """Bring every language up to date."""
    sentences = gather()
    FOLDER.mkdir(exist_ok=True)
    for language in LANGUAGES:
        path = FOLDER / f"{CONTEXT}_{language}.ts"
        known = read_translations(path)
        write_translations(path, language, sentences, known)
        release(path)
        lacking = sum(text not in known for text in sentences)
        print(f"{path.relative_to(ROOT)}: {len(sentences)} sentences, {lacking} not translated")


if __name__ == "__main__":
    main()
