"""Which lines hold how much memory, by tracemalloc, when they held the most that was seen."""

import os
import time
import tracemalloc

from .files import bounded, is_ours, to_json, write_bytes, write_whole

# A snapshot is taken where there is so much more than in the last one, ...
GROWTH = 1.25

# ... and where the last one is so many times its own duration ago: at most 5 % of the time.
PAUSE = 20

# A snapshot copies every block, and its memory counts against the script's limits. So many bytes of
# tracemalloc's own records are of some 100,000 blocks.
LARGEST_RECORDS = 10 * 1024 * 1024


class Memory:
    tick = 0.02

    def __init__(self, folder, _packages):
        self.folder = folder
        self.snapshot = None
        self.largest = 0
        self.peak = 0
        self.ours = 0
        self.due = 0.0

    def start(self):
        tracemalloc.start()

    def is_lost(self):
        """Whether the script has ended it."""
        return not tracemalloc.is_tracing()

    def stop(self):
        if tracemalloc.is_tracing():
            self.due = 0.0
            self.look(1)
            tracemalloc.stop()

    def abandon(self):
        tracemalloc.stop()

    def glance(self):
        self.look(GROWTH)

    def look(self, growth):
        """Keeps the largest moment that anybody has looked at."""
        traced, peak = [size - self.ours for size in tracemalloc.get_traced_memory()]
        self.peak = max(self.peak, peak)
        began = time.monotonic()
        if (
            traced <= self.largest * growth
            or began < self.due
            or tracemalloc.get_tracemalloc_memory() > LARGEST_RECORDS
        ):
            return
        # Never two at once.
        self.snapshot = None
        self.ours = 0
        self.snapshot = tracemalloc.take_snapshot()
        self.largest = traced
        # What looking takes is traced, too. Python 3.8 cannot forget it.
        self.ours = max(0, tracemalloc.get_traced_memory()[0] - traced)
        if hasattr(tracemalloc, "reset_peak"):
            tracemalloc.reset_peak()
        now = time.monotonic()
        self.due = now + PAUSE * (now - began)

    def write(self, sort, top):
        lines = lines_of(self.snapshot)
        totals = {
            "peak_bytes": self.peak,
            "bytes": sum([one[2] for one in lines]),
            "blocks": sum([one[3] for one in lines]),
            "entries": len(lines),
        }
        index = 2 if sort == "bytes" else 3
        rows = [row(one) for one in sorted(lines, key=lambda one: one[index], reverse=True)]
        content = to_json({**totals, "lines": rows}).encode()
        write_bytes(os.path.join(self.folder, "profile.memory.json"), content)
        return {**totals, "lines": rows[:top], "files": ["profile.memory.json"]}

    def complete(self):
        """Block by block, for `tracemalloc.Snapshot.load`."""
        if self.snapshot is None:
            return []
        write_whole(os.path.join(self.folder, "profile.tracemalloc"), self.snapshot.dump)
        return ["profile.tracemalloc"]


def lines_of(snapshot):
    """What `statistics("lineno")` gives, without an object for each block."""
    found = {}
    for trace in snapshot.traces._traces if snapshot else ():
        one = found.setdefault(trace[2][0], [0, 0])
        one[0] += trace[1]
        one[1] += 1
    return [
        (file, line, size, count)
        for (file, line), (size, count) in found.items()
        if not is_ours(file) and file != tracemalloc.__file__
    ]


def row(one):
    file, line, size, count = one
    return {"file": bounded(file), "line": line, "bytes": size, "blocks": count}
