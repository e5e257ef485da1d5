"""Where the main thread was, looked at every millisecond by pyinstrument."""

import os
import sys

from .files import bounded, is_ours, to_json, write_bytes

INTERVAL = 0.001
SORTS = {"own": 1, "cumulative": 2}

# Longer ones lose their order in time: a viewer would not open them.
LONGEST_TIMELINE = 100_000


class Samples:
    tick = 0.25

    def __init__(self, folder, packages):
        self.folder = folder
        sys.path.insert(0, packages)
        try:
            import pyinstrument  # noqa: PLC0415
            from pyinstrument import stack_sampler  # noqa: PLC0415
        finally:
            sys.path.remove(packages)
        # A slow clock is no business of the script's stderr.
        stack_sampler.IGNORE_OVERHEAD_WARNING = True
        self.theirs = os.path.dirname(pyinstrument.__file__) + os.sep
        # Its way of following `await` cannot be begun anew in another context.
        self.profiler = pyinstrument.Profiler(interval=INTERVAL, async_mode="disabled")
        self.session = None
        self.hook = None
        self.names = {}
        self.stacks = {}
        self.timeline = []

    def start(self):
        self.profiler.start()
        self.session = self.profiler._active_session
        self.hook = sys.getprofile()

    def is_lost(self):
        """Whether the script has put another in its place, or none."""
        return sys.getprofile() is not self.hook

    def stop(self):
        # Only the thread that has started it can stop it.
        sys.setprofile(None)

    abandon = stop

    def glance(self):
        """Takes the samples over: as pyinstrument keeps them, each has some kilobytes."""
        records, self.session.frame_records = self.session.frame_records, []
        for frames, seconds in records:
            stack = tuple([self.index(frame) for frame in frames if self.is_shown(frame)])
            count, total = self.stacks.get(stack, (0, 0.0))
            self.stacks[stack] = (count + 1, total + seconds)
            if len(self.timeline) <= LONGEST_TIMELINE:
                self.timeline.append((stack, seconds))

    def is_shown(self, frame):
        path = frame.split("\0", 2)[1]
        return not (path == "<thread>" or is_ours(path) or path.startswith(self.theirs))

    def index(self, frame):
        """Frames are told apart by their function, not by the line in it."""
        name = frame.partition("\1")[0]
        return self.names.setdefault(name, len(self.names))

    def write(self, sort, top):
        self.glance()
        names = [name.split("\0") for name in self.names]
        sampled = self.ordered()
        write_bytes(
            os.path.join(self.folder, "profile.speedscope.json"),
            speedscope(names, sampled).encode(),
        )
        rows = self.rows()
        order = sorted(rows.items(), key=lambda item: item[1][SORTS[sort]], reverse=True)
        return {
            "samples": sum([count for count, _ in self.stacks.values()]),
            "interval_seconds": INTERVAL,
            "total_seconds": sum([seconds for _, seconds in self.stacks.values()]),
            "entries": len(rows),
            "functions": [function(names[index], row) for index, row in order[:top]],
            "files": ["profile.speedscope.json"],
        }

    def complete(self):
        """The page has half a megabyte of program in it, so it is made once, at the end."""
        from pyinstrument.renderers import HTMLRenderer  # noqa: PLC0415
        from pyinstrument.session import Session  # noqa: PLC0415

        names = list(self.names)
        records = [([names[index] for index in stack], each) for stack, each in self.ordered()]
        session = self.session
        page = HTMLRenderer().render(
            Session(
                frame_records=records,
                start_time=session.start_time,
                duration=sum([seconds for _, seconds in records]),
                min_interval=INTERVAL,
                max_interval=INTERVAL,
                sample_count=len(records),
                start_call_stack=["-\0-\0" + "0"],
                target_description=sys.argv[0] if sys.argv else "",
                cpu_time=0,
                sys_path=list(sys.path),
                sys_prefixes=Session.current_sys_prefixes(),
            )
        )
        write_bytes(os.path.join(self.folder, "profile.html"), page.encode())
        return ["profile.html"]

    def ordered(self):
        if len(self.timeline) <= LONGEST_TIMELINE:
            return self.timeline
        return [(stack, seconds) for stack, (_, seconds) in self.stacks.items()]

    def rows(self):
        """For each function: samples in it or in what it called, own and cumulative seconds."""
        rows = {}
        for stack, (count, seconds) in self.stacks.items():
            for index in set(stack):
                row = rows.setdefault(index, [0, 0.0, 0.0])
                row[0] += count
                row[2] += seconds
            if stack:
                rows[stack[-1]][1] += seconds
        return rows


def speedscope(names, sampled):
    """https://www.speedscope.app/file-format-schema.json: as sampled, so no stack is too deep."""
    frames = [{"name": name[0], "file": name[1], "line": int(name[2])} for name in names]
    profile = {
        "type": "sampled",
        "name": "main thread",
        "unit": "seconds",
        "startValue": 0,
        "endValue": sum([seconds for _, seconds in sampled]),
        "samples": [stack for stack, _ in sampled],
        "weights": [seconds for _, seconds in sampled],
    }
    return to_json(
        {
            "$schema": "https://www.speedscope.app/file-format-schema.json",
            "exporter": "python-executor-mcp",
            "shared": {"frames": frames},
            "profiles": [profile],
        }
    )


def function(name, row):
    return {
        "function": bounded(name[0]),
        "file": bounded(name[1]),
        "line": int(name[2]),
        "samples": row[0],
        "own_seconds": row[1],
        "cumulative_seconds": row[2],
    }
