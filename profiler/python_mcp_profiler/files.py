"""Files that are whole or not there; JSON without the package of that name, which imports `re`."""

import os
from _json import encode_basestring_ascii

LONGEST = 400

FOLDER = os.path.dirname(os.path.abspath(__file__))
OURS = os.path.dirname(FOLDER) + os.sep


def is_ours(path):
    """Whether a file, as code objects name it, is one of this program."""
    return path.startswith(OURS)


def bounded(text):
    """A name or a path, as long as people still read it: its end tells more than its beginning."""
    return text if len(text) <= LONGEST else "..." + text[-LONGEST:]


def write_whole(path, save):
    """`save` gets a path beside this one; whoever reads sees all of it or what was there before."""
    aside = "%s.%d.tmp" % (path, os.getpid())
    try:
        save(aside)
        os.replace(aside, path)
    except BaseException:
        try:
            os.unlink(aside)
        except OSError:
            pass
        raise


def write_bytes(path, content):
    def save(aside):
        with open(aside, "wb") as file:
            file.write(content)

    write_whole(path, save)


def to_json(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        return encode_basestring_ascii(value)
    if isinstance(value, dict):
        pairs = ["%s:%s" % (to_json(key), to_json(one)) for key, one in value.items()]
        return "{%s}" % ",".join(pairs)
    return "[%s]" % ",".join([to_json(one) for one in value])
