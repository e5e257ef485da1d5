/** What became of a module that was part of Python's standard library, or what it needs. */
export interface StandardModule {
  /** "3.12": the first Python without it. */
  readonly until?: string
  /** "3.11": the first Python with it. */
  readonly since?: string
  /** What to do without it; a sentence's part, which begins in lower case. */
  readonly instead: string
}

/** Modules of the standard library of some Pythons, from Python's own "What's New" up to 3.14. */
export const standardModule = (name: string): StandardModule | undefined =>
  removed.get(name) ?? added.get(name)

/** What the modules of Python 2 are called in Python 3. */
export const renamedInPython3 = (name: string): string | undefined => python2.get(name)

/** Modules of the standard library that a Python may have been built or packaged without. */
export const systemModule = (name: string): string | undefined => needsSystem.get(name)

/** The only kind of system that has a module of the standard library. */
export const platformModule = (name: string): string | undefined => platformOnly.get(name)

type Rows = ReadonlyArray<readonly [names: string, text: string]>

const spread = <A>(rows: Rows, f: (text: string) => A): ReadonlyMap<string, A> =>
  new Map(rows.flatMap(([names, text]) => names.split(" ").map((name) => [name, f(text)] as const)))

const goneIn = (until: string, rows: Rows) => [
  ...spread(rows, (instead): StandardModule => ({ until, instead })),
]

const cameWith = (since: string, rows: Rows) => [
  ...spread(rows, (instead): StandardModule => ({ since, instead })),
]

const removed: ReadonlyMap<string, StandardModule> = new Map([
  ...goneIn("3.9", [["dummy_threading _dummy_threading", "use threading"]]),
  ...goneIn("3.10", [["formatter symbol parser", "use ast, or an older Python"]]),
  ...goneIn("3.11", [["binhex", "use binascii"]]),
  ...goneIn("3.12", [
    ["asyncore asynchat", "use asyncio"],
    [
      "distutils",
      'use setuptools, sysconfig or shutil; the distribution "setuptools" brings a distutils of its own',
    ],
    ["imp", "use importlib"],
    ["smtpd", 'the distribution "aiosmtpd" does the same'],
  ]),
  ...goneIn("3.13", [
    ["aifc chunk sunau msilib nis ossaudiodev xdrlib", "use an older Python"],
    ["audioop", 'the distribution "audioop-lts" has it'],
    ["cgi cgitb", 'the distribution "legacy-cgi" has it'],
    ["crypt", 'use hashlib, or the distribution "bcrypt"'],
    ["imghdr sndhdr", 'the distribution "filetype" does the same'],
    ["lib2to3", 'the distribution "libcst" does the same'],
    ["mailcap", "use mimetypes"],
    ["nntplib", "use an older Python"],
    ["pipes", "use subprocess, and shlex for quoting"],
    ["spwd", 'the distribution "python-pam" does the same'],
    ["telnetlib", 'the distribution "telnetlib3" does the same'],
    ["uu", "use base64 or binascii"],
  ]),
])

const added: ReadonlyMap<string, StandardModule> = new Map([
  ...cameWith("3.9", [
    ["zoneinfo", 'the distribution "backports-zoneinfo" does the same'],
    ["graphlib", "order the graph yourself"],
  ]),
  ...cameWith("3.11", [["tomllib", 'the distribution "tomli" does the same']]),
  ...cameWith("3.14", [["annotationlib compression", "do without it"]]),
])

const python2: ReadonlyMap<string, string> = spread(
  [
    ["urllib2", "urllib.request"],
    ["urlparse", "urllib.parse"],
    ["ConfigParser", "configparser"],
    ["Queue", "queue"],
    ["StringIO cStringIO", "io"],
    ["cPickle", "pickle"],
    ["httplib", "http.client"],
    ["Tkinter", "tkinter"],
    ["tkMessageBox", "tkinter.messagebox"],
    ["HTMLParser", "html.parser"],
    ["SocketServer", "socketserver"],
    ["BaseHTTPServer SimpleHTTPServer", "http.server"],
    ["Cookie", "http.cookies"],
    ["cookielib", "http.cookiejar"],
    ["xmlrpclib", "xmlrpc.client"],
    ["commands", "subprocess"],
    ["__builtin__ exceptions", "builtins"],
    ["copy_reg", "copyreg"],
    ["_winreg", "winreg"],
    ["thread", "threading"],
    ["md5 sha", "hashlib"],
  ],
  (name) => name,
)

const needsSystem: ReadonlyMap<string, string> = spread(
  [
    ["tkinter _tkinter turtle", "python3-tk"],
    ["venv ensurepip", "python3-venv"],
    ["distutils", "python3-distutils"],
    ["idlelib", "idle3"],
    ["lib2to3", "python3-lib2to3"],
    ["sqlite3 _sqlite3", "libsqlite3-dev"],
    ["ssl _ssl _hashlib", "libssl-dev"],
    ["ctypes _ctypes", "libffi-dev"],
    ["bz2 _bz2", "libbz2-dev"],
    ["lzma _lzma", "liblzma-dev"],
    ["zlib", "zlib1g-dev"],
    ["readline", "libreadline-dev"],
    ["_curses _curses_panel", "libncurses-dev"],
    ["_dbm _gdbm", "libgdbm-dev"],
    ["_uuid", "uuid-dev"],
    ["_zstd", "libzstd-dev"],
  ],
  (name) => name,
)

const platformOnly: ReadonlyMap<string, string> = spread(
  [
    ["winreg winsound msvcrt _winapi nt", "Windows"],
    ["fcntl pwd grp termios tty pty resource posix syslog curses", "Unix"],
  ],
  (name) => name,
)
