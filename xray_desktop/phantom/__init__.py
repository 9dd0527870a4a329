"""Drawn chest radiographs of nobody: for the demo and the tests, so that neither needs a real image.

Nothing here may train or validate a model: a score on a drawing means nothing.
"""

from xray_desktop.phantom.chest import Phantom, draw_chest
from xray_desktop.phantom.consolidation import Opacity
from xray_desktop.phantom.study import write_demo_study

__all__ = ["Opacity", "Phantom", "draw_chest", "write_demo_study"]
