import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { FileSystem } from "@effect/platform"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { Context, Duration, Effect, Layer, Logger, Option } from "effect"
import { Host } from "../../src/domain/Host.ts"
import { noLimits, type ProcessSpec } from "../../src/domain/Process.ts"
import type { Settings } from "../../src/domain/Settings.ts"
import { Shutdown } from "../../src/domain/Shutdown.ts"
import { UsageSampler } from "../../src/metrics/UsageSampler.ts"
import { DurableFiles } from "../../src/processes/DurableFiles.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"
import { OutputFiles } from "../../src/processes/OutputFiles.ts"
import { ProcessRunner } from "../../src/processes/ProcessRunner.ts"
import { layerScripted, ScriptedProcesses } from "../../src/processes/ProcessRunnerScripted.ts"
import { ProcessTable } from "../../src/processes/ProcessTable.ts"
import type { ScriptedProcess } from "../../src/processes/ScriptedPlay.ts"
import { ServerIdentity } from "../../src/processes/ServerIdentity.ts"
import { StateDirectory } from "../../src/processes/StateDirectory.ts"
import { Supervisor } from "../../src/processes/Supervisor.ts"
import { SupervisorPython } from "../../src/processes/SupervisorPython.ts"
import { plainEnvironment, python } from "./Python.ts"
import { settingsOf } from "./World.ts"

/** Where the contract of a ProcessRunner is played: with real processes or with scripted ones. */
export class Stage extends Context.Tag("test/Stage")<
  Stage,
  {
    /** A spec in a fresh folder, of a process that behaves so. */
    readonly cast: (
      behaviour: ScriptedProcess,
      options?: Partial<ProcessSpec>,
    ) => Effect.Effect<ProcessSpec>
  }
>() {}

const testHost = Layer.succeed(Host, {
  environment: {},
  workingDirectory: "/",
  homeDirectory: "/",
  pid: process.pid,
  platform: "linux",
  secret: (bytes) => "0".repeat(bytes * 2),
})

let cookies = 0

export const specOf = (
  folder: string,
  argv: ProcessSpec["argv"],
  options: Partial<ProcessSpec> = {},
): ProcessSpec => ({
  argv,
  cwd: folder,
  env: plainEnvironment(),
  jobFolder: folder,
  folder,
  endsJob: true,
  cookie: `test-${process.pid}-${++cookies}:${folder}`,
  timeLimit: Option.none(),
  grace: Duration.seconds(2),
  maxOutputBytes: 1_000_000,
  limits: noLimits,
  sampleInterval: Duration.millis(50),
  ...options,
})

/** A folder on the disk that goes with the scope. */
export const temporaryFolder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "runner-"))),
  (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true })),
)

const filesLayer = Layer.mergeAll(DurableFiles.layer, OutputFiles.layer)

const realStage = Layer.scoped(
  Stage,
  Effect.gen(function* () {
    const root = yield* temporaryFolder
    let count = 0
    return {
      cast: (behaviour, options) =>
        Effect.sync(() => {
          const folder = join(root, String(++count))
          mkdirSync(folder)
          const code = codeOf(behaviour)
          const command = behaviour.spawnFails === undefined ? python : join(root, "nowhere")
          return specOf(folder, [command, "-c", code], options)
        }),
    }
  }),
)

const realGround = Layer.mergeAll(filesLayer, realStage).pipe(
  Layer.provideMerge(
    Layer.mergeAll(
      ProcessTable.layer,
      UsageSampler.layer,
      NodeFileSystem.layer,
      testHost,
      Shutdown.layer,
    ),
  ),
)

/** Real processes, held by this one. */
export const realLayer = Layer.provideMerge(ProcessRunner.layerNode, realGround)

/** The supervisor that a stage's processes are held by. */
export const supervisorOf = (settings: Partial<Settings["Type"]> = {}) =>
  Supervisor.layer.pipe(
    Layer.provide(Layer.succeed(SupervisorPython, { find: Effect.succeedSome(python) })),
    Layer.provide(ServerIdentity.layer),
    Layer.provide(writableDirectory),
    Layer.provideMerge(
      Layer.unwrapScoped(Effect.map(temporaryFolder, (home) => settingsOf({ home, ...settings }))),
    ),
  )

const writableDirectory = Layer.succeed(StateDirectory, {
  writable: Effect.void,
  takesJobs: Effect.void,
  isForeign: Effect.succeed(false),
})

/** Real processes, held by a supervisor of their own. */
export const supervisedLayer = ProcessRunner.layerSupervised.pipe(
  Layer.provideMerge(supervisorOf()),
  Layer.provideMerge(realGround),
  Layer.provide(Logger.remove(Logger.defaultLogger)),
)

const scriptedStage = Layer.effect(
  Stage,
  Effect.gen(function* () {
    const fs = yield* FileSystem.FileSystem
    const scripted = yield* ScriptedProcesses
    const behaviours = new Map<string, ScriptedProcess>()
    yield* scripted.script((spec) => behaviours.get(spec.folder) ?? {})
    return {
      cast: (behaviour, options) =>
        Effect.gen(function* () {
          const folder = `/jobs/${behaviours.size}`
          yield* Effect.orDie(fs.makeDirectory(folder, { recursive: true }))
          behaviours.set(folder, behaviour)
          return specOf(folder, ["scripted"], options)
        }),
    }
  }),
)

/** Scripted processes; a test may stand between them and the real DurableFiles. */
export const scriptedOver = (change: (files: DurableFiles["Type"]) => DurableFiles["Type"]) =>
  scriptedStage.pipe(
    Layer.provideMerge(layerScripted),
    Layer.provideMerge(Layer.effect(DurableFiles, Effect.map(DurableFiles, change))),
    Layer.provideMerge(filesLayer),
    Layer.provideMerge(Layer.mergeAll(MemoryFileSystem.layer, testHost, Shutdown.layer)),
  )

export const scriptedLayer = scriptedOver((files) => files)

/** The same behaviour as a Python program. */
const codeOf = (behaviour: ScriptedProcess): string => {
  const { output, uses, after, exit, ignoresTerm, leavesBehind } = behaviour
  const lines = ["import os, signal, subprocess, sys, time", "began = time.monotonic()"]
  const waitUntil = (seconds: number) =>
    seconds > 1e6 ? "time.sleep(60)" : `time.sleep(max(0, began + ${seconds} - time.monotonic()))`
  if (ignoresTerm === true) lines.push("signal.signal(signal.SIGTERM, signal.SIG_IGN)")
  for (const { at, stream, text } of output ?? []) {
    if (at !== undefined) lines.push(waitUntil(Duration.toSeconds(at)))
    lines.push(`os.write(${stream === "stdout" ? 1 : 2}, ${JSON.stringify(text)}.encode())`)
  }
  for (const { at, memoryBytes = 0, cpuSeconds = 0, processes = 1 } of uses ?? []) {
    if (at !== undefined) lines.push(waitUntil(Duration.toSeconds(at)))
    lines.push(`block = bytearray(b"x") * ${memoryBytes}`)
    lines.push(`while time.process_time() < ${cpuSeconds}: pass`)
    lines.push(...times(processes - 1, sleepingChild))
  }
  lines.push(...times(leavesBehind ?? 0, sleepingChild))
  if (after !== undefined) lines.push(waitUntil(Duration.toSeconds(after)))
  if (exit?._tag === "Exited") lines.push(`os._exit(${exit.code})`)
  if (exit?._tag === "Signalled") lines.push(`os.kill(os.getpid(), signal.${exit.signal})`)
  return lines.join("\n")
}

const sleepingChild = "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])"

const times = (count: number, line: string): ReadonlyArray<string> =>
  Array.from({ length: count }, () => line)
