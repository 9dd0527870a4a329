"""Which onnxruntime is installed: exactly one of its builds may be.

The CPU and the GPU build are two packages that install the same files, so that the one installed last overwrites half
of the other; pip does not object.
"""

from __future__ import annotations

BUILDS = (
    "onnxruntime",
    "onnxruntime-gpu",
    "onnxruntime-directml",
    "onnxruntime-openvino",
    "onnxruntime-rocm",
    "onnxruntime-migraphx",
    "onnxruntime-silicon",
)


def installed_builds() -> tuple[str, ...]:
    """List the builds of onnxruntime that are installed, without importing any."""
    return tuple(build for build in BUILDS if _is_installed(build))


def runtime_problem(builds: tuple[str, ...]) -> str:
    """Say what is wrong with the installed builds and how to mend it; empty where exactly one is there."""
    if not builds:
        return (
            'onnxruntime is not installed, so no model can run. Install it with: pip install "xray-desktop[cpu]" '
            '(or "xray-desktop[gpu]" for an NVIDIA graphics card).'
        )
    if len(builds) > 1:
        return (
            f"{' and '.join(builds)} are both installed and overwrite each other's files. Remove all of them with: "
            f'pip uninstall {" ".join(builds)}, then install one with: pip install "xray-desktop[cpu]" or '
            '"xray-desktop[gpu]".'
        )
    return ""


def _is_installed(build: str) -> bool:
    # Imported late: the command line reads this module's neighbours for `--version`.
    from importlib.metadata import PackageNotFoundError, version

    try:
        version(build)
    except PackageNotFoundError:
        return False
    return True
