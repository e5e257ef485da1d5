"""Sees to it that a profile is left, however the script ends, and notes what it does not cover."""

import _signal
import _thread
import os
import sys
import time
from _collections import deque
from _functools import partial
from itertools import repeat

from .files import to_json, write_bytes

# Nobody else uses it, and whoever does not listen to it is not ended by it.
TICK = getattr(_signal, "SIGURG", None)

# What ends a process that does not care.
ENDINGS = [
    getattr(_signal, name) for name in ("SIGTERM", "SIGHUP", "SIGXCPU") if hasattr(_signal, name)
]

# Seconds from one dump to the next; one that takes long is made less often: at most 2 % of the time
FIRST_DUMP = 0.5
PAUSE = 2.0
SHARE = 50

THREADS = ("_thread.start_new_thread", "_thread.start_joinable_thread")
CHILDREN = (
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "subprocess.Popen",
)


class Watch:
    def __init__(self, recorder, kind, sort, top, folder):
        self.recorder = recorder
        self.fixed = {"format": 1, "profiler": kind, "sort": sort}
        self.shown = (sort, top)
        self.summary = os.path.join(folder, "summary.json")
        self.pid = os.getpid()
        self.exit = os._exit
        self.seen = {"threads": False, "children": False, "lost": False}
        self.thread = _thread.get_ident()
        self.has_ticks = False
        self.lacks_ticks = False
        self.hold = None
        self.mask = None
        self.is_watching = False
        self.is_over = False
        self.is_busy = False
        self.is_ours = False

    def begin(self):
        try:
            os.makedirs(os.path.dirname(self.summary), exist_ok=True)
        except OSError:
            pass  # Then no profile is left, and the script runs all the same.
        for number in ENDINGS:
            # What is ignored already (nohup) stays so.
            if _signal.getsignal(number) == _signal.SIG_DFL:
                _signal.signal(number, self.on_ending)
        os._exit = self.on_exit
        os.register_at_fork(
            before=self.before_fork,
            after_in_parent=self.after_fork,
            after_in_child=self.on_fork,
        )
        self.has_ticks = TICK is not None and _signal.getsignal(TICK) == _signal.SIG_DFL
        if self.has_ticks:
            _signal.signal(TICK, self.on_tick)
        self.tick()
        sys.addaudithook(self.on_event)
        self.is_watching = True
        self.began = time.monotonic()
        self.due = self.began + FIRST_DUMP
        self.recorder.start()

    def tick(self):
        """
        A thread that is C throughout: no profiler sees it. It signals itself, so that no system
        call of the script's is interrupted; what listens to the signal runs on the main thread.
        """
        if not self.has_ticks or self.is_over:
            return
        self.lacks_ticks = False
        self.hold = _thread.allocate_lock()
        self.hold.acquire()
        waits = iter(partial(self.hold.acquire, True, self.recorder.tick), True)
        ticks = zip(waits, map(_signal.raise_signal, repeat(TICK)))
        # It inherits this: a signal that came to it would not wake a script that waits for one.
        mask = _signal.pthread_sigmask(_signal.SIG_SETMASK, _signal.valid_signals() - {TICK})
        self.is_ours = True
        _thread.start_new_thread(deque, (ticks, 0))
        self.is_ours = False
        _signal.pthread_sigmask(_signal.SIG_SETMASK, mask)

    def no_tick(self):
        if self.hold is not None:
            self.hold.release()
            self.hold = None

    def on_tick(self, *_):
        # The next tick may come before this one is done.
        if self.is_busy or self.is_over or os.getpid() != self.pid:
            return
        self.is_busy = True
        try:
            self.look_around()
            self.recorder.glance()
            if time.monotonic() >= self.due:
                self.dump("running")
        except Exception:
            pass
        finally:
            self.is_busy = False

    def dump(self, state):
        """Whatever goes wrong here must not be the script's misfortune."""
        began = time.monotonic()
        try:
            self.write(state)
        except Exception:
            pass
        now = time.monotonic()
        self.due = now + max(PAUSE, SHARE * (now - began))

    def write(self, state):
        told = self.recorder.write(*self.shown)
        self.tell(state, told)
        return told

    def tell(self, state, told):
        at = {"state": state, "at_seconds": time.monotonic() - self.began}
        write_bytes(self.summary, to_json({**self.fixed, **at, **self.seen, **told}).encode())

    def finish(self, state):
        """The last word, once."""
        if self.is_over or not self.is_watching or os.getpid() != self.pid:
            return
        self.is_over = True
        try:
            self.look_around()
            self.note_unheard()
            self.recorder.stop()
            told = self.write(state)
            complete = getattr(self.recorder, "complete", None)
            if complete is not None:
                told["files"] = [*told["files"], *complete()]
                self.tell(state, told)
        except Exception:
            pass

    def leave(self):
        """Nothing of ours is left but the audit hook, which cannot be taken back."""
        os._exit = self.exit
        self.no_tick()
        for number in ENDINGS:
            if _signal.getsignal(number) == self.on_ending:
                _signal.signal(number, _signal.SIG_DFL)
        if self.has_ticks and _signal.getsignal(TICK) == self.on_tick:
            _signal.signal(TICK, _signal.SIG_DFL)

    def look_around(self):
        """What is there now and may be gone at the end."""
        if _thread._count() > (self.hold is not None):
            self.seen["threads"] = True
        # Other threads have hooks of their own.
        if _thread.get_ident() == self.thread and self.recorder.is_lost():
            self.seen["lost"] = True

    def note_unheard(self):
        # Before Python 3.12 no event tells of a thread. One that was gone before anybody looked has
        # taken a number, unless it was given a name.
        numbers = getattr(getattr(sys.modules.get("threading"), "_counter", None), "__self__", None)
        if numbers is not None and repr(numbers) != "count(1)":
            self.seen["threads"] = True
        # multiprocessing starts these in a way that no event tells of.
        names = ("multiprocessing.popen_spawn_posix", "multiprocessing.popen_forkserver")
        if any(name in sys.modules for name in names):
            self.seen["children"] = True

    def on_event(self, event, _):
        if self.is_over or os.getpid() != self.pid:
            return
        if self.lacks_ticks and event not in CHILDREN:
            self.tick()
        if event in THREADS:
            self.seen["threads"] = self.seen["threads"] or not self.is_ours
        elif event in CHILDREN:
            self.seen["children"] = True
        elif event == "os.exec":
            # It may yet fail, so this is not the end.
            self.dump("replaced")

    def on_ending(self, number, _):
        self.finish("ended")
        _signal.signal(number, _signal.SIG_DFL)
        os.kill(os.getpid(), number)

    def on_exit(self, status):
        self.finish("ended")
        self.exit(status)

    def before_fork(self):
        """
        Python warns whoever forks beside a thread, and the script has not made this one. It looks
        after the fork, too: the next ticks come with the next event.
        """
        if self.is_over or os.getpid() != self.pid:
            return
        # What comes to the child before it can listen would be forgotten: let it wait.
        self.mask = _signal.pthread_sigmask(_signal.SIG_BLOCK, ENDINGS)
        if self.hold is None:
            return
        number = count_threads()
        self.no_tick()
        deadline = time.monotonic() + 0.1
        while count_threads() >= number and time.monotonic() < deadline:
            time.sleep(0.0002)
        self.lacks_ticks = True

    def after_fork(self):
        if self.mask is not None:
            _signal.pthread_sigmask(_signal.SIG_SETMASK, self.mask)
            self.mask = None

    def on_fork(self):
        if self.mask is None:
            return
        self.is_over = True
        self.recorder.abandon()
        os._exit = self.exit
        for number in ENDINGS:
            if _signal.getsignal(number) == self.on_ending:
                _signal.signal(number, _signal.SIG_DFL)
        self.after_fork()


def count_threads():
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return 0
