import { dirname } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Effect, Layer, Option, Ref } from "effect"
import { Host } from "../../src/domain/Host.ts"
import { Settings } from "../../src/domain/Settings.ts"
import type { Interpreter, InterpreterFacts } from "../../src/environment/Interpreter.ts"
import { InterpreterInspection } from "../../src/environment/InterpreterInspection.ts"
import { InterpreterPlaces } from "../../src/environment/InterpreterPlaces.ts"
import { Interpreters } from "../../src/environment/Interpreters.ts"
import { DurableFiles } from "../../src/processes/DurableFiles.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"
import { Probe } from "../../src/processes/Probe.ts"
import { ProbeFailed } from "../../src/processes/ProbeFailed.ts"

/** The server's process, with an environment and no more. */
export const hostLayer = (environment: Readonly<Record<string, string>> = {}, platform = "linux") =>
  Layer.succeed(Host, {
    environment,
    workingDirectory: "/desk",
    homeDirectory: "/home/me",
    pid: 42,
    platform,
    secret: (bytes) => "0".repeat(2 * bytes),
  })

/** What a scripted interpreter answers. */
export const python = (
  executable: string,
  version: string,
  more: Partial<InterpreterFacts> = {},
): InterpreterFacts => {
  const prefix = dirname(dirname(executable))
  return {
    executable,
    base_executable: executable,
    version,
    prefix,
    base_prefix: prefix,
    implementation: "cpython",
    is_venv: false,
    free_threaded: false,
    is_64bit: true,
    ...more,
  }
}

/** What asking a file gives: facts, other words, or nothing in time. */
type Answer = InterpreterFacts | string | "hangs"

/** A memory machine whose files answer as they are told, and who was asked. */
export interface Machine {
  readonly asked: Effect.Effect<ReadonlyArray<string>>
  /** Puts a file there; its size changes with its answer. */
  readonly install: (path: string, answer: Answer) => Effect.Effect<void>
  readonly link: (target: string, path: string) => Effect.Effect<void>
  readonly uninstall: (path: string) => Effect.Effect<void>
  /** Puts a text there. */
  readonly write: (path: string, text: string) => Effect.Effect<void>
  /** The services as a new server has them; the disk is the same. */
  readonly server: (
    environment: Readonly<Record<string, string>>,
    platform?: string,
  ) => Layer.Layer<Interpreters | Settings | Host>
}

/** An empty machine. */
export const makeMachine: Effect.Effect<Machine> = Effect.gen(function* () {
  const disk = yield* Effect.provide(FileSystem.FileSystem, MemoryFileSystem.layer)
  const answers = yield* Ref.make<ReadonlyMap<string, Answer>>(new Map())
  const asked = yield* Ref.make<ReadonlyArray<string>>([])

  const fakeProbe = Layer.succeed(Probe, {
    ask: ({ argv: [command] }) =>
      Effect.gen(function* () {
        yield* Ref.update(asked, (all) => [...all, command])
        const real = yield* Effect.orDie(disk.realPath(command))
        const known = yield* Ref.get(answers)
        const answer = known.get(command) ?? known.get(real)
        if (answer === undefined || answer === "hangs") {
          return yield* new ProbeFailed({ command, reason: "it did not end within 5 s" })
        }
        const stdout = typeof answer === "string" ? answer : `${JSON.stringify(answer)}\n`
        return { exitCode: typeof answer === "string" ? 127 : 0, stdout, stderr: "" }
      }),
  })

  const makeParent = (path: string) => disk.makeDirectory(dirname(path), { recursive: true })

  return {
    asked: Ref.getAndSet(asked, []),
    install: (path, answer) =>
      Effect.orDie(
        Effect.gen(function* () {
          yield* makeParent(path)
          yield* disk.writeFileString(path, JSON.stringify(answer))
          yield* Ref.update(answers, (all) => new Map([...all, [path, answer]]))
        }),
      ),
    link: (target, path) =>
      Effect.orDie(Effect.zipRight(makeParent(path), disk.symlink(target, path))),
    uninstall: (path) => Effect.orDie(disk.remove(path)),
    write: (path, text) =>
      Effect.orDie(Effect.zipRight(makeParent(path), disk.writeFileString(path, text))),
    server: (environment, platform) =>
      Interpreters.layer.pipe(
        Layer.provide(Layer.mergeAll(InterpreterInspection.layer, InterpreterPlaces.layer)),
        Layer.provide(Layer.mergeAll(DurableFiles.layer, fakeProbe)),
        Layer.provideMerge(Settings.layer),
        Layer.provideMerge(
          Layer.mergeAll(
            Layer.succeed(FileSystem.FileSystem, disk),
            hostLayer({ PYTHON_MCP_HOME: "/state", ...environment }, platform),
          ),
        ),
        Layer.fresh,
      ),
  }
})

/** An interpreter as `Interpreters` gives it. */
export const interpreter = (version: string, more: Partial<Interpreter> = {}): Interpreter => ({
  path: `/opt/${version}/bin/python3`,
  realPath: `/opt/${version}/bin/python3`,
  version,
  prefix: `/opt/${version}`,
  basePrefix: `/opt/${version}`,
  isVenv: false,
  freeThreaded: false,
  implementation: "cpython",
  source: "system",
  ...more,
})

/** A machine that has just these, in the order of preference. */
export const scriptedInterpreters = (
  options: {
    readonly all?: ReadonlyArray<Interpreter>
    readonly chosen?: ReadonlyArray<Interpreter>
    readonly system?: Interpreter
    readonly at?: Readonly<Record<string, Interpreter>>
  } = {},
) => {
  const { all = [], chosen = [], system = interpreter("3.11.2"), at = {} } = options
  return Layer.succeed(Interpreters, {
    all: Effect.succeed(all),
    chosen: Effect.succeed(chosen),
    find: (accepts) => Effect.succeed(Option.fromNullable([...chosen, ...all].find(accepts))),
    inspect: (path) => Effect.succeed(Option.fromNullable(at[path])),
    system: Effect.succeed(system),
  })
}
