/**
 * The Python program that compiles what a script imports, directly or not: its arguments are the script, its
 * working directory and the folders of packages. It reads import statements and executes nothing of what it
 * reads; only files in those folders are compiled. Statements in functions count for the script alone: much
 * of what packages import there is never used.
 */
export const compileImports = `
import ast, importlib.util, os, py_compile, sys, time

script, cwd, *packages = sys.argv[1:]
own = [os.path.dirname(script), cwd]
ends = time.monotonic() + 60
most = 3000

def statements(body):
    for node in body:
        yield node
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            yield from statements(node.orelse)
            continue
        for field in ("body", "orelse", "finalbody", "handlers", "cases"):
            yield from statements(getattr(node, field, ()))

def imported(nodes, package):
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = [node.module] if node.module else []
            if node.level:
                above = package.split(".")
                if not package or node.level > len(above):
                    continue
                parts = above[:len(above) - node.level + 1] + parts
            base = ".".join(parts)
            yield base
            yield from (base + "." + alias.name for alias in node.names)

def find(name):
    for folder in own + packages:
        base = os.path.join(folder, *name.split("."))
        for path, package in ((os.path.join(base, "__init__.py"), name), (base + ".py", name.rpartition(".")[0])):
            if os.path.isfile(path):
                return path, package, folder in packages
    return None

def is_compiled(path):
    info = os.stat(path)
    try:
        with open(importlib.util.cache_from_source(path), "rb") as file:
            head = file.read(16)
    except OSError:
        return False
    numbers = (0, int(info.st_mtime), info.st_size)
    return head == importlib.util.MAGIC_NUMBER + b"".join((n & 0xFFFFFFFF).to_bytes(4, "little") for n in numbers)

def read(path):
    try:
        with open(path, "rb") as file:
            return ast.parse(file.read())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.parse("")

seen = set()
waiting = list(imported(ast.walk(read(script)), ""))
while waiting and len(seen) < most and time.monotonic() < ends:
    parts = waiting.pop().split(".")
    for end in range(1, len(parts) + 1):
        name = ".".join(parts[:end])
        if name in seen:
            continue
        seen.add(name)
        place = find(name)
        if place is None:
            break
        path, package, is_ours = place
        if is_ours and not is_compiled(path):
            try:
                py_compile.compile(path, quiet=2)
            except OSError:
                pass
        waiting.extend(imported(statements(read(path).body), package))
`
