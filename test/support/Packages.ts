import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { crc32, gzipSync } from "node:zlib"

/** A file as an index offers it: a wheel or a source distribution. */
export interface PackageFile {
  /** As PEP 503 normalises it. */
  readonly project: string
  readonly filename: string
  readonly bytes: Buffer
  readonly sha256: string
  readonly requiresPython?: string
  /** A wheel's METADATA, so that nobody has to take it out of the file. */
  readonly metadata?: string
}

/** A small package to make: pure Python for any version, unless `tag` says otherwise. */
export interface PackageSpec {
  readonly name: string
  readonly version: string
  /** By their path in site-packages; by default a module of the package's name, with `__version__`. */
  readonly files?: Readonly<Record<string, string | Buffer>>
  readonly requires?: ReadonlyArray<string>
  readonly requiresPython?: string
  /** Console scripts: "name": "module:function". */
  readonly scripts?: Readonly<Record<string, string>>
  readonly tag?: string
}

/** A wheel with its METADATA, its entry points and its RECORD. */
export const makeWheel = (spec: PackageSpec): PackageFile => {
  const { name, version, tag = "py3-none-any", scripts = {}, requiresPython } = spec
  const stem = `${moduleOf(name)}-${version}`
  const info = `${stem}.dist-info`
  const metadata = metadataOf(spec)
  const commands = Object.entries(scripts).map(([command, target]) => `${command} = ${target}\n`)
  const files = {
    ...filesOf(spec),
    [`${info}/METADATA`]: metadata,
    [`${info}/WHEEL`]: `Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: ${tag}\n`,
    ...(commands.length === 0
      ? {}
      : { [`${info}/entry_points.txt`]: `[console_scripts]\n${commands.join("")}` }),
  }
  const record = Object.entries(files).map(([path, text]) => {
    const digest = createHash("sha256").update(text).digest("base64url")
    return `${path},sha256=${digest},${Buffer.from(text).length}\n`
  })
  const bytes = zip({ ...files, [`${info}/RECORD`]: `${record.join("")}${info}/RECORD,,\n` })
  return packageFile(name, `${stem}-${tag}.whl`, bytes, requiresPython, metadata)
}

/** uv's wheel as PyPI has it, around a program that is there. */
export const makeUvWheel = (program: string): PackageFile =>
  makeWheel({
    name: "uv",
    version: "0.13.9",
    files: { "uv-0.13.9.data/scripts/uv": readFileSync(program) },
  })

/** A source distribution; with `setup` as its setup.py it is built by running that. */
export const makeSdist = (spec: PackageSpec & { readonly setup: string }): PackageFile => {
  const { name, version, setup, requiresPython } = spec
  const stem = `${moduleOf(name)}-${version}`
  const backend = `[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n`
  const files = { "PKG-INFO": metadataOf(spec), "pyproject.toml": backend, "backend.py": setup }
  const entries = Object.entries(files).map(([path, text]) => tarEntry(`${stem}/${path}`, text))
  const bytes = gzipSync(Buffer.concat([...entries, Buffer.alloc(1024)]))
  return packageFile(name, `${stem}.tar.gz`, bytes, requiresPython)
}

/** Any file under a name of the caller's choice, such as a real wheel. */
export const packageFile = (
  name: string,
  filename: string,
  bytes: Buffer,
  requiresPython?: string,
  metadata?: string,
): PackageFile => ({
  project: name.toLowerCase().replace(/[-_.]+/g, "-"),
  filename,
  bytes,
  sha256: createHash("sha256").update(bytes).digest("hex"),
  ...(requiresPython === undefined ? {} : { requiresPython }),
  ...(metadata === undefined ? {} : { metadata }),
})

const moduleOf = (name: string) => name.toLowerCase().replace(/[-_.]+/g, "_")

const filesOf = ({ name, version, files }: PackageSpec): NonNullable<PackageSpec["files"]> =>
  files ?? { [`${moduleOf(name)}.py`]: `__version__ = ${JSON.stringify(version)}\n` }

const metadataOf = ({ name, version, requires = [], requiresPython }: PackageSpec): string =>
  [
    "Metadata-Version: 2.1",
    `Name: ${name}`,
    `Version: ${version}`,
    ...(requiresPython === undefined ? [] : [`Requires-Python: ${requiresPython}`]),
    ...requires.map((requirement) => `Requires-Dist: ${requirement}`),
    "",
  ].join("\n")

/** Stored, not compressed: the files are small, and equal contents give equal bytes. */
const zip = (files: Readonly<Record<string, string | Buffer>>): Buffer => {
  const locals: Array<Buffer> = []
  const directory: Array<Buffer> = []
  let offset = 0
  for (const [path, text] of Object.entries(files)) {
    const name = Buffer.from(path)
    const data = typeof text === "string" ? Buffer.from(text) : text
    // Version 2.0, no flags, stored, 1 January 1980.
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x21, 8)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(data.length, 18)
    common.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, name, data])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE((0o100644 << 16) >>> 0, 6)
    rest.writeUInt32LE(offset, 10)
    // The directory's entry begins with the version that made it: 3 is Unix.
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x03"), common, rest, name]))
    locals.push(local)
    offset += local.length
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(directory.length, 4)
  end.writeUInt16LE(directory.length, 6)
  end.writeUInt32LE(entries.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, entries, Buffer.from("PK\x05\x06"), end])
}

const tarEntry = (path: string, text: string): Buffer => {
  const data = Buffer.from(text)
  const header = Buffer.alloc(512)
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, "0")
  header.write(path, 0)
  header.write(octal(0o644, 7), 100)
  header.write(octal(data.length, 11), 124)
  header.write(octal(0, 11), 136)
  header.write("        0", 148)
  header.write("ustar\x0000", 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${octal(sum, 6)}\0 `, 148)
  return Buffer.concat([header, data, Buffer.alloc((512 - (data.length % 512)) % 512)])
}
