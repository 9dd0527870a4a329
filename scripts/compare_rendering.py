"""Draws every installed test file of pydicom with our code and with DCMTK's, and writes what differs.

Usage: python scripts/compare_rendering.py [OUT]. Needs DCMTK (Debian: dcmtk). With pydicom-data (the extra ``gate``)
there are more files, and with Pillow JPEG 2000 is compared too. The page of the documentation is

    python scripts/compare_rendering.py docs/dicom-rendering.md
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.rendering import (  # noqa: E402 - the path comes first
    DEVIATIONS,
    ONLY_WE,
    Outcome,
    Verdict,
    collections,
    compare,
    files_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

_PREFACE = """\
# Our pictures against DCMTK's

DCMTK's renderers (`dcmj2pnm`, `dcml2pnm`) share no code with ours. Both draw the first and the last frame of every test
file of pydicom, with the same window: the header's first table or window where it has one, else the same centre and
width; no window for colour, of which the luminance is compared. What DCMTK cannot decode (it has no JPEG 2000) is
decoded by pydicom and then drawn by DCMTK; JPEG 2000 with Pillow's OpenJPEG, the same library as ours, so that here it
is the drawing that is compared. The decoders are held against uncompressed originals in
`tests/golden/imaging/test_codecs.py`. Overlays are left out on both sides.

Beyond these files one difference is known: where MONOCHROME1 meets Presentation LUT Shape IDENTITY, which the standard
rules out, DCMTK follows the shape; we show low values white and say that the header contradicts itself.

"The same" means: no pixel differs by more than one grey level of 256. A test
(`tests/golden/imaging/test_rendering_table.py`) holds the deviations: a new one fails, and so does one that is gone.
This page is written by `python scripts/compare_rendering.py docs/dicom-rendering.md`.
"""


def main() -> None:
    """Compare and write."""
    verdicts = {
        collection: [verdict for path in files_of(folder) for verdict in compare(path)]
        for collection, folder in collections().items()
    }
    page = _write_page(verdicts)
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(page, encoding="utf-8")
    else:
        print(page)


def _write_page(verdicts: dict[str, list[Verdict]]) -> str:
    every = [verdict for listed in verdicts.values() for verdict in listed]
    sections = (
        (_PREFACE, [_versions(verdicts)]),
        ("## Files\n", _count(verdicts)),
        ("## Drawn differently\n", _explain(every, Outcome.DIFFERENT, DEVIATIONS)),
        ("## Drawn by us alone\n", _explain(every, Outcome.ONLY_OURS, ONLY_WE)),
        ("## Drawn by DCMTK alone\n", _explain(every, Outcome.ONLY_THEIRS, {})),
        ("## Drawn by neither\n", _refusals(every)),
        ("## Drawn the same\n", _list_same(every)),
    )
    return "\n".join("\n".join([heading, *lines, ""]) for heading, lines in sections)


def _versions(collections_: Iterable[str]) -> str:
    dcmtk = subprocess.run(["dcmj2pnm", "--version"], capture_output=True, text=True, check=True).stdout.split()[2]
    packages = [f"{name} {_version(name)}" for name in (*collections_, "pillow")]
    return f"Written with DCMTK {dcmtk.removeprefix('v')}, {', '.join(packages)}."


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(not installed)"


def _count(verdicts: dict[str, list[Verdict]]) -> Iterable[str]:
    yield "| collection | files | the same | different | only ours | only DCMTK's | neither |"
    yield "|---|---|---|---|---|---|---|"
    for collection, listed in verdicts.items():
        worst = {
            verdict.name: verdict.outcome for verdict in sorted(listed, key=lambda one: one.outcome == "different")
        }
        counts = Counter(worst.values())
        yield f"| {collection} | {len(worst)} | {' | '.join(str(counts[outcome]) for outcome in Outcome)} |"


def _explain(verdicts: list[Verdict], outcome: Outcome, reasons: dict[str, str]) -> Iterable[str]:
    chosen = [verdict for verdict in verdicts if verdict.outcome is outcome]
    if not chosen:
        yield "None."
        return
    yield "| file | frame | largest difference | pixels | reason |"
    yield "|---|---|---|---|---|"
    for verdict in chosen:
        measured = outcome is Outcome.DIFFERENT
        largest, share = (str(verdict.largest), f"{verdict.share:.1%}") if measured else ("", "")
        reason = reasons.get(verdict.name, verdict.refusal or "**not explained yet**")
        yield f"| `{verdict.name}` | {verdict.frame + 1} | {largest} | {share} | {reason} |"


def _refusals(verdicts: list[Verdict]) -> Iterable[str]:
    """Group the files that hold no picture for anybody by what we say of them."""
    by_sentence: dict[str, list[str]] = {}
    for verdict in verdicts:
        if verdict.outcome is Outcome.NEITHER:
            by_sentence.setdefault(verdict.refusal, []).append(f"`{verdict.name}`")
    yield "| what we say | files |"
    yield "|---|---|"
    for sentence, names in sorted(by_sentence.items(), key=lambda entry: -len(entry[1])):
        yield f"| {sentence} | {', '.join(sorted(set(names)))} |"


def _list_same(verdicts: list[Verdict]) -> Iterable[str]:
    yield "| file | frame | transfer syntax | DCMTK's options | largest difference |"
    yield "|---|---|---|---|---|"
    for verdict in verdicts:
        if verdict.outcome is Outcome.SAME:
            way = f"`{verdict.way.replace(', decoded', '`, decoded')}{'' if 'decoded' in verdict.way else '`'}"
            yield f"| `{verdict.name}` | {verdict.frame + 1} | {verdict.syntax} | {way} | {verdict.largest} |"


if __name__ == "__main__":
    main()
