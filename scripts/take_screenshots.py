"""Takes the pictures of the documentation from the real window on a real X server.

Usage: python scripts/take_screenshots.py OUT [--study FOLDER] [--models-dir FOLDER] [--size 1440x900] [--scale 1]
[--only PICTURE] [SCENE ...]. Needs Xvfb and openbox. Without ``--study`` everything shown is drawn, so that the
pictures may be published; with it they show whatever the folder holds. The documentation has

    python scripts/take_screenshots.py docs/screenshots
    python scripts/take_screenshots.py docs/screenshots/1280x800 --size 1280x800 large_text
    python scripts/take_screenshots.py docs/screenshots/2x --size 2880x1800 --scale 2 --only grid done
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from screenshots import scenes_of_a_study, scenes_of_models, scenes_of_reading, scenes_of_windows
from screenshots.stage import Stage
from screenshots.studies import demo
from screenshots.x_server import x_server

SCENES = {
    **scenes_of_a_study.SCENES,
    **scenes_of_reading.SCENES,
    **scenes_of_models.SCENES,
    **scenes_of_windows.SCENES,
}
ON_A_SMALL_SCREEN = {"large_text"}
"""Says most there, and is left out unless it is named."""


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("names", nargs="*", metavar="SCENE", help=", ".join(SCENES))
    parser.add_argument("--only", action="append", default=[], metavar="PICTURE", help="keep this one; may be repeated")
    parser.add_argument("--study", type=Path)
    parser.add_argument("--models-dir", type=Path)
    parser.add_argument("--size", default="1440x900", help="of the screen, in its own pixels")
    parser.add_argument("--scale", default="1", help="device pixels for one pixel of the design")
    arguments = parser.parse_intermixed_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, x_server(arguments.size) as display:
        # Paths in the pictures then read as those of the user's own folder.
        os.environ.pop("LANGUAGE", None)
        os.environ.update(
            HOME=home, DISPLAY=display, QT_QPA_PLATFORM="xcb", QT_SCALE_FACTOR=arguments.scale, LC_ALL="C.UTF-8"
        )
        stage = Stage(Path(home), arguments.models_dir, arguments.out.resolve(), arguments.only)
        study = arguments.study.resolve() if arguments.study else demo(Path(home))
        for name in arguments.names or [each for each in SCENES if each not in ON_A_SMALL_SCREEN]:
            SCENES[name](stage, study)


if __name__ == "__main__":
    main()
