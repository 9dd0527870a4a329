"""The threshold: a slider over the study's probabilities, the operating points, and counts that follow."""

from xray_desktop.qt.threshold_bar.bar import Mark, ThresholdBar

__all__ = ["Mark", "ThresholdBar"]
