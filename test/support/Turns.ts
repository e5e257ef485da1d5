import { basename } from "node:path"
import { Effect } from "effect"
import { ScriptedProcesses } from "../../src/processes/ProcessRunnerScripted.ts"
import type { ScriptedProcess } from "../../src/processes/ScriptedPlay.ts"

/** Decides what the processes of a job do, by which one it is ("warmup", "run", "a", "job") and its number. */
export const playingTurns = (decide: (name: string, number: number) => ScriptedProcess) =>
  Effect.flatMap(ScriptedProcesses, ({ script }) => {
    const counts = new Map<string, number>()
    return script(({ folder, endsJob }) => {
      const name = endsJob ? "job" : basename(folder).replace(/^\d+-/, "")
      const number = (counts.get(name) ?? 0) + 1
      counts.set(name, number)
      return decide(name, number)
    })
  })

/** The names of all that was started, in order: the job's own process is "job". */
export const startedTurns = Effect.flatMap(ScriptedProcesses, ({ started }) =>
  Effect.map(started, (specs) =>
    specs.map(({ folder, endsJob }) => (endsJob ? "job" : basename(folder).replace(/^\d+-/, ""))),
  ),
)
