"""``data``: labelled images before anything is trained on them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from converter.console import Console

HELP = "look at labelled images, split them, list their labels, fetch them"

_DATA = "folder with the class folders NORMAL and PNEUMONIA, or with subfolders (train, val) that have them"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which commands there are, and their arguments."""
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    inspect = commands.add_parser("inspect", help="count, compare and draw what is there", description=_inspect.__doc__)
    inspect.add_argument("data", type=Path, metavar="DIR|MANIFEST", help=f"{_DATA}, or a manifest")
    inspect.add_argument("--output", type=Path, metavar="DIR", help="folder for inspection.json and the pictures")
    inspect.set_defaults(act=_inspect)
    _add_split(commands.add_parser("split", help="lay down who is held out", description=_split.__doc__))
    labels = commands.add_parser("labels", help="write label text files", description=_labels.__doc__)
    labels.add_argument("data", type=Path, metavar="DIR|MANIFEST", help=f"{_DATA}, or a manifest")
    _add_output(labels)
    labels.set_defaults(act=_labels)
    fetch = commands.add_parser("fetch", help="download a set of images", description=_fetch.__doc__)
    fetch.add_argument(
        "source",
        metavar="SOURCE",
        help="kaggle:owner/dataset, hf:owner/dataset, or the address or path of a zip or tar archive (https, s3, file)",
    )
    fetch.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="new folder for the images")
    fetch.set_defaults(act=_fetch)


def _add_split(split: argparse.ArgumentParser) -> None:
    split.add_argument("data", type=Path, metavar="DIR|MANIFEST", help=f"{_DATA}, or a manifest whose parts are redone")
    _add_output(split)
    kind = split.add_mutually_exclusive_group()
    kind.add_argument(
        "--share", type=_share, default=0.1, metavar="S", help="of each class that is held out (default: %(default)s)"
    )
    kind.add_argument("--folds", type=int, metavar="K", help="instead, hold each of K folds out once")
    split.add_argument("--seed", type=int, default=1, metavar="N", help="decides who (default: %(default)s)")
    split.add_argument(
        "--leave-out",
        action="append",
        default=[],
        metavar="NAME",
        help="subfolder that is not looked into, besides test; may be given several times",
    )
    split.set_defaults(act=_split)


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="folder for the files")
    parser.add_argument("--force", action="store_true", help="replace files of an earlier run")


def _share(text: str) -> float:
    share = float(text)
    if not 0.0 < share < 1.0:
        raise argparse.ArgumentTypeError("has to lie between 0 and 1")
    return share


def run(options: argparse.Namespace, console: Console) -> int:
    """Do what the inner command says."""
    return int(options.act(options, console))


def _inspect(options: argparse.Namespace, console: Console) -> int:
    """Count images by split and class, and find duplicates, patients across splits and unreadable files."""
    from converter.datasets.inspection import inspect
    from converter.datasets.inspection_files import write_inspection
    from converter.datasets.survey import survey
    from converter.datasets.tables import inspection_tables, print_tables

    seen = survey(options.data, console)
    for left_out in seen.unreadable:
        console.warn(f"{left_out.file.relative} cannot be read: {left_out.sentence}")
    found = inspect(seen)
    print_tables(inspection_tables(found))
    if found.class_weights:
        weights = ", ".join(f"{name} {weight:.3f}" for name, weight in found.class_weights.items())
        console.say(f"Balanced class weights: {weights}")
    console.say(f"Patients in more than one split: {len(found.patients_across_splits)}")
    console.say(f"Patients with images of both classes: {len(found.patients_with_both_labels)}")
    console.say(f"Unreadable files: {len(seen.unreadable)}")
    if options.output:
        write_inspection(options.output, seen, found)
        console.say(f"Details and pictures are in {options.output}")
    return 0


def _split(options: argparse.Namespace, console: Console) -> int:
    """Write manifests that say which images train and which are held out. No image is moved."""
    from converter.datasets.labelled import KEPT_FOR_TESTS, digests, find_labelled
    from converter.datasets.split import folds_by_patient, split_by_patient
    from converter.datasets.split_files import count_parts, write_splits
    from converter.datasets.tables import counts_table, print_tables

    files = find_labelled(options.data, leave_out=(KEPT_FOR_TESTS, *options.leave_out))
    sha256 = digests(files)
    if options.folds is None:
        splits = {"split": split_by_patient(files, sha256, options.share, options.seed)}
    else:
        folds = folds_by_patient(files, sha256, options.folds, options.seed)
        splits = {f"fold-{number}": fold for number, fold in enumerate(folds, 1)}
    written = write_splits(options.output, splits, replace=options.force)
    print_tables(
        counts_table(*count_parts(split), file.name) for split, file in zip(splits.values(), written, strict=True)
    )
    console.say(f"Written: {', '.join(str(file) for file in written)}, and each side alone beside them")
    return 0


def _labels(options: argparse.Namespace, console: Console) -> int:
    """Write one text file for each split, with a line `path number` for each image, and labels.txt with the classes."""
    from converter.datasets.manifest import is_manifest
    from converter.datasets.split_files import write_label_files
    from converter.datasets.survey import files_and_splits

    files, splits = files_and_splits(options.data)
    root = options.data.parent if is_manifest(options.data) else options.data
    written = write_label_files(options.output, root, files, splits, replace=options.force)
    for name, lines in written.items():
        console.say(f"{options.output / name}: {lines} images")
    return 0


def _fetch(options: argparse.Namespace, console: Console) -> int:
    """Download images from Kaggle, the Hugging Face Hub or an archive into a new folder."""
    from converter.datasets.fetch.fetch import fetch
    from converter.datasets.labelled import LABELS

    fetched = fetch(options.source, options.output, console)
    console.say(f"{fetched.files} files are in {options.output}")
    for folder in fetched.labelled:
        console.say(f"Next: xray-converter data inspect {folder}")
    if not fetched.labelled:
        console.warn(f"None of its folders is called {' or '.join(LABELS)}.")
    return 0
