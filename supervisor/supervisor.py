"""Holds the processes of one server: starts, measures and ends them, and all that they start.

The server runs it as `python -I -S -c … <folder of this file> <state directory> <server id>`, in a
session of its own, with one end of a socket pair as file descriptor 3: the lease. Lines of JSON go
both ways; durations are seconds. Their schemas are in src/processes/SupervisorProtocol.ts.

The server says:
  {"do": "start", "key", "spec": {...}}             start a process; `key` names it from now on
  {"do": "stop", "key", "reason", "grace", "cap"}   end its tree. The first order stands; `cap`, or
                                                    null, cuts the grace of any order short

The supervisor says:
  {"is": "ready", "pid", "start", "boot_id", "abilities"}
  {"is": "started", "key", "pid", "start", "boot_id", "at"}
  {"is": "failed", "key", "what", "code", "text"}   nothing was started
  {"is": "ended", "key", "end": {...}}              the end, as it is on disk
  {"is": "log", "level", "text"}

When the lease breaks, the server is gone, by whatever cause: processes with `keep` are seen
through, all others are ended. Then the supervisor ends, too. It outlives every signal but SIGKILL;
upon that the kernel ends what it has started (PR_SET_PDEATHSIG), and the server, or the next one,
the rest.

Nobody gets away: the supervisor is the subreaper (prctl(2)) of all that it starts, so whoever loses
its parent becomes its child, whatever session or environment it has made for itself. Which process
such an orphan comes from is told by RLIMIT_LOCKS: Linux has not looked at that limit since 2.4, but
everybody inherits it, shows it in /proc/<pid>/limits, and keeps it with any other environment.
"""

# Of json and signal, the halves that are written in C: the others bring re and enum along, which is
# a quarter of the memory of a process that is there for as long as its server is.
import _json
import _signal as signal
import ctypes
import errno
import math
import os
import resource
import select
import time

LEASE = 3
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
RLIMIT_LOCKS = 10
PF_EXITING = 4
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")

POLL = 0.25  # between two looks for stop.json and at the size of the output
LOOK = 0.5  # at least this often, the members of every tree are looked for
HEARTBEAT = 10.0  # between two touches of the server's record, once the server is gone
SHUTDOWN_GRACE = 1.0  # nobody waits longer between SIGTERM and SIGKILL once the server is gone
KILL_PATIENCE = 5.0  # who still lives so long after the first SIGKILL is in the kernel's hands
REAP_PATIENCE = 1.0

libc = ctypes.CDLL(None, use_errno=True)


def has_pidfd():
    """Only trying tells: Python may know a call that the kernel, or a sandbox, does not."""
    try:
        handle = os.pidfd_open(os.getpid())
        try:
            signal.pidfd_send_signal(handle, 0)
        finally:
            os.close(handle)
        return True
    except (AttributeError, OSError):
        return False


PIDFD = has_pidfd()


def prctl(option, value):
    if libc.prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def iso(seconds):
    whole = int(seconds)
    millis = int((seconds - whole) * 1000)
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(whole)) + ".%03dZ" % millis


def code_of(error):
    if isinstance(error, OSError) and error.errno is not None:
        return errno.errorcode.get(error.errno, str(error.errno))
    return "ERR_INVALID_ARG_VALUE"


# --- JSON ---------------------------------------------------------------------------------------


class Scanning:
    """What json.loads sets, too."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = float
    memo = {}


scan = _json.make_scanner(Scanning)


def from_json(data):
    """The value of a text of ours; ValueError where it is none."""
    try:
        return scan(data.decode().strip(), 0)[0]
    except StopIteration:
        raise ValueError("not JSON") from None


def to_json(value):
    if isinstance(value, str):
        return _json.encode_basestring_ascii(value)
    if isinstance(value, dict):
        pairs = ("%s:%s" % (to_json(name), to_json(part)) for name, part in value.items())
        return "{%s}" % ",".join(pairs)
    if isinstance(value, (list, tuple)):
        return "[%s]" % ",".join(map(to_json, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else repr(value)


# --- /proc --------------------------------------------------------------------------------------


def read_file(path):
    """The content of a small file; None where its process is gone or it is closed to us."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ESRCH, errno.EACCES, errno.EPERM):
            return None
        raise  # no more files may be open, say: that does not mean that nobody is there
    try:
        parts = []
        while True:
            part = os.read(file, 65536)
            if not part:
                return b"".join(parts)
            parts.append(part)
    except OSError as error:
        if error.errno in (errno.ESRCH, errno.EACCES, errno.EPERM):
            return None
        raise
    finally:
        os.close(file)


class Row:
    """A live process: who it is, whose child it is, and what it has used."""

    __slots__ = ("pid", "parent", "group", "start", "ticks", "is_leaving")

    def __init__(self, pid, parent, group, start):
        self.pid = pid
        self.parent = parent
        self.group = group
        self.start = start
        self.ticks = 0
        self.is_leaving = False  # no signal will be heard any more


def read_row(pid):
    """None for a process that is gone, or a zombie: a zombie is dead."""
    text = read_file("/proc/%d/stat" % pid)
    if not text:
        return None
    # A command may hold blanks and brackets, so it ends at the last one.
    fields = text[text.rindex(b")") + 2 :].split()
    # The main thread of a process may have ended before the others: a zombie that lives.
    is_last_thread = int(fields[17]) <= 1
    if fields[0] in b"ZXx" and is_last_thread:
        return None
    row = Row(pid, int(fields[1]), int(fields[2]), fields[19].decode())
    row.ticks = int(fields[11]) + int(fields[12]) + int(fields[13]) + int(fields[14])
    row.is_leaving = is_last_thread and int(fields[6]) & PF_EXITING != 0
    return row


def resident_bytes(pid):
    text = read_file("/proc/%d/statm" % pid)
    return int(text.split()[1]) * PAGE if text else 0


def mark_of(pid):
    """The number that a process carries as its limit of file locks; None where there is none."""
    for line in (read_file("/proc/%d/limits" % pid) or b"").splitlines():
        if line.startswith(b"Max file locks"):
            hard = line.split()[4]
            return None if hard == b"unlimited" else int(hard)
    return None


def boot_id():
    return (read_file("/proc/sys/kernel/random/boot_id") or b"unknown").strip().decode()


def send_signal(row, number):
    """Signals a process after checking who it is: its pid may be somebody else's by now."""
    try:
        if PIDFD:
            handle = os.pidfd_open(row.pid)
            try:
                if not is_alive(row):
                    return False
                signal.pidfd_send_signal(handle, number)
            finally:
                os.close(handle)
        else:
            if not is_alive(row):
                return False
            os.kill(row.pid, number)
        return True
    except (ProcessLookupError, PermissionError):
        return False


def is_alive(row):
    now = read_row(row.pid)
    return now is not None and now.start == row.start


# --- files --------------------------------------------------------------------------------------

counter = 0


def write_once(path, value, durable):
    """Makes a file once and whole; False where somebody else has made it before."""
    global counter
    counter += 1
    folder, name = os.path.split(path)
    temporary = "%s/.tmp-%d-%d-%s" % (folder, os.getpid(), counter, name)
    data = (to_json(value) + "\n").encode()
    try:
        write_file(temporary, data, durable)
        try:
            os.link(temporary, path)
        except FileExistsError:
            return False
        except OSError as error:
            no_links = (errno.EPERM, errno.EMLINK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)
            if error.errno not in no_links:
                raise
            try:
                write_file(path, data, durable)
            except FileExistsError:
                return False
            except OSError:
                remove(path)  # half of a record is worse than none
                raise
    finally:
        remove(temporary)
    if durable:
        sync_folder(folder)
    return True


def write_file(path, data, durable):
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(file, view) :]
        if durable:
            os.fsync(file)
    finally:
        os.close(file)


def replace(path, value):
    """Replaces a file whole; what is lost with the machine needs no fsync."""
    temporary = "%s/.tmp-%d-%s" % (os.path.dirname(path), os.getpid(), os.path.basename(path))
    remove(temporary)
    write_file(temporary, (to_json(value) + "\n").encode(), False)
    os.rename(temporary, path)


def sync_folder(folder):
    file = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EPERM):
            raise
    finally:
        os.close(file)


def remove(path):
    try:
        os.unlink(path)
    except OSError:
        pass


def read_json(path):
    """None where there is no such file, or none that can be read yet."""
    try:
        with open(path, "rb") as file:
            return from_json(file.read())
    except (OSError, ValueError):
        return None


def size_of(path):
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


# --- the lease ----------------------------------------------------------------------------------


class Lease:
    """Lines of JSON to and from the server. Never waits: a server may be stopped for a while."""

    def __init__(self, file):
        self.file = file
        self.is_open = True
        self.incoming = []
        self.outgoing = b""
        os.set_blocking(file, False)
        os.set_inheritable(file, False)

    def receive(self):
        messages = []
        while self.is_open:
            try:
                part = os.read(self.file, 65536)
            except BlockingIOError:
                break
            except OSError:
                part = b""
            if not part:
                self.is_open = False
                break
            self.incoming.append(part)
            if b"\n" in part:
                *lines, rest = b"".join(self.incoming).split(b"\n")
                self.incoming = [rest]
                messages.extend(from_json(line) for line in lines if line)
        return messages

    def send(self, kind, **fields):
        if self.is_open:
            message = {"is": kind, **fields}
            self.outgoing += (to_json(message) + "\n").encode()
            self.flush()

    def log(self, text):
        # A server that is stopped for long is spared the complaints.
        if len(self.outgoing) < 65536:
            self.send("log", level="warning", text=text)

    def flush(self):
        while self.is_open and self.outgoing:
            try:
                self.outgoing = self.outgoing[os.write(self.file, self.outgoing) :]
            except BlockingIOError:
                return
            except OSError:
                self.outgoing = b""  # the end of the lease is heard by reading
                return


# --- limits -------------------------------------------------------------------------------------


class Cgroups:
    """Control groups of our own, where this system lets us make some; else none at all."""

    def __init__(self):
        self.memory = None  # (folder, is version 2) in which groups with a memory limit can be made
        self.made = 0
        for line in (read_file("/proc/self/cgroup") or b"").decode().splitlines():
            _, controllers, path = line.split(":", 2)
            if controllers == "":
                self.consider(self.mounted("cgroup2", None), path, True)
            elif "memory" in controllers.split(","):
                self.consider(self.mounted("cgroup", "memory"), path, False)

    @staticmethod
    def mounted(kind, controller):
        for line in (read_file("/proc/mounts") or b"").decode().splitlines():
            _, where, what, options = line.split(" ")[:4]
            if what == kind and (controller is None or controller in options.split(",")):
                return where
        return None

    def consider(self, mount, path, is_second):
        for folder in (str(mount) + path.rstrip("/"), str(mount)):
            probe = "%s/python-mcp-%d-probe" % (folder, os.getpid())
            try:
                os.mkdir(probe)
            except OSError:
                continue
            self.tidy(folder)
            limit = "memory.max" if is_second else "memory.limit_in_bytes"
            has_limit = os.path.exists("%s/%s" % (probe, limit))
            os.rmdir(probe)
            if has_limit:
                self.memory = (folder, is_second)
            return

    @staticmethod
    def tidy(folder):
        """Removes the groups of supervisors that were killed; one with members stays by itself."""
        for name in os.listdir(folder):
            words = name.split("-")
            if name.startswith("python-mcp-") and not os.path.exists("/proc/%s" % words[2]):
                Cgroup("%s/%s" % (folder, name), True).remove()

    def make(self, memory_bytes, processes):
        """A group with these limits; None where that cannot be done."""
        if self.memory is None or memory_bytes is None:
            return None
        parent, is_second = self.memory
        self.made += 1
        folder = "%s/python-mcp-%d-%d" % (parent, os.getpid(), self.made)
        try:
            os.mkdir(folder)
        except OSError:
            return None
        group = Cgroup(folder, is_second)
        try:
            group.write("memory.max" if is_second else "memory.limit_in_bytes", memory_bytes)
        except OSError:
            group.remove()
            return None
        swap = (
            ("memory.swap.max", 0) if is_second else ("memory.memsw.limit_in_bytes", memory_bytes)
        )
        for name, value in (swap, ("pids.max", processes)):
            try:
                if value is not None:
                    group.write(name, value)
            except OSError:
                pass  # that controller is not there: memory is what counts
        return group


class Cgroup:
    """One control group, of one process and all that it starts."""

    def __init__(self, folder, is_second):
        self.folder = folder
        self.is_second = is_second

    def write(self, name, value):
        file = os.open("%s/%s" % (self.folder, name), os.O_WRONLY | os.O_CLOEXEC)
        try:
            os.write(file, str(value).encode())
        finally:
            os.close(file)

    def kill(self):
        try:
            self.write("cgroup.kill", 1)
        except OSError:
            pass  # version 1, or a kernel before 5.14: there, members are killed one by one

    def oom_kills(self):
        name = "memory.events" if self.is_second else "memory.oom_control"
        return counted(read_file("%s/%s" % (self.folder, name)), b"oom_kill")

    def remove(self):
        """Whether it is gone: the last member may not have left it yet."""
        try:
            os.rmdir(self.folder)
        except OSError:
            return not os.path.exists(self.folder)
        return True


def counted(text, name):
    for line in (text or b"").splitlines():
        words = line.split()
        if len(words) == 2 and words[0] == name:
            return int(words[1])
    return 0


# --- one process --------------------------------------------------------------------------------


EXECUTING = "executing"  # until its program has replaced ours
RUNNING = "running"
ENDING = "ending"  # its tree is being ended
ENDED = "ended"  # only the record of its end is not on disk yet


class Held:
    """A process that the supervisor has started, and the tree below it."""

    def __init__(self, key, spec):
        self.key = key
        self.spec = spec
        self.phase = EXECUTING
        self.row = None  # of the main process
        self.wall = self.began = 0.0
        self.heard = None  # on which the child says why it could not be started
        self.report = b""
        self.exit = None  # (status, usage, moment), once it is reaped
        self.order = None  # [reason, grace]: why it shall end
        self.acted = None  # the reason, where the main process lived when we acted on it
        self.acted_at = 0.0
        self.hunt = None
        self.end = None  # the record
        self.ended_at = self.next_try = 0.0
        self.next_poll = self.next_look = 0.0
        self.group = None
        self.oom_before = 0
        self.meter = Meter()

    def path(self, name):
        return "%s/%s" % (self.spec["folder"], name)

    def demand(self, reason, grace):
        """The first order stands; somebody's stop.json comes before the end of the server."""
        if self.order is None and (reason != "server_exited" or not self.wish()):
            self.order = [reason, grace]

    def hurry(self, grace):
        """Nobody waits any more as long as was ordered."""
        if self.order is not None:
            self.order[1] = min(self.order[1], grace)
        if self.hunt is not None:
            self.hunt.hurry(grace)

    def wish(self):
        """Somebody's order by stop.json; whether there is one."""
        path = "%s/stop.json" % self.spec["job_folder"]
        record = read_json(path) if os.access(path, os.F_OK) else None
        reason = record.get("reason") if isinstance(record, dict) else None
        if not isinstance(reason, str) or reason not in self.spec["sentences"]:
            return False
        grace = record.get("grace_seconds")
        if self.order is None:
            self.order = [reason, grace if isinstance(grace, (int, float)) else 0]
        return True

    def acts(self, now):
        self.acted, self.acted_at = self.order[0], now

    def moments(self):
        """When it is to be looked after at the latest."""
        if self.phase == ENDED:
            return [self.next_try]
        if self.phase == ENDING:
            return [self.hunt.next]
        if self.phase == EXECUTING:
            return [self.next_poll]
        if self.exit is not None:
            return [0.0]
        limit = self.spec["time_limit"]
        moments = [self.next_poll, self.next_look]
        return moments if limit is None else [*moments, self.began + limit]


class Meter:
    """What the looks at a tree have shown, and how soon the next one is worth its while."""

    def __init__(self):
        self.members = {}  # pid -> Row: all who live below the main process, by the last look
        self.written = frozenset()  # whom tree.json names
        self.samples = 0
        self.resident = 0
        self.peak = 0
        self.ticks = -1
        self.lost_seconds = 0.0  # the processor time of orphans, which nobody of the tree waits for
        self.pause = 0.01

    def add(self, main, family, interval):
        ticks = sum(row.ticks for row in family.values())
        is_idle = ticks == self.ticks and len(family) == len(self.members) + 1
        self.ticks = ticks
        self.samples += 1
        if not is_idle:
            self.resident = sum(resident_bytes(pid) for pid in family)
            self.peak = max(self.peak, self.resident)
        # Who uses no processor changes nothing: it is looked at more and more rarely.
        self.pause = min(self.pause * 2, LOOK if is_idle else min(interval, LOOK))
        self.members = {pid: row for pid, row in family.items() if pid != main}

    def seconds(self):
        return max(self.ticks, 0) / TICKS + self.lost_seconds


class Hunt:
    """The ending of a tree: SIGTERM, grace, SIGKILL, until looks find nobody."""

    def __init__(self, now, grace, asked):
        self.began = now
        self.grace = grace
        self.asked = asked
        self.ended = set()
        self.killing_since = None
        self.looks = 0
        self.quiet = 0
        self.has_told = False
        self.pause = 0.005
        self.next = now

    def hurry(self, grace):
        self.grace = min(self.grace, grace)
        self.next = 0.0

    def act(self, living, main, now):
        """Signals who lives: each once by SIGTERM, and again and again by SIGKILL."""
        if self.killing_since is None and living and now - self.began >= self.grace:
            self.killing_since = now
            self.pause = 0.005
        is_killing = self.killing_since is not None
        for row in living:
            name = (row.pid, row.start)
            if is_killing or name not in self.asked:
                self.asked.add(name)
                number = signal.SIGKILL if is_killing else signal.SIGTERM
                if send_signal(row, number) and name != main:
                    self.ended.add(name)
        if is_killing:
            # A fork fails while its group is being killed: nobody gets away between two looks.
            kill_groups({row.group for row in living})
        self.next = now + self.pause
        if not is_killing:
            self.next = max(now, min(self.next, self.began + self.grace))
        self.pause = min(self.pause * 1.5, 0.05)

    def count(self, family, is_certain):
        self.looks += 1
        if family:
            self.quiet = 0
        elif is_certain:
            self.quiet += 1

    def is_over(self, family, now):
        """
        Two looks have found nobody; or the first one: then nobody can become our child any more.
        Or somebody is in the kernel's hands, or too quick for us: neither is waited for for ever.
        """
        if self.quiet >= min(2, self.looks):
            return True
        if family:
            return self.killed_for(now) > KILL_PATIENCE
        return now - self.began > self.grace + KILL_PATIENCE

    def killed_for(self, now):
        return 0.0 if self.killing_since is None else now - self.killing_since


def kill_groups(groups):
    """Groups of our descendants' own making: everybody of ours has begun in a new session."""
    for group in groups:
        try:
            if group > 1 and group != os.getpgrp():
                os.killpg(group, signal.SIGKILL)
        except OSError:
            pass


# --- in the child, before its program begins ----------------------------------------------------


def become(held, holder, files, go, tell):
    """Never returns: the program begins, or the reason why not goes to the supervisor."""
    spec = held.spec
    stage = "spawn"
    try:
        signal.set_wakeup_fd(-1)
        os.setsid()
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != holder.pid:
            os._exit(127)
        for number in signal.valid_signals():
            if number not in (signal.SIGKILL, signal.SIGSTOP):
                signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        for number, file in enumerate(files):
            os.dup2(file, number)
        resource.setrlimit(resource.RLIMIT_NOFILE, holder.no_file)
        limit(spec, held.group)
        prefer_as_victim()
        stage = "cwd"
        os.chdir(spec["cwd"])
        # What holds us must be on disk before the program can do anything.
        if os.read(go, 1) != b"g":
            os._exit(127)
        stage = "exec"
        execute(spec["argv"], spec["env"])
    except BaseException as error:
        report = {"what": stage, "code": code_of(error), "text": str(error)}
        os.write(tell, to_json(report).encode())
    finally:
        os._exit(127)


def limit(spec, group):
    try:
        resource.setrlimit(RLIMIT_LOCKS, (spec["mark"], spec["mark"]))
    except (OSError, ValueError):
        pass  # a sandbox forbids it: orphans are then told apart by their environment
    memory, cpu = spec["memory_bytes"], spec["cpu_seconds"]
    if memory is not None and not (group is not None and joins(group)):
        lower(resource.RLIMIT_AS, memory, memory)
    if cpu is not None:
        # Of each process; the sum over the tree is watched from outside.
        whole = max(1, int(cpu + 0.999))
        lower(resource.RLIMIT_CPU, whole, whole + 5)


def joins(group):
    try:
        group.write("cgroup.procs", 0)
    except OSError:
        return False
    return True


def lower(which, soft, hard):
    _, most = resource.getrlimit(which)
    if most != resource.RLIM_INFINITY:
        soft, hard = min(soft, most), min(hard, most)
    resource.setrlimit(which, (soft, hard))


def prefer_as_victim():
    """When memory runs out, the kernel shall end a job before it ends who holds it."""
    path = "/proc/self/oom_score_adj"
    try:
        score = int(read_file(path) or 0)
        file = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
        try:
            os.write(file, str(min(1000, score + 500)).encode())
        finally:
            os.close(file)
    except (OSError, ValueError):
        pass


def execute(argv, env):
    command = argv[0]
    if "/" in command:
        os.execve(command, argv, env)
    failure = FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    for folder in env.get("PATH", os.defpath).split(":"):
        try:
            os.execve("%s/%s" % (folder or ".", command), argv, env)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except PermissionError as error:
            failure = error
    raise failure


# --- who lives ----------------------------------------------------------------------------------


class Trees:
    """Who lives below us, and whose they are: our descendants all, so none can be another's."""

    def __init__(self):
        self.pid = os.getpid()
        self.mains = {}  # pid -> Held
        self.orphans = {}  # (pid, start) -> key: whose orphan it is does not change
        self.strangers = set()  # pids that are nobody's of ours, as long as they are listed
        self.looked_at = 0.0
        self.has_children = False
        self.unknown_dead = 0  # of those that we have reaped without knowing whose they were
        self.has_marks = None  # whether the mark can be set here
        self.last = None  # the full look of this turn

    def reap(self, held):
        """Hears of all who have ended."""
        while True:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                self.has_children = False
                return
            self.has_children = True
            if pid == 0:
                return
            main = self.mains.pop(pid, None)
            if main is not None:
                main.exit = (status, usage, time.monotonic())
                continue
            keys = [key for (orphan, _), key in self.orphans.items() if orphan == pid]
            owner = held.get(keys[0]) if keys else None
            if owner is None:
                self.unknown_dead += 1
            else:
                owner.meter.lost_seconds += usage.ru_utime + usage.ru_stime

    def below(self, held):
        """
        Who lives, by whose they are, and whether it is certain that nobody was overlooked: whoever
        was born while we looked is the child of one whom we have seen, or of one who is dead by
        now. Then that one was our child, and we have just reaped it.
        """
        if not self.has_children:
            return {}, True
        if self.last is None:
            before = self.unknown_dead
            families = self.census(held, True)
            self.reap(held)
            self.last = families, self.unknown_dead == before
        return self.last

    def census(self, held, is_full):
        now = time.monotonic()
        pids = [int(name) for name in os.listdir("/proc") if name.isdigit()]
        if is_full or now - self.looked_at > 2 * LOOK:
            self.strangers.clear()
        self.strangers.intersection_update(pids)
        self.looked_at = now
        children = {}
        for pid in pids:
            row = None if pid in self.strangers else read_row(pid)
            if row is not None:
                children.setdefault(row.parent, []).append(row)
        families = {}
        ours = set()
        for child in children.get(self.pid, ()):
            main = self.mains.get(child.pid)
            key = self.owner_of(child, held) if main is None else main.key
            gather(child, children, families.setdefault(key, {}), ours)
        self.strangers.update(pid for pid in pids if pid not in ours)
        living = {(row.pid, row.start) for family in families.values() for row in family.values()}
        self.orphans = {name: key for name, key in self.orphans.items() if name in living}
        return families

    def owner_of(self, orphan, held):
        name = (orphan.pid, orphan.start)
        if self.orphans.get(name) not in held:
            self.orphans[name] = find_owner(orphan, held.values())
        return self.orphans[name]

    def end_strays(self, families):
        """Whose they were has ended meanwhile, or left them unseen: they are nobody's now."""
        for row in families.get(None, {}).values():
            if self.has_marks:
                send_signal(row, signal.SIGKILL)


def gather(root, children, family, ours):
    waiting = [root]
    while waiting:
        row = waiting.pop()
        family[row.pid] = row
        ours.add(row.pid)
        waiting.extend(children.get(row.pid, ()))


def find_owner(orphan, candidates):
    for held in candidates:
        seen = held.meter.members.get(orphan.pid)
        if seen is not None and seen.start == orphan.start:
            return held.key
    mark = mark_of(orphan.pid)
    variables = (read_file("/proc/%d/environ" % orphan.pid) or b"").split(b"\0")
    for held in candidates:
        cookie = ("%s=%s" % (held.spec["cookie_variable"], held.spec["cookie"])).encode()
        if mark == held.spec["mark"] or cookie in variables:
            return held.key
    return None


# --- the supervisor -----------------------------------------------------------------------------

# A script may signal its parent, and a client a whole group: all of that is ignored. What cannot
# be, and what a bug of ours would raise, is not.
NOT_IGNORED = (
    signal.SIGKILL,
    signal.SIGSTOP,
    signal.SIGCHLD,
    signal.SIGSEGV,
    signal.SIGBUS,
    signal.SIGFPE,
    signal.SIGILL,
    signal.SIGSYS,
    signal.SIGTRAP,
)


class Supervisor:
    def __init__(self, home, server):
        self.server_file = "%s/servers/%s.json" % (home, server)
        self.reserve = "%s/reserve" % home
        self.by = "supervisor:%s" % server
        self.pid = os.getpid()
        self.lease = Lease(LEASE)
        self.was_open = True
        self.held = {}  # key -> Held
        self.trees = Trees()
        self.next_touch = 0.0
        self.boot_id = boot_id()
        self.birth = read_row(self.pid).start
        self.cgroups = Cgroups()
        self.left_groups = []
        self.callbacks = {}
        self.poll = select.poll()
        self.no_file = resource.getrlimit(resource.RLIMIT_NOFILE)
        self.null = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)

    def settle_in(self):
        for number in signal.valid_signals():
            if number not in NOT_IGNORED:
                signal.signal(number, signal.SIG_IGN)
        prctl(PR_SET_CHILD_SUBREAPER, 1)
        soft, hard = self.no_file
        if soft != hard:
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        woken, waker = os.pipe()
        os.set_blocking(woken, False)
        os.set_blocking(waker, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
        self.listen(woken, lambda: drain(woken))
        self.listen(LEASE, self.obey)
        abilities = ["pidfd"] if PIDFD else []
        if self.cgroups.memory is not None:
            abilities.append("cgroup2" if self.cgroups.memory[1] else "cgroup1")
        self.lease.send(
            "ready", pid=self.pid, start=self.birth, boot_id=self.boot_id, abilities=abilities
        )

    def listen(self, file, callback):
        self.callbacks[file] = callback
        self.poll.register(file, select.POLLIN)

    def unlisten(self, file):
        del self.callbacks[file]
        self.poll.unregister(file)
        os.close(file)

    def run(self):
        while self.lease.is_open or self.held:
            pause = max(0.0, self.next_moment() - time.monotonic())
            if self.lease.is_open:
                wants = select.POLLOUT if self.lease.outgoing else 0
                self.poll.register(LEASE, select.POLLIN | wants)
            for file, _ in self.poll.poll(int(pause * 1000) + (pause > 0)):
                # A callback may have closed a file that is still in this list.
                if file in self.callbacks:
                    self.guard(None, self.callbacks[file])
            self.lease.flush()
            self.turn()
        self.end_all()
        remove(self.server_file)

    def next_moment(self):
        if not self.held and not self.left_groups:
            return time.monotonic() + 3600
        moments = [moment for held in self.held.values() for moment in held.moments()]
        if self.left_groups:
            moments.append(time.monotonic() + 0.1)
        if not self.lease.is_open:
            moments.append(self.next_touch)
        return min(moments)

    def turn(self):
        """What is due: of each process by itself, so that no trouble with one is another's."""
        self.trees.last = None
        self.trees.reap(self.held)
        now = time.monotonic()
        if self.was_open and not self.lease.is_open:
            self.was_open = False
            self.poll.unregister(LEASE)
            self.carry_on_alone()
        if not self.lease.is_open and now >= self.next_touch:
            self.touch(now)
        self.guard(None, lambda: self.watch(now))
        for held in list(self.held.values()):
            self.guard(held, lambda one=held: self.tend(one, now))
        self.left_groups = [group for group in self.left_groups if not group.remove()]

    def guard(self, held, step):
        """Trouble is told, and what was to be done is tried again a little later."""
        try:
            step()
        except Exception as error:
            later = time.monotonic() + 0.5
            for one in self.held.values() if held is None else (held,):
                one.next_poll = max(one.next_poll, later)
                one.next_look = max(one.next_look, later)
                one.next_try = max(one.next_try, later)
                if one.hunt is not None:
                    one.hunt.next = max(one.hunt.next, later)
            self.lease.log("%r (%s)" % (error, place_of(error)))

    # -- what the server says

    def obey(self):
        for message in self.lease.receive():
            if message["do"] == "start":
                # Whoever has gone meanwhile can have told nobody of it.
                if self.lease.is_open:
                    self.start(message["key"], message["spec"])
            elif message["key"] in self.held:
                held = self.held[message["key"]]
                held.demand(message["reason"], message["grace"])
                if message["cap"] is not None:
                    held.hurry(message["cap"])
                held.next_poll = 0.0

    def carry_on_alone(self):
        """The server is gone."""
        for held in self.held.values():
            held.next_poll = held.next_try = 0.0
            if not held.spec["keep"]:
                held.demand("server_exited", SHUTDOWN_GRACE)
                held.hurry(SHUTDOWN_GRACE)

    def touch(self, now):
        self.next_touch = now + HEARTBEAT
        try:
            os.utime(self.server_file)
        except OSError:
            pass

    # -- a start

    def start(self, key, spec):
        held = Held(key, spec)
        opened = []
        what = "log"
        try:
            files = [self.null]
            for stream in ("stdout", "stderr"):
                files.append(open_log(held, stream))
                opened.append(files[-1])
            what = "fork"
            held.group = self.cgroups.make(spec["memory_bytes"], spec["processes"])
            self.fork(held, files, opened)
        except Exception as error:
            if held.row is not None:
                self.abandon(held)
            self.refuse(held, what, code_of(error), str(error))
        finally:
            for file in opened:
                os.close(file)

    def fork(self, held, files, opened):
        """The child waits with its program until started.json is there and nobody wants its end."""
        waits, go = os.pipe()
        opened += [waits, go]
        held.oom_before = oom_kills(held)
        held.heard, tell = os.pipe()
        opened.append(tell)
        try:
            pid = os.fork()
        except OSError:
            os.close(held.heard)
            raise
        if pid == 0:
            os.close(go)
            os.close(held.heard)
            become(held, self, files, waits, tell)
        held.wall, held.began = time.time(), time.monotonic()
        held.row = Row(pid, self.pid, pid, "")
        self.held[held.key] = self.trees.mains[pid] = held
        self.trees.has_children = True
        self.trees.strangers.discard(pid)
        self.listen(held.heard, lambda: self.hear(held))
        held.row = read_row(pid) or held.row
        held.next_poll = held.began + POLL
        try:
            write_once(held.path("started.json"), self.started(held), False)
        except OSError as error:
            # The record of its end says all that this one does.
            self.lease.log("%r (%s)" % (error, place_of(error)))
        if held.wish():
            self.kill_early(held, held.began)
        else:
            os.write(go, b"g")

    def started(self, held):
        return {
            "pid": held.row.pid,
            "start": held.row.start,
            "boot_id": self.boot_id,
            "at": iso(held.wall),
            "helper": {"pid": self.pid, "start": self.birth},
        }

    def hear(self, held):
        """The child's end of the pipe closes when its program begins, or when it could not."""
        part = os.read(held.heard, 65536)
        if part:
            held.report += part
            return
        self.unlisten(held.heard)
        held.heard = None
        if held.report:
            report = from_json(held.report)
            self.abandon(held)
            self.refuse(held, report["what"], report["code"], report["text"])
            return
        held.phase = RUNNING
        held.next_poll = held.next_look = held.began + held.meter.pause
        if self.trees.has_marks is None and held.exit is None:
            self.trees.has_marks = mark_of(held.row.pid) == held.spec["mark"]
        self.lease.send("started", key=held.key, **self.started(held))

    def abandon(self, held):
        """It has not begun: nobody is to be told that it has."""
        if held.heard is not None:
            self.unlisten(held.heard)
        if held.row.pid in self.trees.mains:
            os.kill(held.row.pid, signal.SIGKILL)
        remove(held.path("started.json"))
        self.drop(held)

    def refuse(self, held, what, code, text):
        if held.group is not None:
            self.left_groups.append(held.group)
        self.lease.send("failed", key=held.key, what=what, code=code, text=text)

    def drop(self, held):
        self.held.pop(held.key, None)
        # One that is not reaped yet is a zombie for a moment; nobody asks for it.
        self.trees.mains.pop(held.row.pid, None)

    # -- a life

    def watch(self, now):
        """Looks at the trees that are due, all at once: a look at the machine is the dear part."""
        due = [
            held
            for held in self.held.values()
            if held.phase == RUNNING and held.exit is None and held.next_look <= now + 0.002
        ]
        if not due:
            return
        families = self.trees.census(self.held, False)
        self.trees.end_strays(families)
        for held in due:
            family = families.get(held.key, {})
            if held.row.pid in family:
                self.sample(held, family, now)
            else:
                # It has just ended; or its number was a stranger's, and a full look finds it.
                self.trees.strangers.clear()
                held.next_look = now + 0.01

    def sample(self, held, family, now):
        meter, spec = held.meter, held.spec
        meter.add(held.row.pid, family, spec["sample_interval"])
        held.next_look = together(now + meter.pause, meter.pause)
        self.write_tree(held)
        for used, most, reason in (
            (meter.resident, None if held.group else spec["memory_bytes"], "out_of_memory"),
            (meter.seconds(), spec["cpu_seconds"], "cpu_limit"),
            (len(family), spec["processes"], "process_limit"),
        ):
            if most is not None and used > most:
                held.demand(reason, spec["grace"])

    def write_tree(self, held):
        """Whoever has to end this tree without us can find all of it by name."""
        names = frozenset((row.pid, row.start) for row in held.meter.members.values())
        if names == held.meter.written:
            return
        members = [{"pid": pid, "start": start} for pid, start in sorted(names)]
        replace(held.path("tree.json"), {"boot_id": self.boot_id, "members": members})
        held.meter.written = names

    def tend(self, held, now):
        if held.phase == ENDED:
            if now >= held.next_try:
                self.record(held, now)
            return
        if held.phase in (EXECUTING, RUNNING):
            self.check(held, now)
        if held.phase == EXECUTING:
            self.stop_early(held, now)
        elif held.phase == RUNNING and (held.exit is not None or held.order is not None):
            self.begin_ending(held, now)
        if held.phase == ENDING and now >= held.hunt.next:
            self.go_on_ending(held, now)

    def check(self, held, now):
        spec = held.spec
        if spec["time_limit"] is not None and now >= held.began + spec["time_limit"]:
            held.demand("timeout", spec["grace"])
        if now < held.next_poll or held.wish():
            return
        largest = max(size_of(held.path("stdout.log")), size_of(held.path("stderr.log")))
        if largest > spec["max_output_bytes"]:
            held.demand("output_limit", spec["grace"])
        # Who is near the limit is looked at more often.
        pause = POLL if largest * 2 < spec["max_output_bytes"] else POLL / 10
        held.next_poll = together(now, pause) + pause

    def stop_early(self, held, now):
        """One that cannot begin (on a disk that does not answer, say) can be ended all the same."""
        if held.order is None:
            return
        if held.acted is None and held.exit is None:
            self.kill_early(held, now)
        elif held.acted is not None and now - held.acted_at > KILL_PATIENCE:
            self.abandon(held)
            self.refuse(held, "exec", "ETIMEDOUT", "it did not begin, and does not end")
        held.next_poll = now + POLL

    def kill_early(self, held, now):
        """It is our own code still, that no other signal would end; nothing of it has run."""
        held.acts(now)
        os.kill(held.row.pid, signal.SIGKILL)

    def begin_ending(self, held, now):
        main = (held.row.pid, held.row.start)
        asked = set()
        if held.exit is None:
            # Only who lives when we act on it is ended by us.
            row = read_row(held.row.pid)
            if row is None or row.is_leaving or not send_signal(row, signal.SIGTERM):
                held.next_poll = now + 0.01
                return
            held.acts(now)
            asked.add(main)
        elif not self.trees.has_children:
            self.finish(held, now)  # nobody was left behind by anybody
            return
        grace = held.spec["grace"] if held.order is None else held.order[1]
        if not self.lease.is_open and not held.spec["keep"]:
            grace = min(grace, SHUTDOWN_GRACE)
        held.phase = ENDING
        held.hunt = Hunt(now, grace, asked)

    def go_on_ending(self, held, now):
        hunt = held.hunt
        families, is_certain = self.trees.below(self.held)
        self.trees.end_strays(families)
        family = families.get(held.key, {})
        hunt.count(family, is_certain)
        hunt.act(list(family.values()), (held.row.pid, held.row.start), now)
        if hunt.killing_since is not None and held.group is not None:
            held.group.kill()
        if hunt.is_over(family, now):
            left = ", ".join(str(pid) for pid in sorted(family))
            if left and not hunt.has_told:
                self.lease.log("these processes do not end, not even by SIGKILL: %s" % left)
                hunt.has_told = True
            # That its main process has ended is heard a moment later.
            if held.exit is not None or hunt.killed_for(now) > KILL_PATIENCE + REAP_PATIENCE:
                self.finish(held, now)

    # -- an end

    def finish(self, held, now):
        held.end = self.end_of(held, now)
        held.phase = ENDED
        held.ended_at = held.next_try = now
        self.record(held, now)

    def record(self, held, now):
        """The first record stands: somebody who took us for dead may have made it meanwhile."""
        path = held.path("exit.json" if held.spec["ends_job"] else "end.json")
        try:
            if not write_once(path, held.end, True):
                held.end = read_json(path) or held.end
        except OSError as error:
            if self.tries_again(held, error, now):
                return
        remove(held.path("tree.json"))
        if held.group is not None:
            self.left_groups.append(held.group)
        self.drop(held)
        self.lease.send("ended", key=held.key, end=held.end)

    def tries_again(self, held, error, now):
        """Nobody else knows how it ended, so a disk that is full for a while must not lose it."""
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        if is_full and os.path.exists(self.reserve):
            remove(self.reserve)  # that is what it is for
            held.next_try = now
            return True
        # Without a server, one that nobody waits for is left to the next server after a while.
        is_wanted = self.lease.is_open or held.spec["keep"] or now - held.ended_at < 10
        if not is_wanted or not os.path.isdir(held.spec["folder"]):
            return False
        held.next_try = now + min(30.0, max(1.0, (now - held.ended_at) / 2))
        self.lease.log("%r (%s)" % (error, held.spec["folder"]))
        return True

    def end_of(self, held, now):
        status, usage, moment = held.exit or (None, None, now)
        elapsed = max(0.0, moment - held.began)
        verdict, reason = self.verdict(held, status)
        name = signal_name(os.WTERMSIG(status)) if killed(status) else None
        sentence = held.spec["sentences"].get("unseen" if status is None else reason or "")
        return {
            "status": verdict,
            "reason": reason,
            "exit_code": exit_code(status),
            "signal": name,
            "error": sentence and sentence.replace("{signal}", str(name)),
            "started_at": iso(held.wall),
            "ended_at": iso(held.wall + elapsed),
            "elapsed_seconds": round(elapsed, 6),
            "usage": usage_of(held, usage, elapsed),
            "stdout_bytes": size_of(held.path("stdout.log")),
            "stderr_bytes": size_of(held.path("stderr.log")),
            "killed_processes": len(held.hunt.ended) if held.hunt is not None else 0,
            "by": self.by,
        }

    @staticmethod
    def verdict(held, status):
        if held.acted is not None:
            return ("cancelled", None) if held.acted == "cancelled" else ("failed", held.acted)
        if status is None:
            return "failed", "signal"
        if killed(status):
            return "failed", why_killed(held, os.WTERMSIG(status))
        if os.WEXITSTATUS(status) == 0:
            return "completed", None
        return "failed", "out_of_memory" if ran_out_of_memory(held) else "exit_code"

    def end_all(self):
        """Before we go: whoever is still there came from a job of ours."""
        for _ in range(100):
            self.trees.last = None
            self.trees.reap(self.held)
            families, is_certain = self.trees.below(self.held)
            if not families and is_certain:
                break
            for family in families.values():
                for row in family.values():
                    send_signal(row, signal.SIGKILL)
            time.sleep(0.01)
        for group in self.left_groups:
            group.remove()


def together(moment, pause):
    """Rare looks fall together: one wakes us for all."""
    return moment if pause < POLL else math.ceil(moment / POLL) * POLL


def place_of(error):
    line = error.__traceback__
    while line.tb_next is not None:
        line = line.tb_next
    return "%s, line %d" % (line.tb_frame.f_code.co_name, line.tb_lineno)


def usage_of(held, usage, elapsed):
    source = None if usage is None else "wait4"
    meter = held.meter
    return {
        "wall_seconds": round(elapsed, 6),
        "cpu_user_seconds": usage and usage.ru_utime,
        "cpu_system_seconds": usage and usage.ru_stime,
        "cpu_source": source,
        "peak_rss_max_process_bytes": usage and usage.ru_maxrss * 1024,
        "peak_rss_max_process_source": source,
        "peak_rss_tree_bytes": meter.peak or None,
        "peak_rss_tree_source": "sampled" if meter.peak else None,
        "samples": meter.samples,
        "sample_interval_seconds": held.spec["sample_interval"],
        "source": "supervisor",
    }


def why_killed(held, number):
    if number == signal.SIGXCPU and held.spec["cpu_seconds"] is not None:
        return "cpu_limit"
    if number == signal.SIGKILL and oom_kills(held) > held.oom_before:
        return "out_of_memory"
    return "signal"


def oom_kills(held):
    """How often the kernel has ended somebody for want of memory: of its group, or at all."""
    if held.group is not None:
        return held.group.oom_kills()
    return counted(read_file("/proc/vmstat"), b"oom_kill")


def ran_out_of_memory(held):
    """A script may outlive the member that the kernel chose; Python tells of a limit by itself."""
    if held.group is not None:
        return held.group.oom_kills() > 0
    if held.spec["memory_bytes"] is None:
        return False
    try:
        with open(held.path("stderr.log"), "rb") as file:
            file.seek(max(0, size_of(held.path("stderr.log")) - 4096))
            lines = file.read().strip().splitlines()
    except OSError:
        return False
    return bool(lines) and lines[-1].startswith(b"MemoryError")


def open_log(held, stream):
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
    return os.open(held.path("%s.log" % stream), flags, 0o600)


def drain(file):
    try:
        while os.read(file, 4096):
            pass
    except BlockingIOError:
        pass


def killed(status):
    return status is not None and os.WIFSIGNALED(status)


def exit_code(status):
    if status is None:
        return None
    return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def signal_name(number):
    aliases = ("SIGCLD", "SIGIOT", "SIGPOLL", "SIGRTMIN", "SIGRTMAX")
    for name, value in vars(signal).items():
        if value == number and name.startswith("SIG") and "_" not in name and name not in aliases:
            return name
    return "SIG%d" % number


def main(home, server):
    supervisor = Supervisor(home, server)
    supervisor.settle_in()
    supervisor.run()
