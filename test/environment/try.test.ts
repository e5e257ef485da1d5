import { it } from "@effect/vitest"
import * as FileSystem from "@effect/platform/FileSystem"
import { Effect } from "effect"
import { Environments } from "../../src/environment/Environments.ts"
import { Interpreters } from "../../src/environment/Interpreters.ts"
import { makeSite, viaUv, viaSystem, workshop } from "./Workshop.ts"

const env = Object.fromEntries(Object.entries(process.env).flatMap(([k,v]) => v===undefined||/^PYTHON/.test(k)?[]:[[k,v] as const]))
const home = "/tmp/uvdl/home"
it.live("works", () => Effect.gen(function* () {
  const environments = yield* Environments
  const interpreters = yield* Interpreters
  console.log(yield* Effect.timed(interpreters.all))
  console.log(yield* Effect.timed(interpreters.system))
  const fs = yield* FileSystem.FileSystem
  yield* fs.makeDirectory(home, {recursive: true})
  for (const r of [viaUv(), viaSystem(), viaUv({dependencies:["six==1.16.0","packaging"]}), viaUv({isolated:true}), viaUv({version:"3.12", dependencies: ["six"]})]) {
    const [t1, plan] = yield* Effect.timed(environments.plan(r))
    const w = yield* makeSite(`/tmp/uvdl/jobs/${Math.random()}`)
    const [t2, ready] = yield* Effect.timed(environments.prepare(plan, w.site))
    console.log(JSON.stringify(plan), t1, JSON.stringify(ready), t2, yield* w.announced, yield* w.stepNames)
  const times: number[] = []
  for (let i = 0; i < 50; i++) { const [t] = yield* Effect.timed(environments.prepare(plan, w.site)); times.push(Number((t as any).value.nanos)/1e6) }
  times.sort((a,b)=>a-b); console.log("prepare hit ms", times[0], times[25], times[49])
  const p: number[] = []
  for (let i = 0; i < 50; i++) { const [t] = yield* Effect.timed(environments.plan(r)); p.push(Number((t as any).value.nanos)/1e6) }
  p.sort((a,b)=>a-b); console.log("plan ms", p[0], p[25], p[49])
  }
}).pipe(Effect.provide(workshop(home, env))), 120000)
