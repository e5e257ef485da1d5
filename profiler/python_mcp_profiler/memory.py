"""Which lines hold how much memory, by tracemalloc, when they held the most that was seen."""

import os
import tracemalloc

from .files import bounded, is_ours, to_json, write_bytes, write_whole

# A snapshot is taken where there is so much more than in the last one: so all of them together cost
# no more than a few of the last.
GROWTH = 1.25

# Beyond so many bytes of its own records, a snapshot would need as much again.
LARGEST_RECORDS = 512 * 1024 * 1024


class Memory:
    tick = 0.02

    def __init__(self, folder, _packages):
        self.folder = folder
        self.snapshot = None
        self.largest = 0
        self.peak = 0

    def start(self):
        tracemalloc.start()

    def stop(self):
        # The script may have ended it itself.
        if tracemalloc.is_tracing():
            self.look(1)
            tracemalloc.stop()

    def abandon(self):
        tracemalloc.stop()

    def glance(self):
        self.look(GROWTH)

    def look(self, growth):
        """Keeps the largest moment that anybody has looked at."""
        traced, peak = tracemalloc.get_traced_memory()
        self.peak = max(self.peak, peak)
        if (
            traced <= self.largest * growth
            or tracemalloc.get_tracemalloc_memory() > LARGEST_RECORDS
        ):
            return
        # Never two at once.
        self.snapshot = None
        self.snapshot = tracemalloc.take_snapshot()
        self.largest = traced
        # What looking takes is traced, too. Python 3.8 cannot forget it.
        if hasattr(tracemalloc, "reset_peak"):
            tracemalloc.reset_peak()

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
