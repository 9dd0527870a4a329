"""All tests of one model file's heat map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from converter.datasets.decode import read_labelled
from converter.errors import RunFolderError
from converter.evaluation.heatmaps.figures import on_ill, on_inserted_opacities, on_phantoms
from converter.evaluation.held_out_images import only_held_out
from converter.onnx_model import OnnxModel
from converter.training.run_folder import RunFolder
from xray_desktop.model_file.checks import check_model_file

if TYPE_CHECKING:
    from pathlib import Path

    from converter.console import Console
    from converter.datasets.decode import ImageSet
    from converter.evaluation.heatmaps.figures import Tested
    from xray_desktop.imaging.preprocess import InputSpec
    from xray_desktop.model_file.checks import CheckedModel
    from xray_desktop.model_file.figure import Figure


@dataclass(frozen=True, slots=True)
class HeatmapTestRequest:
    """What to test with.

    Attributes
    ----------
    data
        Labelled images; drawn chests alone where None.
    run
        The run folder that the model came from; None where it is not at hand.
    held_out
        Leave out what the run folder, or the manifest, trains with.
    phantoms, pictures
        How many drawn chests, and how many images of each class at most.
    """

    data: Path | None
    run: Path | None
    held_out: bool
    phantoms: int
    pictures: int


@dataclass(frozen=True, slots=True, eq=False)
class Examined:
    """What all tests gave.

    Attributes
    ----------
    checked
        The model file.
    data
        Name of the labelled images; empty where there were none.
    phantoms, inserted, ill
        The tests; None where there were no labelled images.
    """

    checked: CheckedModel
    data: str
    phantoms: Tested
    inserted: Tested | None = None
    ill: Tested | None = None

    @property
    def figures(self) -> dict[str, Figure]:
        """Return the figures of all tests; their names begin with the test's."""
        tests = (self.phantoms, self.inserted, self.ill)
        return {name: figure for tested in tests if tested for name, figure in tested.figures.items()}


def examine(file: Path, request: HeatmapTestRequest, console: Console) -> Examined:
    """Test the heat map of a model file.

    Raises
    ------
    ModelError
        The file cannot be used.
    DatasetError, RecipeError, RunFolderError
        The images cannot be used, or it is not known which of them are held out.
    """
    checked = check_model_file(file)
    model = OnnxModel.of(checked)
    images = _images(request, model.spec, console)
    drawn = on_phantoms(model, request.phantoms, console)
    if images is None or request.data is None:
        return Examined(checked, "", drawn)
    inserted = on_inserted_opacities(model, images, request.pictures)
    ill = on_ill(model, images, request.pictures, console)
    return Examined(checked, request.data.resolve().name, drawn, inserted, ill)


def _images(request: HeatmapTestRequest, spec: InputSpec, console: Console) -> ImageSet | None:
    if request.data is None:
        return None
    run = RunFolder.of(request.run) if request.run else None
    if request.run and run is None:
        raise RunFolderError("The folder given with --run is no run folder.")
    images = read_labelled(request.data, spec, console)
    if request.held_out:
        return only_held_out(images, request.data, [run] if run else [])
    console.warn("Whether these images trained the model is not checked; --held-out leaves out those that did.")
    return images
