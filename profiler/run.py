"""Runs a script under a profiler, as `python script.py` would run it without one.

    python run.py <profiler> <sort> <top> <folder> <packages> <script> [argument ...]

`folder` is where the profile goes, `packages` where pyinstrument is found (empty: not needed).
"""

import os
import sys


def load():
    """Our own modules, without a trace of them in sys.path or on disk."""
    folder = os.path.dirname(os.path.abspath(__file__))
    kept = sys.dont_write_bytecode
    # `-P` and PYTHONSAFEPATH leave out what stands first otherwise: the folder of this file.
    has_folder = bool(sys.path) and os.path.realpath(sys.path[0]) == os.path.realpath(folder)
    if has_folder:
        del sys.path[0]
    sys.dont_write_bytecode = True
    sys.path.insert(0, folder)
    try:
        from python_mcp_profiler import launch  # noqa: PLC0415
    finally:
        sys.path.remove(folder)
        sys.dont_write_bytecode = kept
    return launch, has_folder


if __name__ == "__main__":
    launch, has_folder = load()
    launch.main(sys.argv[1:], has_folder)
