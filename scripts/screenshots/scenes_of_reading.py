"""The large view at work: patients and their priors, panes, heat maps, drawings, headers, hidden names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screenshots.patients import ADULT, FILMS, OVERLAID, PRIOR_OF, film_named, widths, write_patients
from screenshots.stage import hangs, is_complete, most_probable, row_named
from screenshots.studies import zipped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from screenshots.stage import Stage
    from xray_desktop.measuring.shapes import Shape
    from xray_desktop.qt.application import Application


def _ward(stage: Stage, study: Path) -> Path:
    """Return the archive of all invented patients."""
    archive = stage.home / "Ward round.zip"
    return archive if archive.exists() else zipped(write_patients(stage.home / "Ward round"), study)


def patients(stage: Stage, study: Path) -> None:
    """Open an archive of several patients: the tree, a film beside its prior, the header, hidden names."""
    with stage.window(_ward(stage, study)) as application:
        stage.wait(lambda: is_complete(application) and application.window.studies.model.rowCount() > 0, settle_s=1.0)
        current = row_named(application, PRIOR_OF).key
        application.window.grid_page.view.go_to(current)
        application.window.splitter.setSizes([310, 810, 320])
        stage.take(application, "study-tree")
        application.window.splitter.setSizes([240, 880, 320])
        stage.look_at(application, current)
        stage.run(application, "heat_map", "beside_prior", "link_views")
        stage.wait(lambda: hangs(application), settle_s=0.6)
        stage.take(application, "beside-the-prior")
        stage.run(application, "one_pane")
        _header(stage, application)
        stage.run(application, "hide_identity")
        stage.take(application, "identity-hidden")
        application.parts.navigation.back()
        stage.take(application, "identity-hidden-grid")


def _header(stage: Stage, application: Application) -> None:
    stage.run(application, "header")
    dialog = application.parts.dicom_header.dialog
    stage.wait(lambda: dialog.model.rowCount() > 0)
    dialog.search.setText("patient")
    stage.wait(lambda: "fit" in dialog.count.text())
    stage.take(application, "header", of=dialog)
    dialog.close()
    stage.turn(0.3)


def layouts(stage: Stage, study: Path) -> None:
    """Show four images, and one beside its heat map."""
    with stage.window(_ward(stage, study)) as application:
        stage.wait(lambda: is_complete(application))
        stage.look_at(application, row_named(application, FILMS[0].name).key)
        stage.run(application, "heat_map")
        stage.run(application, "four_panes")
        stage.wait(lambda: hangs(application), settle_s=0.6)
        stage.take(application, "four-images")
        stage.look_at(application, most_probable(application).key)
        stage.run(application, "beside_heat_map")
        stage.wait(lambda: hangs(application), settle_s=0.6)
        stage.take(application, "beside-its-heat-map")


def heat_maps(stage: Stage, study: Path) -> None:
    """Draw contours, and the study's scale with a part of it hidden."""
    with stage.window(study) as application:
        stage.wait(lambda: is_complete(application))
        stage.look_at(application, most_probable(application).key)
        stage.run(application, "heat_map_contours")
        stage.take(application, "heat-map-contours")
        stage.run(application, "heat_map_contours", "heat_map_study_scale")
        reaching = sorted(
            (row for row in application.parts.study.rows if row.heatmap), key=lambda row: row.probability or 0.0
        )
        stage.look_at(application, reaching[len(reaching) // 2].key)
        section = application.window.findings.heatmap
        section.threshold.setValue(20)
        stage.take(application, "heat-map-study-scale")
        least = min(reaching, key=lambda row: application.parts.study.result(row.key).heatmap.max())
        stage.look_at(application, least.key)
        section.threshold.setValue(90)
        stage.take(application, "blank-heat-map")


def tools(stage: Stage, study: Path) -> None:
    """Draw on an adult's film; the lens, the windows, a turned picture, an overlay and a shutter."""
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QCursor

    with stage.window(_ward(stage, study)) as application:
        stage.wait(lambda: is_complete(application))
        key = row_named(application, ADULT).key
        stage.look_at(application, key)
        stage.run(application, "heat_map")
        _draw(stage, application, _measurements())
        stage.take(application, "tools")
        view = application.window.view_page.image
        view.do("corners")
        _draw(stage, application, _ratio())
        stage.take(application, "cardiothoracic-ratio", of=application.window.view_page)
        view.do("corners")
        _draw(stage, application, ())
        stage.run(application, "magnifier_tool", "magnifier_tool")
        QCursor.setPos(view.mapToGlobal(QPoint(view.width() * 2 // 5, view.height() // 2)))
        stage.turn(0.5)
        stage.take(application, "magnifier", of=application.window.view_page)
        stage.run(application, "window_tool")
        QCursor.setPos(0, 0)
        _windows(stage, application)
        stage.run(application, "mirror")
        stage.take(application, "turned", of=application.window.view_page)
        stage.look_at(application, row_named(application, OVERLAID).key)
        stage.take(application, "overlay-and-shutter", of=application.window.view_page)


def _windows(stage: Stage, application: Application) -> None:
    from PySide6.QtCore import QPoint

    button, menu = application.window.tool_bar.window_button, application.window.tool_bar.window_menu
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
    stage.turn(0.4)
    stage.take(application, "windows", of=menu)
    menu.close()


def _draw(stage: Stage, application: Application, shapes: Sequence[Shape]) -> None:
    key = application.parts.navigation.key
    application.parts.measurements.store.put(key, tuple(shapes))
    application.parts.measurements.refresh()
    stage.turn(0.3)


def _ratio() -> tuple[Shape, ...]:
    from xray_desktop.measuring.shapes import CardiothoracicRatio

    thorax, heart = widths(film_named(ADULT))
    return (CardiothoracicRatio((*thorax, *heart)),)


def _measurements() -> tuple[Shape, ...]:
    """Draw one of each, where it makes sense on this film."""
    from xray_desktop.measuring.shapes import Angle, Arrow, EllipseRegion, Length, Point, Probe

    rows, columns = film_named(ADULT).size

    def at(x: float, y: float) -> Point:
        return Point(x * columns, y * rows)

    return (
        Length((at(0.2, 0.3), at(0.2, 0.62))),
        Angle((at(0.37, 0.52), at(0.49, 0.38), at(0.62, 0.5))),
        EllipseRegion((at(0.68, 0.28), at(0.8, 0.42))),
        Probe((at(0.34, 0.25),)),
        Arrow((at(0.7, 0.68), at(0.83, 0.56)), "Apex"),
    )


SCENES = {each.__name__: each for each in (patients, layouts, heat_maps, tools)}
