"""The header browser: every element of the image looked at, in a window of its own."""

from xray_desktop.qt.header.window import HeaderWindow

__all__ = ["HeaderWindow"]
