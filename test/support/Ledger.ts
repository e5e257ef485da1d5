import { readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"

/** What a client has been told of a job, and can hold the disk against. */
export interface Acknowledged {
  readonly id: string
  /** The end that it was told of, where it was. */
  readonly status?: string
}

/**
 * What a script of ours prints once, whatever becomes of it: a job that has run twice has it twice.
 */
export const runsOnce = "I run once"

/** Every way in which a state directory breaks what its clients were promised; none is a good sign. */
export const violations = (
  home: string,
  acknowledged: ReadonlyArray<Acknowledged>,
): Array<string> => {
  const jobs = new Map(
    jobFolders(home).map((folder) => [folder.slice(folder.lastIndexOf("/") + 1), folder]),
  )
  return [
    ...acknowledged.flatMap((told) => lost(told, jobs.get(told.id))),
    ...[...jobs.values()].flatMap(ranTwice),
    ...jsonFiles(home).flatMap(torn(new Set(ended(acknowledged)))),
  ]
}

/** Jobs that have no end: after a recovery there may be none but those of living servers. */
export const endless = (home: string): Array<string> => [
  ...jobFolders(home).flatMap((folder) =>
    parsed(join(folder, "exit.json")) === undefined ? [`${folder} has no end`] : [],
  ),
  ...names(join(home, "active"))
    .filter((name) => !name.startsWith("."))
    .map((name) => `active/${name} is still there`),
]

const lost = ({ id, status }: Acknowledged, folder: string | undefined): Array<string> => {
  if (folder === undefined) return [`${id} was acknowledged and is lost`]
  if (parsed(join(folder, "job.json")) === undefined) return [`${id} has no readable job.json`]
  if (status === undefined) return []
  const end = parsed(join(folder, "exit.json"))?.status
  return end === status ? [] : [`${id} was told to be ${status} and is ${end}`]
}

const ranTwice = (folder: string): Array<string> => {
  const runs = textOf(join(folder, "stdout.log")).split(runsOnce).length - 1
  return runs > 1 ? [`${folder} has run ${runs} times`] : []
}

const ended = (acknowledged: ReadonlyArray<Acknowledged>): Array<string> =>
  acknowledged.flatMap(({ id, status }) => (status === undefined ? [] : [id]))

const torn =
  (ended: ReadonlySet<string>) =>
  (path: string): Array<string> =>
    parsed(path) === undefined && !mayBeEmpty(path, ended) ? [`${path} does not parse`] : []

/**
 * These wait for no disk: of a job that a power cut has ended they would tell nothing. What a job ran in is
 * waited for only by whoever is about to tell of its end. A file system that knew a file's length, but had not
 * yet written it, gives as many zeros.
 */
const mayBeEmpty = (path: string, ended: ReadonlySet<string>): boolean => {
  const { id, name } = /(?<id>[^/]+)\/(?<name>[^/]+)$/.exec(path)?.groups ?? {}
  const isUntold = name === "environment.json" && !ended.has(id ?? "")
  return (
    (isUntold || /(\/(begun|started)\.json|\/active\/\w+)$/.test(path)) &&
    /^\0*$/.test(textOf(path))
  )
}

const jobFolders = (home: string): Array<string> =>
  names(join(home, "jobs"))
    .filter((day) => day !== "imported")
    .flatMap((day) => names(join(home, "jobs", day)).map((id) => join(home, "jobs", day, id)))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory())

/** The files of ours that must be whole; what is half-made says so in its name. */
const jsonFiles = (home: string): Array<string> =>
  readdirSync(home, { recursive: true, encoding: "utf8" })
    .filter((path) => /(^|\/)(jobs|active|servers|meta)\//.test(path))
    .filter((path) => path.endsWith(".json") || /^active\//.test(path))
    .filter((path) => !path.slice(path.lastIndexOf("/") + 1).startsWith("."))
    .map((path) => join(home, path))

const parsed = (path: string) => {
  try {
    return JSON.parse(readFileSync(path, "utf8"))
  } catch {
    return undefined
  }
}

const textOf = (path: string): string => {
  try {
    return readFileSync(path, "utf8")
  } catch {
    return ""
  }
}

const names = (folder: string): Array<string> => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
