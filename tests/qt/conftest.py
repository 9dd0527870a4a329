"""What every test of the window shares: icons, typeface and style, and no thread left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.threads import no_thread_left
from xray_desktop.qt import theme
from xray_desktop.qt.widgets import icons
from xray_desktop.settings.paths import resource_dir

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


@pytest.fixture(scope="session", autouse=True)
def _themed(qapp: QApplication) -> None:
    icons.use_folder(resource_dir() / "icons")
    theme.load_fonts(resource_dir() / "fonts")
    qapp.setFont(theme.font())
    theme.apply(qapp, theme.DARK)


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    with no_thread_left(besides="QDBus"):
        yield
