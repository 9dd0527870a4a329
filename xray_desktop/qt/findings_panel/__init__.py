"""The panel that says what was found, by which model and with what right."""

from xray_desktop.qt.findings_panel.panel import FindingsPanel

__all__ = ["FindingsPanel"]
