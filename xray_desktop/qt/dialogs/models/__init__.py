"""The window in which models are managed: the list, the card as a data sheet, adding, and comparing."""

from xray_desktop.qt.dialogs.models.dialog import ModelsDialog

__all__ = ["ModelsDialog"]
