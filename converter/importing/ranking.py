"""Which convention reproduces the labels best, and how clearly: by paired log losses, drawn by patient.

The log loss of each convention is taken at its own best temperature within `COLDEST` to `HOTTEST`, so that an
overconfident network under the right convention does not lose against a hedging one under a wrong convention, and
with labels smoothed by `SMOOTHING`, so that logits of several hundreds, which a wrong scale of the input makes, count
as what they are: not believable, however well they separate the classes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.metrics import roc_auc_score

from converter.errors import AmbiguousConventionError, ImportingError
from converter.evaluation.calibration import sigmoid
from converter.evaluation.metrics import measure
from xray_desktop.imaging.preprocess import ResizeKernel
from xray_desktop.model_file.card import Figure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from converter.importing.conventions import Convention, Trial, Trials

COLDEST, HOTTEST = 0.5, 4.0
"""Temperatures of calibrated networks lie within (Guo et al., ICML 2017, table 2: 0.9 to 3)."""
SMOOTHING = 0.01
ALIKE = 0.05
"""Two conventions are alike where the root mean square of the logits' difference is under this share of the logits'."""
DRAWS = 2000
_SEED = 1
_LOW, _HIGH = 0.025, 0.975
_BELIEVED_RANGE = 30.0
_KERNELS = list(ResizeKernel)


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A convention's place in the ranking.

    Attributes
    ----------
    trial
        What was tried.
    loss
        Mean log loss; see the module.
    auc
        Area under the ROC curve.
    behind
        How much larger the log loss is than that of the first, with its 95 % interval.
    alike
        Whether it gives what the first gives; see `ALIKE`.
    """

    trial: Trial
    loss: float
    auc: float
    behind: Figure
    alike: bool

    @property
    def ruled_out(self) -> bool:
        """Whether the images say that the first is better."""
        return self.behind.low > 0.0

    def gives_the_same_as(self, other: Place) -> bool:
        """Whether only the kernel's name is another, and that changes next to nothing."""
        return _same_but_kernel(self.trial.convention, other.trial.convention) and _alike(
            self.trial.logits, other.trial.logits
        )


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """The convention that was chosen.

    Attributes
    ----------
    chosen
        It.
    rival
        The hardest to tell from it of those that give something else; None where nothing else was tried.
    alike
        Those that give the same as the chosen one.
    auc
        Of the chosen one, with its interval.
    """

    chosen: Place
    rival: Place | None
    alike: list[Place]
    auc: Figure


def rank(trials: Trials) -> list[Place]:
    """Order trials by their log loss, the least first.

    Raises
    ------
    ImportingError
        The model gives something that is not a number under every convention.
    """
    finite = [trial for trial in trials.trials if np.isfinite(trial.logits).all()]
    if not finite:
        raise ImportingError("The model gives something that is not a number for these images.")
    losses = np.stack([_losses(trial.logits, trials.labels) for trial in finite])
    order = np.argsort(losses.mean(axis=1), kind="stable")
    first = order[0]
    behind = _behind(losses, losses[first], trials.patients)
    return [
        Place(
            trial=finite[number],
            loss=float(losses[number].mean()),
            auc=float(roc_auc_score(trials.labels, finite[number].logits)),
            behind=behind[number],
            alike=_alike(finite[number].logits, finite[first].logits),
        )
        for number in order
    ]


def _losses(logits: NDArray[np.float64], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the log loss in nats of each image, ``[N]``, of logits ``[N]``, float64, and labels ``[N]``, 0 or 1."""
    signed = np.where(labels == 1, logits, -logits)

    def at(log_temperature: float) -> NDArray[np.float64]:
        margin = signed / np.exp(log_temperature)
        losses: NDArray[np.float64] = np.logaddexp(0.0, -margin) + SMOOTHING * margin
        return losses

    found = minimize_scalar(
        lambda log_temperature: at(log_temperature).mean(), bounds=(np.log(COLDEST), np.log(HOTTEST)), method="bounded"
    )
    return at(found.x)


def _behind(losses: NDArray[np.float64], first: NDArray[np.float64], patients: NDArray[Any]) -> list[Figure]:
    """Return each convention's mean loss less that of the first; the interval is of a bootstrap over patients.

    Losses are ``[conventions, N]``, those of the first ``[N]``, float64, patients ``[N]``, text.
    """
    names, group = np.unique(patients, return_inverse=True)
    images = np.bincount(group, minlength=len(names))
    drawn = np.random.default_rng(_SEED).multinomial(len(names), np.full(len(names), 1.0 / len(names)), size=DRAWS)
    figures = []
    for difference in losses - first:
        sums = np.bincount(group, weights=difference, minlength=len(names))
        low, high = np.quantile((drawn @ sums) / (drawn @ images), [_LOW, _HIGH])
        value = float(difference.mean())
        method = f"paired bootstrap by patient, {DRAWS} draws"
        figures.append(
            Figure(value=value, low=min(float(low), value), high=max(float(high), value), n=len(first), method=method)
        )
    return figures


def _alike(logits: NDArray[np.float64], first: NDArray[np.float64]) -> bool:
    return bool(np.sqrt(np.mean((logits - first) ** 2)) <= ALIKE * np.sqrt(np.mean(first**2)))


def decide(places: list[Place], trials: Trials) -> Verdict:
    """Choose a convention, or say why none can be chosen.

    Of kernels that give the same, the first of `ResizeKernel` is taken.

    Raises
    ------
    ImportingError
        The model does not tell the classes apart under any convention.
    AmbiguousConventionError
        Conventions that give different answers reproduce the labels about equally well.
    """
    alike = [place for place in places if place.alike]
    best = places[0].trial.convention
    chosen = min(
        (place for place in alike if place.gives_the_same_as(places[0])),
        key=lambda place: _KERNELS.index(place.trial.convention.kernel),
    )
    auc = _auc(chosen.trial, trials)
    if auc.low <= 0.5:
        raise ImportingError(
            "Under no convention does the model tell the labelled images apart: its best area under the ROC curve is "
            f"{auc.value:.2f} (95 % interval {auc.low:.2f} to {auc.high:.2f}). It was made for something else, or "
            "takes what is not tried here."
        )
    others = [place for place in places if not place.alike]
    rival = min(others, key=lambda place: place.behind.low, default=None)
    if rival is not None and not rival.ruled_out:
        raise AmbiguousConventionError(_ambiguous(best, rival))
    return Verdict(chosen, rival, [place for place in alike if place is not chosen], auc)


def _same_but_kernel(one: Convention, other: Convention) -> bool:
    return {**one.options(), "kernel": ""} == {**other.options(), "kernel": ""}


def _auc(trial: Trial, trials: Trials) -> Figure:
    # A sigmoid of logits in the hundreds makes ties of them; their order is what counts here.
    scale = max(1.0, float(np.abs(trial.logits).max()) / _BELIEVED_RANGE)
    return measure(trials.labels, sigmoid(trial.logits / scale), trials.patients, 0.5)["auc"]


def _ambiguous(best: Convention, rival: Place) -> str:
    first, second = best.options(), rival.trial.convention.options()
    differing = [name for name in first if first[name] != second[name]]
    ways = " and ".join(f"--{name} {first[name]} or {second[name]}" for name in differing)
    behind = rival.behind
    return (
        "The labelled images do not tell what the model's input or output means: conventions that give different "
        f"answers reproduce the labels about equally well (log losses differ by {behind.value:.3f}, 95 % interval "
        f"{behind.low:.3f} to {behind.high:.3f}). Nothing is guessed. Say what you know ({ways}), or "
        "give more labelled images."
    )
