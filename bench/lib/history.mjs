import { execFile } from "node:child_process"
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { runScript, startServer } from "./server.mjs"

const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
const day = 24 * 60 * 60 * 1000

const textOf = (value, length) =>
  Array.from(
    { length },
    (_, index) => digits[Math.floor(value / 32 ** (length - 1 - index)) % 32],
  ).join("")

/** The id of the nth job of that time: sorts by both. */
const ulidAt = (time, nth) => textOf(time, 10) + textOf(nth, 16)

/** The nth of the jobs: every fifth of today, since midnight, the others of the four days before. */
const timeFor = (nth, count, now) => {
  const midnight = now - (now % day)
  const back = nth % 5
  const length = back === 0 ? now - midnight : day
  return Math.floor(midnight - back * day + (length * nth) / count)
}

/** A state directory with so many ended jobs: a real one's files, with other ids and times. */
export const makeHistory = async (context, home, given, count) => {
  const server = await startServer(context, home, { PYTHON_MCP_PYTHON: context.python.path })
  const { job_id: id } = await runScript(server, given)
  await server.close()
  const jobs = join(home, "jobs")
  const [today] = readdirSync(jobs)
  const folder = join(jobs, today, id)
  const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")])
  const made = Date.parse(JSON.parse(readFileSync(join(folder, "job.json"), "utf8")).created_at)
  for (let nth = 0; nth < count - 1; nth++) {
    copy(jobs, files, { id, made }, nth, count)
    // So that a signal is heard meanwhile.
    if (nth % 100 === 0) await new Promise(setImmediate)
  }
  // Else the disk would still be busy with these while the servers are measured.
  await promisify(execFile)("sync")
}

const copy = (jobs, files, original, nth, count) => {
  const time = timeFor(nth, count, original.made)
  const id = ulidAt(time, nth)
  const folder = join(jobs, new Date(time).toISOString().slice(0, 10), id)
  mkdirSync(folder, { recursive: true })
  const later = (iso) => new Date(Date.parse(iso) + time - original.made).toISOString()
  for (const [name, text] of files) {
    const changed = text
      .replaceAll(original.id, id)
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, later)
    writeFileSync(join(folder, name), changed, { mode: 0o600 })
  }
  // As the record of its end has left it.
  utimesSync(folder, time / 1000, time / 1000)
}
