import { spawn } from "node:child_process"
import { mkdtempSync, openSync, closeSync, rmSync, readFileSync, mkdirSync } from "node:fs"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { Context, Duration, Effect, Layer, Option } from "effect"
import { Host } from "../../src/domain/Host.ts"
import { UsageSampler } from "../../src/metrics/UsageSampler.ts"
import { DurableFiles } from "../../src/processes/DurableFiles.ts"
import { OutputFiles } from "../../src/processes/OutputFiles.ts"
import { ProcessRunner } from "../../src/processes/ProcessRunner.ts"
import { ProcessTable } from "../../src/processes/ProcessTable.ts"
import { plainEnvironment, python } from "../support/Python.ts"

const host = Layer.succeed(Host, { environment: {}, workingDirectory: "/", homeDirectory: "/", pid: process.pid, platform: "linux" })
const layer = ProcessRunner.layerNode.pipe(
  Layer.provide(Layer.mergeAll(DurableFiles.layer, OutputFiles.layer)),
  Layer.provideMerge(Layer.mergeAll(ProcessTable.layer, UsageSampler.layer, NodeFileSystem.layer, host)),
)
const T: Record<string, number[]> = {}
const timed = (name: string, e: any): any => Effect.suspend(() => { const t = process.hrtime.bigint(); return Effect.ensuring(e, Effect.sync(() => { (T[name] ??= []).push(Number(process.hrtime.bigint() - t) / 1e6) })) })
const layer2 = ProcessRunner.layerNode.pipe(
  Layer.provide(Layer.mergeAll(
    Layer.map(DurableFiles.layer, (c: any) => { const d = [...c.unsafeMap.values()][0] as any; return Context.make(DurableFiles, { ...d, writeOnce: (p: string, ...a: any[]) => timed("write " + p.split("/").pop(), d.writeOnce(p, ...a)) } as any) }),
    Layer.map(OutputFiles.layer, (c: any) => { const d = [...c.unsafeMap.values()][0] as any; return Context.make(OutputFiles, { ...d, sizes: (p: string) => timed("sizes", d.sizes(p)) } as any) }))),
  Layer.provideMerge(Layer.mergeAll(Layer.map(ProcessTable.layer, (c: any) => { const d = [...c.unsafeMap.values()][0] as any; return Context.make(ProcessTable, { ...d, members: (p: any) => timed("members", d.members(p)), identify: (p: any) => timed("identify", d.identify(p)) } as any) }), UsageSampler.layer, NodeFileSystem.layer, host)),
)
const root = mkdtempSync("/tmp/ovh-")
let n = 0
const env = plainEnvironment()
const argv: [string, ...string[]] = [python, "-c", process.argv[2] ?? "pass"]
const bare = Effect.promise(() => new Promise<number>((ok) => {
  const dir = `${root}/b${n++}`; mkdirSync(dir)
  const t = process.hrtime.bigint()
  const o = openSync(`${dir}/o`, "a"), e = openSync(`${dir}/e`, "a")
  const c = spawn(argv[0], argv.slice(1), { cwd: root, env, detached: true, stdio: ["ignore", o, e] })
  closeSync(o); closeSync(e)
  c.once("exit", () => ok(Number(process.hrtime.bigint() - t) / 1e6))
}))
const ours = Effect.gen(function* () {
  const runner = yield* ProcessRunner
  const dir = `${root}/r${n++}`; mkdirSync(dir)
  const t = process.hrtime.bigint()
  const running = yield* timed("start", runner.start({ argv, cwd: root, env, jobFolder: dir, folder: dir, endsJob: true, cookie: `x:${n}`, timeLimit: Option.some(Duration.seconds(60)), grace: Duration.seconds(3), maxOutputBytes: 1e9, sampleInterval: Duration.millis(500) }))
  const end = yield* running.end
  const ms = Number(process.hrtime.bigint() - t) / 1e6
  if (n < 4) console.log(end, readFileSync(`${dir}/exit.json`, "utf8"), readFileSync(`${dir}/started.json`, "utf8"))
  return [ms, end.elapsed_seconds * 1000] as const
}).pipe(Effect.scoped)
const med = (x: number[]) => [...x].sort((a, b) => a - b)[x.length >> 1]!.toFixed(2)
const min = (x: number[]) => Math.min(...x).toFixed(2)
const main = Effect.gen(function* () {
  const b: number[] = [], o: number[] = [], el: number[] = []
  for (let i = 0; i < 5; i++) { yield* bare; yield* ours }
  for (let i = 0; i < 40; i++) {
    if (i % 2) { b.push(yield* bare); const [x, y] = yield* ours; o.push(x); el.push(y) }
    else { const [x, y] = yield* ours; o.push(x); el.push(y); b.push(yield* bare) }
  }
  const d = o.map((x, i) => x - b[i]!)
  console.log({ bareMed: med(b), oursMed: med(o), elapsedMed: med(el), bareMin: min(b), oursMin: min(o), elMin: min(el), pairedDiffMed: med(d), afterExit: med(o.map((x, i) => x - el[i]!)) })
})
await Effect.runPromise(main.pipe(Effect.provide(layer2)))
for (const k in T) console.log(k, "med", med(T[k]!), "min", min(T[k]!))
rmSync(root, { recursive: true })
