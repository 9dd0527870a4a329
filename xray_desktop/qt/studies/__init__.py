"""The panel on the left: the folders of the open study."""

from xray_desktop.qt.studies.panel import StudiesPanel

__all__ = ["StudiesPanel"]
