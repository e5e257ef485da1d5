"""
Every call, counted and timed: what cProfile does, without its module and what that imports.

A dump is made while the script is counted. So it calls nothing but functions of ours, which are
left out, and built-in ones: what Python functions of others call could not be told from what the
script calls.
"""

import marshal
import os
import sys
from _lsprof import Profiler

from .files import bounded, is_ours, write_bytes

SORTS = {"own": 2, "cumulative": 3, "calls": 1}


class Calls:
    tick = 0.25

    def __init__(self, folder, _packages):
        self.path = os.path.join(folder, "profile.prof")
        self.profiler = Profiler()

    def start(self):
        self.profiler.enable()

    def is_lost(self):
        """Whether the script has put another in its place, or none."""
        monitoring = getattr(sys, "monitoring", None)
        if monitoring is None:
            return sys.getprofile() is not self.profiler
        return monitoring.get_tool(monitoring.PROFILER_ID) != "cProfile"

    def stop(self):
        """Calls that have not returned end here."""
        try:
            self.profiler.disable()
        except ValueError:
            pass  # The script has ended it, and what was counted before is there.

    abandon = stop

    def glance(self):
        """Counting needs no looks."""

    def write(self, sort, top):
        stats = without_ours(self.stats())
        write_bytes(self.path, marshal.dumps(stats))
        index = SORTS[sort]
        order = sorted(stats.items(), key=lambda item: item[1][index], reverse=True)
        return {
            "total_calls": sum([one[1] for one in stats.values()]),
            "primitive_calls": sum([one[0] for one in stats.values()]),
            "total_seconds": sum([one[2] for one in stats.values()]),
            "entries": len(stats),
            "functions": [function(name, one) for name, one in order[:top]],
            "files": ["profile.prof"],
        }

    def stats(self):
        """As `cProfile.Profile.snapshot_stats` makes them: what `pstats` loads."""
        entries = self.profiler.getstats()
        callers_of = {}
        stats = {}
        for entry in entries:
            one = (
                entry.callcount - entry.reccallcount,
                entry.callcount,
                entry.inlinetime,
                entry.totaltime,
            )
            # Two lambdas of one line have one name: cProfile keeps either, and this their sum.
            *others, callers = stats.get(label(entry.code), (0, 0, 0.0, 0.0, {}))
            stats[label(entry.code)] = (*added(one, others), callers)
            callers_of[id(entry.code)] = callers
        for entry in entries:
            name = label(entry.code)
            for call in entry.calls or ():
                callers = callers_of.get(id(call.code))
                if callers is not None:
                    one = (
                        call.callcount,
                        call.callcount - call.reccallcount,
                        call.inlinetime,
                        call.totaltime,
                    )
                    callers[name] = added(callers[name], one) if name in callers else one
        return stats


def label(code):
    if isinstance(code, str):
        return ("~", 0, code)
    return (code.co_filename, code.co_firstlineno, code.co_name)


def added(one, other):
    return tuple([a + b for a, b in zip(one, other)])


def without_ours(stats):
    """The calls that this program made, and what it called, are not the script's."""
    kept = {}
    for name, (cc, nc, tt, ct, callers) in stats.items():
        if is_ours(name[0]):
            continue
        others = {}
        for caller, one in callers.items():
            if is_ours(caller[0]):
                nc, cc, tt, ct = nc - one[0], cc - one[1], tt - one[2], ct - one[3]  # noqa: PLW2901
            else:
                others[caller] = one
        if nc > 0:
            kept[name] = (cc, nc, max(tt, 0.0), max(ct, 0.0), others)
    for *_, callers in kept.values():
        for caller in [caller for caller in callers if caller not in kept]:
            del callers[caller]
    return kept


def function(name, one):
    file, line, what = name
    return {
        "function": bounded(what),
        "file": bounded(file),
        "line": line,
        "calls": one[1],
        "own_seconds": one[2],
        "cumulative_seconds": one[3],
    }
