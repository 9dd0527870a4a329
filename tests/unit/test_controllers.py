"""What holds for every controller of the window, read from its source: what it is given, and how far it reaches."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import xray_desktop

CONTROLLERS = Path(xray_desktop.__file__).parent / "qt" / "controllers"
MOST_ARGUMENTS = 5


def _classes() -> list[tuple[str, ast.ClassDef]]:
    found = []
    for path in sorted(CONTROLLERS.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [
            (path.relative_to(CONTROLLERS).as_posix(), node) for node in tree.body if isinstance(node, ast.ClassDef)
        ]
    return found


CLASSES = [pytest.param(node, id=f"{name}:{node.name}") for name, node in _classes()]


def _arguments(node: ast.ClassDef) -> list[ast.arg]:
    """Return what a class is made of, without self."""
    for each in node.body:
        if isinstance(each, ast.FunctionDef) and each.name == "__init__":
            assert each.args.vararg is None, "no arguments without names"
            assert each.args.kwarg is None, "no arguments without names"
            return [*each.args.posonlyargs, *each.args.args, *each.args.kwonlyargs][1:]
    return []


def test_the_sources_are_found():
    assert len(CLASSES) > 20


@pytest.mark.parametrize("node", CLASSES)
def test_a_controller_is_not_given_the_window(node):
    kinds = [ast.unparse(each.annotation) for each in _arguments(node) if each.annotation is not None]
    assert not [kind for kind in kinds if "MainWindow" in kind or "Composition" in kind or "Application" in kind]


@pytest.mark.parametrize("node", CLASSES)
def test_a_controller_is_given_five_things_at_most(node):
    names = [each.arg for each in _arguments(node)]
    assert len(names) <= MOST_ARGUMENTS, names
