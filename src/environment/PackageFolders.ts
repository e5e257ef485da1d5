import { join } from "node:path"
import { Option } from "effect"

/** Where an interpreter's packages are; free-threaded builds and Debian's own have folders of their own. */
export const packageFolders = (prefix: string, version: string): ReadonlyArray<string> => [
  ...sitePackages(prefix, version),
  join(prefix, "lib/python3/dist-packages"),
  join(prefix, `local/lib/python${lineOf(version)}/dist-packages`),
]

/** Where a virtual environment's packages are: one of these. */
export const sitePackages = (prefix: string, version: string): ReadonlyArray<string> =>
  [lineOf(version), `${lineOf(version)}t`].map((name) =>
    join(prefix, `lib/python${name}/site-packages`),
  )

const lineOf = (version: string): string => version.split(".", 2).join(".")

/** Whether an entry of such a folder tells of a distribution; one with "~" is what pip left of it. */
export const isDistribution = (name: string): boolean => /^[^~].*\.(?:dist|egg)-info$/.test(name)

/** One line of a distribution's RECORD. */
export interface RecordedFile {
  /** Relative to the folder that the distribution is in. */
  readonly path: string
  /** URL-safe base64 without padding; none for what is made after the installation. */
  readonly sha256: Option.Option<string>
}

/** What a RECORD says (https://packaging.python.org/specifications/recording-installed-packages). */
export const parseRecord = (text: string): ReadonlyArray<RecordedFile> =>
  text.split(/\r?\n/).flatMap((line) => {
    const { quoted, plain, hash } = recordLine.exec(line)?.groups ?? {}
    const path = quoted?.replaceAll('""', '"') ?? plain
    return path ? [{ path, sha256: Option.fromNullable(hash) }] : []
  })

const recordLine =
  /^(?:"(?<quoted>(?:[^"]|"")*)"|(?<plain>[^,"]*)),(?:sha256=(?<hash>[\w-]+)=*)?[^,]*,\d*$/
