"""The numbers of one body: drawn from a seed, in centimetres of a thorax scaled to a common width."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

HALF_WIDTH = 13.0
"""Inner half-width of every thorax; age and build change the proportions."""


@dataclass(frozen=True, slots=True)
class Anatomy:
    """One body and how it stands before the film.

    Attributes
    ----------
    child
        Children: rounder thorax, level ribs, larger heart, arms up, chin on the film.
    lung_height
        From the apices to the right dome.
    left_dome_lower
        How much lower the left dome stands.
    costophrenic_depth
        From the domes down to the costophrenic angles.
    thorax_depth
        Inner depth from front to back.
    wall
        Soft tissue outside the ribs.
    rib_drop
        How far each rib sinks from spine to front.
    rib_height
        Of the rib itself.
    heart_half_width, heart_height
        Of the whole silhouette.
    heart_shift
        Of its middle to the patient's left.
    mediastinum
        Half-width beside the trachea.
    breast
        Thickness of the breast shadows; 0 for none.
    stomach_gas, bowel_gas
        Size of the gastric bubble and amount of gas below it.
    turn
        Rotation about the long axis in radians.
    tilt
        Rotation in the plane of the film in radians.
    arms_up
        Beside the head; else out and down.
    exposure
        Relative dose.
    contrast, brightness
        Of the display curve: relative, and a shift in parts of the range.
    """

    child: bool
    lung_height: float
    left_dome_lower: float
    costophrenic_depth: float
    thorax_depth: float
    wall: float
    rib_drop: float
    rib_height: float
    heart_half_width: float
    heart_height: float
    heart_shift: float
    mediastinum: float
    breast: float
    stomach_gas: float
    bowel_gas: float
    turn: float
    tilt: float
    arms_up: bool
    exposure: float
    contrast: float
    brightness: float

    @property
    def carina(self) -> float:
        """Level of the tracheal bifurcation."""
        return 0.34 * self.lung_height

    @property
    def rib_spacing(self) -> float:
        """Distance between neighbouring ribs at the spine."""
        return self.lung_height / 9.0


def draw_anatomy(rng: np.random.Generator, child: bool) -> Anatomy:
    """Draw a child's or an adult's body."""

    def between(low: float, high: float) -> float:
        return float(rng.uniform(low, high))

    return Anatomy(
        child=child,
        lung_height=between(15.5, 18.8) if child else between(19.0, 22.5),
        left_dome_lower=between(0.6, 1.6),
        costophrenic_depth=between(3.4, 4.6) if child else between(3.8, 5.2),
        thorax_depth=between(15.5, 17.0) if child else between(14.5, 16.5),
        wall=between(1.6, 2.4) if child else between(1.8, 3.2),
        rib_drop=between(6.0, 7.5) if child else between(8.0, 10.5),
        rib_height=between(0.88, 1.05) if child else between(1.05, 1.3),
        heart_half_width=between(6.2, 7.8) if child else between(5.6, 7.2),
        heart_height=between(9.0, 10.5) if child else between(10.0, 11.5),
        heart_shift=between(1.3, 2.6),
        mediastinum=between(2.6, 3.4) if child else between(2.4, 3.0),
        breast=0.0 if child or rng.random() < 0.5 else between(1.5, 3.0),
        stomach_gas=between(0.5, 1.0),
        bowel_gas=between(0.0, 1.0),
        turn=float(np.deg2rad(between(-5.0, 5.0))),
        tilt=float(np.deg2rad(between(-3.0, 3.0))),
        arms_up=child and rng.random() < 0.65,
        exposure=between(0.7, 1.4),
        contrast=between(0.92, 1.08),
        brightness=between(-0.04, 0.04),
    )
