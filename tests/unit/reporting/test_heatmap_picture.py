"""A heat map as a picture file."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xray_desktop.imaging.geometry import AspectPolicy, plan_geometry
from xray_desktop.imaging.heatmap.style import HeatmapStyle
from xray_desktop.reporting.heatmap_picture import picture_name, write_heatmap

SHA = "ab" * 32


@pytest.mark.parametrize(
    ("relative", "begins"),
    [
        ("NORMAL/IM-0115.jpeg", "NORMAL_IM-0115.jpeg_0_"),
        ("../../etc/passwd", "etc_passwd_0_"),
        ("=1+1.jpg", "1_1.jpg_0_"),
        ("<b>x</b>\n.jpg", "b_x_b_.jpg_0_"),
        ("胸部", "_0_"),
        (".hidden", "hidden_0_"),
        ("n" * 251 + ".jpg", "n" * 76 + ".jpg_0_"),
    ],
)
def test_names_are_safe_on_every_file_system(relative: str, begins: str) -> None:
    assert picture_name(relative, 0, SHA).startswith(begins)


@given(st.text(max_size=300), st.integers(0, 10_000))
def test_names_are_short_plain_and_in_no_other_folder(relative: str, frame: int) -> None:
    name = picture_name(relative, frame, SHA)
    assert name.isascii()
    assert len(name) < 128
    assert not set(name) & set('/\\:*?"<>| \n')
    assert not name.startswith(".")


def test_different_images_have_different_names() -> None:
    names = [
        picture_name(relative, frame, sha)
        for relative in ("a/b.jpg", "a_b.jpg", "a b.jpg", "A/b.jpg", "n" * 300 + "1", "n" * 301 + "1")
        for frame in (0, 1)
        for sha in (SHA, "cd" * 32)
    ]
    # Some file systems do not tell A from a.
    assert len({name.casefold() for name in names}) == len(names)
    assert picture_name("a/b.jpg", 0, SHA) == names[0]


def test_the_evidence_lies_where_the_model_saw_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("maps") / "map.png"
    displayed = np.full((80, 160), 90, np.uint8)
    heatmap = np.zeros((8, 8), np.float32)
    heatmap[1, 6] = 3.0
    geometry = plan_geometry(80, 160, 64, 64, AspectPolicy.STRETCH)
    write_heatmap(path, displayed, heatmap, geometry, HeatmapStyle(opacity=1.0))
    picture = cv2.imread(str(path), cv2.IMREAD_UNCHANGED).astype(int)
    changed = np.argwhere(np.abs(picture - 90).max(axis=2) > 60)
    rows, columns = changed[:, 0], changed[:, 1]
    assert rows.mean() == pytest.approx(15, abs=1.5)
    assert columns.mean() == pytest.approx(130, abs=3)
