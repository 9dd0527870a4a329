"""The report on a run's held-out images, made when training ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from converter.evaluation.calibration import sigmoid
from converter.evaluation.examples import Source
from converter.evaluation.held_out import HeldOut
from converter.evaluation.history import read_history
from converter.evaluation.keras_predictor import DEFAULT_THRESHOLD, KerasPredictor
from converter.evaluation.overlap import overlap_with_runs
from converter.evaluation.report import Scored, write_report
from converter.evaluation.report_context import ModelFacts, ReportContext
from xray_desktop.imaging.digest import file_sha256

if TYPE_CHECKING:
    from converter.datasets.decode import ImageSet
    from converter.training.run_folder import RunFolder
    from xray_desktop.model_file.card import Figure


def report_held_out(run: RunFolder, network: Any, images: ImageSet) -> tuple[Scored, dict[str, Figure]]:
    """Write the report into a run folder, with all that `converter.evaluation.report` can show.

    Parameters
    ----------
    run
        With its recipe, split, network and held-out scores.
    network
        The Keras network of the run, for the heat maps.
    images
        The held-out images, in the order of the held-out scores.

    Raises
    ------
    RunFolderError
        The scores are not there, or the report cannot be written.
    """
    predictor = KerasPredictor(network, run.recipe().input.spec())
    probabilities = sigmoid(HeldOut.load(run.held_out_file).logits)
    files = [file.relative for file in images.files]
    scored = Scored(images.labels, probabilities, images.patients, DEFAULT_THRESHOLD, predictor.labels, files)
    overlap = overlap_with_runs(images.files, [run])
    context = ReportContext(
        model=ModelFacts(run.model_file.name, file_sha256(run.model_file)),
        data="held-out patients of the training data",
        threshold_from="one half, since a Keras network has no operating points; it is not calibrated yet",
        training_images=overlap.images,
        notes=tuple(overlap.notes()),
    )
    figures = write_report(
        run.evaluation,
        scored,
        f"{run.path.name} on its held-out patients",
        context=context,
        source=Source(images.images, predictor.heatmaps),
        history=read_history(run.log_file),
    )
    return scored, figures
