import { assert, describe, it } from "@effect/vitest"
import { Option } from "effect"
import {
  adviceFor,
  distributionOf,
  missingModule,
  Surroundings,
} from "../../src/domain/MissingModule.ts"

/** What Python writes when a statement of a script fails. */
const death = (statement: string, last: string) =>
  `Traceback (most recent call last):\n  File "/desk/main.py", line 1, in <module>\n    ${statement}\n${last}\n`

const noModule = (name: string) => `ModuleNotFoundError: No module named '${name}'`

const nameIn = (stderr: string) => Option.map(missingModule(stderr), ({ name }) => name)

const advice = (
  statement: string,
  name: string,
  version = "3.13.0",
  around?: Surroundings,
): string =>
  Option.getOrElse(
    Option.flatMap(missingModule(death(statement, noModule(name))), (module) =>
      adviceFor(module, version, around),
    ),
    () => "nothing",
  )

describe("the module that a script died of", () => {
  it.each([
    ["the exception's", death("import cv2", noModule("cv2")), "cv2"],
    ["an ImportError's", death("import cv2", "ImportError: No module named 'cv2'"), "cv2"],
    [
      "the one before a suggestion",
      death("import nmpy", `${noModule("nmpy")}. Did you mean: 'numpy'?`),
      "nmpy",
    ],
    ["a part of a package", death("import a.b", noModule("a.b")), "a.b"],
    ["read from the last line alone", noModule("cv2"), "cv2"],
    ["read across the line ends of Windows", noModule("cv2\r").replace("\r'", "'\r\n"), "cv2"],
  ])("is %s", (_, stderr, name) => {
    assert.deepStrictEqual(nameIn(stderr), Option.some(name))
  })

  it.each([
    ["nothing was written", ""],
    ["another exception came last", `${death("import x", noModule("x"))}\nValueError: 1\n`],
    ["a line follows", `${noModule("x")}\nbye\n`],
    ["it is indented, as in a group of exceptions", `  | ${noModule("x")}`],
    ["its parent is a module and no package", noModule("email.x'; 'email' is not a package")],
    ["it is no name", noModule("x; rm -rf /")],
    ["it is no name but a page", noModule("x".repeat(5000))],
    ["it is a path of a command line", "/usr/bin/python3: No module named x"],
  ])("is none where %s", (_, stderr) => {
    assert.deepStrictEqual(nameIn(stderr), Option.none())
  })

  it("is more exactly what the failing statement imports", () => {
    const imported = (statement: string, name: string) =>
      Option.getOrThrow(missingModule(death(statement, noModule(name)))).imported
    assert.strictEqual(
      imported("from google.cloud import storage", "google"),
      "google.cloud.storage",
    )
    assert.strictEqual(imported("import google.genai as g", "google"), "google.genai")
    assert.strictEqual(imported("import google.genai\n    ^^^^^^", "google"), "google.genai")
    assert.strictEqual(imported("import other", "google"), "google")
    assert.strictEqual(imported("run()", "google"), "google")
  })
})

describe("the advice about a missing module", () => {
  it.each([
    ["a distribution that is named otherwise", "import cv2", "cv2", "opencv-python"],
    ["one that is named like it", "import requests", "requests", "requests"],
    [
      "one that is named like it but for case and underscores",
      "import IPython",
      "IPython",
      "ipython",
    ],
    [
      "a part of a namespace, by the statement",
      "from google.cloud import storage",
      "google",
      "google-cloud-storage",
    ],
    [
      "a part of a namespace, by the exception",
      "import azure.identity",
      "azure.identity",
      "azure-identity",
    ],
  ])("names %s", (_, statement, name, distribution) => {
    const text = advice(statement, name)
    assert.include(text, `No module named '${name}': the distribution "${distribution}" has it.`)
    assert.include(text, `dependencies=["${distribution}"] (run_script_with_dependencies)`)
    assert.notInclude(text, "\n")
  })

  it.each([
    ["frobnicate", "not known here, and a guess"],
    ["Requests", "not known here, and a guess"],
    ["google", "several distributions have a part of it, such as google-adk"],
    ["urllib2", "Python 3 has urllib.request"],
    ["distutils", "Python 3.12 removed it from the standard library: use setuptools"],
    ["cgi", 'the distribution "legacy-cgi" has it, or ask for python_version="<3.13"'],
    ["tkinter", "this Python (3.13.0) is without it"],
    ["_sqlite3", "libsqlite3-dev on Debian"],
    ["winreg", "it is only there on Windows"],
    ["pkg_resources", 'dependencies=["setuptools<81"]'],
  ])("says of %s: %s", (name, words) => {
    assert.include(advice(`import ${name}`, name), words)
  })

  it("goes by the Python that ran", () => {
    assert.include(advice("import tomllib", "tomllib", "3.10.13"), "it came with Python 3.11")
    assert.include(advice("import tomllib", "tomllib", "3.13.0"), "not known here")
    assert.include(advice("import distutils", "distutils", "3.11.2"), "python3-distutils")
  })

  it("asks for what can be had where the script was run", () => {
    const path = "/desk/pyproject.toml"
    const kept = Surroundings.Kept({ name: "one" })
    const listing = { path, lists: ["opencv-python"] }
    const rows: ReadonlyArray<readonly [Surroundings, ReadonlyArray<string>, string]> = [
      [kept, ["environment_create_persistent", 'name="one"', "overwrite"], "run_script_with"],
      [Surroundings.Project({ ...listing, isUsed: true }), ["sync", "cached"], "dependencies=["],
      [Surroundings.Project({ ...listing, isUsed: false }), ['"cached"'], "sync"],
      [
        Surroundings.Project({ path, lists: [], isUsed: true }),
        [path, "sync", "run_script"],
        "lists",
      ],
      [Surroundings.Project({ path, lists: [], isUsed: false }), ["run_script"], "sync"],
    ]
    for (const [around, words, not] of rows) {
      const text = advice("import cv2", "cv2", "3.13.0", around)
      for (const word of ["opencv-python", ...words]) assert.include(text, word)
      assert.notInclude(text, not)
    }
    assert.include(advice("import nosuch", "nosuch", "3.13.0", kept), "overwrite")
  })

  it("is none about a part of a package that is there", () => {
    assert.strictEqual(advice("import requests.nothing", "requests.nothing"), "nothing")
  })

  it("never names a distribution after a name that nobody has vouched for", () => {
    for (const name of ["reqeusts", "py-yaml", "colourama", "google.nothing", "CV2", "open_cv"]) {
      assert.isTrue(Option.isNone(distributionOf({ name, imported: name })), name)
    }
  })
})
