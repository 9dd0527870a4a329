"""``python -m benchmarks``: every comparison, or those that are named."""

from __future__ import annotations

import argparse
import importlib
import json
import platform
import tempfile
from dataclasses import asdict
from pathlib import Path

from benchmarks.measure import report

PARTS = ("startup", "grid", "window_level", "decoding", "heatmap", "scoring")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", default=list(PARTS), metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--runs", type=int, default=5, help="pairs for each comparison; the median is printed")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    arguments = parser.parse_args()
    print(f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {arguments.runs} pairs each")
    lines = []
    for part in arguments.parts:
        with tempfile.TemporaryDirectory() as folder:
            measured = importlib.import_module(f"benchmarks.{part}").run(Path(folder), arguments.runs)
        print(report(measured), flush=True)
        lines += measured
    if arguments.json:
        arguments.json.write_text(json.dumps([asdict(line) for line in lines], indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
