"""Runs the script as the interpreter itself would, with a profiler around it."""

import os
import sys
from importlib._bootstrap_external import SourceFileLoader

from .files import is_ours
from .watch import Watch


def main(arguments, has_folder):
    kind, sort, top, folder, packages, script, *rest = arguments
    sys.argv[:] = [script, *rest]
    if hasattr(sys, "orig_argv"):
        at = len(sys.orig_argv) - len(arguments) - 1
        sys.orig_argv[at:] = [script, *rest]
    watch = Watch(recorder_of(kind)(folder, packages), kind, sort, int(top), folder)
    if has_folder:
        sys.path.insert(0, os.path.dirname(os.path.realpath(script)))
    run(script, watch)


def recorder_of(kind):
    """Only what is used is imported, and nothing is written beside it."""
    kept = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    try:
        if kind == "sampling":
            from .samples import Samples as Recorder  # noqa: PLC0415
        elif kind == "memory":
            from .memory import Memory as Recorder  # noqa: PLC0415
        else:
            from .calls import Calls as Recorder  # noqa: PLC0415
    finally:
        sys.dont_write_bytecode = kept
    return Recorder


def run(script, watch):
    module = main_module(script)
    try:
        with open(script, "rb") as file:
            source = file.read()
        code = compile(source, script, "exec", dont_inherit=True)
        watch.begin()
        called(code, module.__dict__)
    except BaseException:
        hide_frames()
        raise
    finally:
        watch.finish("complete")
        watch.leave()


def called(code, names):
    """Below the frame in which profiling begins: so it is a caller that can be left out."""
    exec(code, names)


def main_module(script):
    """As `python script.py` makes it: pickled things and multiprocessing find it by its name."""
    module = type(sys)("__main__")
    module.__file__ = script
    module.__builtins__ = sys.modules["builtins"]
    module.__loader__ = SourceFileLoader("__main__", script)
    if sys.version_info < (3, 14):
        module.__annotations__ = {}
    module.__cached__ = None
    sys.modules["__main__"] = module
    return module


def hide_frames():
    """Our own frames are no part of a traceback; whoever prints it does so in the script's way."""
    shown = sys.excepthook

    def without_ours(kind, error, traceback):
        while traceback is not None and is_ours(traceback.tb_frame.f_code.co_filename):
            traceback = traceback.tb_next
        error.__traceback__ = traceback
        shown(kind, error, traceback)

    sys.excepthook = without_ours
