"""What the user draws on a picture and looks through: measurements, notes and the magnifier."""

from xray_desktop.qt.viewer.tools.layer import MeasurementLayer
from xray_desktop.qt.viewer.tools.tool import Tool

__all__ = ["MeasurementLayer", "Tool"]
