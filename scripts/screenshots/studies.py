"""What is opened in the pictures: drawings alone, so that they may be published."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANY = 20_000
"""Images of the study that is caught while it is walked: hard links, so that they cost no room."""


def demo(home: Path) -> Path:
    """Draw the demo study."""
    from xray_desktop.phantom.study import write_demo_study

    folder = home / "Demo study"
    folder.mkdir()
    write_demo_study(folder)
    return folder


def many(home: Path, study: Path) -> Path:
    """Make a folder of thousands of images out of a few."""
    folder = home / "Archive"
    if folder.exists():
        return folder
    sources = [path for path in sorted(study.rglob("*")) if path.suffix.lower() in {".jpg", ".jpeg", ".png"}]
    for number in range(MANY):
        part = folder / f"{2020 + number * 6 // MANY}"
        part.mkdir(parents=True, exist_ok=True)
        os.link(sources[number % len(sources)], part / f"film-{number:05}.jpeg")
    return folder


def with_broken_files(home: Path, study: Path) -> Path:
    """Copy a study and spoil some of it."""
    folder = home / "From the ward"
    shutil.copytree(study, folder)
    good = next(path for path in sorted(folder.rglob("*.jp*g")))
    (folder / "a-cut-short.jpeg").write_bytes(good.read_bytes()[: good.stat().st_size // 2])
    (folder / "b-letter.dcm").write_text("Dear colleague, thank you for the referral.\n" * 20)
    write_photograph(folder / "c-photograph.png")
    return folder


def write_photograph(path: Path) -> None:
    """Draw a colour picture, which no model here may judge: a sunset over water."""
    import cv2
    import numpy as np

    height = np.linspace(0.0, 1.0, 480)[:, None, None]
    sky, dusk = np.array([150.0, 90.0, 60.0]), np.array([60.0, 140.0, 250.0])
    picture = np.repeat(sky + (dusk - sky) * np.minimum(height / 0.6, 1.0), 640, axis=1)
    cv2.circle(picture, (430, 250), 52, (150, 230, 255), thickness=-1)
    picture[290:] = picture[290:0:-1][: 480 - 290] * 0.55
    cv2.imwrite(str(path), picture.round().astype(np.uint8))


@contextmanager
def full_disk(folder: Path) -> Iterator[Path]:
    """Mount a disk without a free page; only root may, elsewhere the folder is simply not there."""
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", str(folder)], check=False)
    if mounted.returncode == 0:
        (folder / "filler").write_bytes(bytes(4096))
    try:
        yield folder if mounted.returncode == 0 else folder / "absent"
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def zipped(folder: Path, study: Path) -> Path:
    """Pack the films of patients, and some scans that are of nobody, into one archive."""
    archive = folder.with_suffix(".zip")
    scans = [path for path in sorted(study.iterdir()) if path.suffix.lower() in {".jpg", ".jpeg", ".png"}]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                packed.write(path, path.relative_to(folder))
        for path in scans[:3]:
            packed.write(path, f"Scans/{path.name}")
    return archive
