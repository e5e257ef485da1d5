import { Effect, Option } from "effect"
import { listPids, readPidCounter, readStat } from "../../src/metrics/ProcFs.ts"
import { ProcessTable } from "../../src/processes/ProcessTable.ts"
import { spawn } from "node:child_process"
import { readFileSync, readdirSync } from "node:fs"
const t = (n: string, f: () => void, k = 100, warm = 0) => { for (let i = 0; i < warm; i++) f(); const xs: number[] = []; for (let i = 0; i < k; i++) { const a = process.hrtime.bigint(); f(); xs.push(Number(process.hrtime.bigint() - a) / 1000) } console.log(n, "first", xs[0]!.toFixed(0), "med", xs.sort((a, b) => a - b)[k >> 1]!.toFixed(0)) }
const main = Effect.gen(function* () {
  const table = yield* ProcessTable
  const c = spawn("sleep", ["5"], { detached: true })
  const id = yield* table.identify(c.pid!)
  t("listPids", () => listPids())
  t("readdir", () => readdirSync("/proc"))
  t("counter", () => readPidCounter())
  t("stat", () => readStat(c.pid!))
  t("stat gone", () => readStat(999999))
  t("environ", () => { try { readFileSync(`/proc/${c.pid}/environ`, "utf8") } catch {} })
  t("members younger", () => Effect.runSync(table.members({ cookie: "x", leader: id, youngerOnly: true })))
  t("members all", () => Effect.runSync(table.members({ cookie: "x", leader: id, youngerOnly: false })))
  console.log(listPids().length, c.pid, listPids().filter((p) => p > c.pid!))
  c.kill()
})
await Effect.runPromise(main.pipe(Effect.provide(ProcessTable.layer)))
