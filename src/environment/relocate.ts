/**
 * A Python program: makes the commands of the environment that it is given find their interpreter beside
 * themselves, as uv does it, and corrects what RECORD says about them. pip writes the path that the
 * environment is built at, which is not where it is used.
 */
export const relocate = `
import base64, csv, glob, hashlib, os, re, sys
prefix = os.path.abspath(sys.argv[1])
interpreter = b"(?:%s)/bin/python[0-9.]*" % b"|".join(
    re.escape(os.fsencode(path)) for path in (prefix, os.path.realpath(prefix))
)
head = re.compile(
    rb"#!\\"?%s\\"?[^\\n]*\\n|#!/bin/sh\\n'''exec' \\"?%s\\"? \\"\\$0\\" \\"\\$@\\"\\n' '''\\n"
    % (interpreter, interpreter)
)
movable = b"""#!/bin/sh
'''exec' "$(dirname -- "$(realpath -- "$0")")"/'python' "$0" "$@"
' '''
"""
changed = {}
for path in glob.glob(os.path.join(glob.escape(prefix), "bin", "*")):
    if os.path.islink(path) or not os.path.isfile(path):
        continue
    with open(path, "rb") as file:
        data = file.read()
    found = head.match(data)
    if not found:
        continue
    data = movable + data[found.end():]
    with open(path, "wb") as file:
        file.write(data)
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    changed[os.path.realpath(path)] = ["sha256=" + digest, str(len(data))]
for record in glob.glob(os.path.join(glob.escape(prefix), "lib*", "python*", "site-packages", "*.dist-info", "RECORD")):
    folder = os.path.dirname(os.path.dirname(record))
    with open(record, newline="") as file:
        rows = list(csv.reader(file))
    said = [row[:1] + changed.get(os.path.realpath(os.path.join(folder, row[0])), row[1:]) for row in rows]
    if said != rows:
        with open(record, "w", newline="") as file:
            csv.writer(file, lineterminator="\\n").writerows(said)
`
