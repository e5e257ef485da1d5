import { FileSystem, make as makeFileSystem } from "@effect/platform/FileSystem"
import * as NodePath from "@effect/platform-node/NodePath"
import { Duration, Effect, Exit, Layer, Option, Schema, Scope, TestClock } from "effect"
import { jobsLayer, qualityLayer, runsLayer, shelfLayer } from "../../src/AppLayer.ts"
import { Host } from "../../src/domain/Host.ts"
import { noLimits } from "../../src/domain/Process.ts"
import { Settings } from "../../src/domain/Settings.ts"
import { Shutdown } from "../../src/domain/Shutdown.ts"
import { Bytecode } from "../../src/environment/Bytecode.ts"
import { ProcessEnvironment } from "../../src/environment/ProcessEnvironment.ts"
import { SidePackages } from "../../src/environment/SidePackages.ts"
import { PythonExecutor } from "../../src/execution/PythonExecutor.ts"
import { ScriptLaunch } from "../../src/execution/ScriptLaunch.ts"
import { DurableFiles } from "../../src/processes/DurableFiles.ts"
import { FreeSpace, type Room } from "../../src/processes/FreeSpace.ts"
import { JobSteps } from "../../src/processes/JobSteps.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"
import { OnServerExit } from "../../src/processes/OnServerExit.ts"
import { OutputFiles } from "../../src/processes/OutputFiles.ts"
import { Probe } from "../../src/processes/Probe.ts"
import { layerScripted } from "../../src/processes/ProcessRunnerScripted.ts"
import { Reserve } from "../../src/processes/Reserve.ts"
import { ServerIdentity } from "../../src/processes/ServerIdentity.ts"
import { StateDirectory } from "../../src/processes/StateDirectory.ts"
import { StateGate } from "../../src/processes/StateGate.ts"
import { TreeEnding } from "../../src/processes/TreeEnding.ts"
import { ResourceRegistry } from "../../src/tools/ResourceRegistry.ts"
import { ToolRegistry } from "../../src/tools/ToolRegistry.ts"
import { scriptedInterpreters } from "../environment/Machine.ts"
import { here, type Place, Population, processTable } from "./Population.ts"
import { interpreter, scriptedEnvironments } from "./ScriptedEnvironments.ts"

/** When every test begins: at noon UTC of the day that the design names. */
export const noon = "2026-11-23T12:00:00.000Z"

/** The state directory of every test. */
export const home = "/state"

/** What may differ from one server to the next. */
export interface ServerOptions {
  readonly settings?: Partial<Settings["Type"]>
  readonly host?: Partial<Host["Type"]>
  readonly place?: Place
  /** Stands between the program and the real DurableFiles. */
  readonly durable?: (files: DurableFiles["Type"]) => DurableFiles["Type"]
  /** What is different about the file system that the server sees. */
  readonly files?: (fs: FileSystem) => Partial<FileSystem>
  /** What the disk has; nobody tells, unless a test does. */
  readonly room?: Effect.Effect<Option.Option<Room>>
}

/** Settings as they are without any variable, and what a test sets. */
export const settingsOf = (given: Partial<Settings["Type"]> = {}) =>
  Layer.succeed(Settings, {
    smartAsyncBudget: Duration.seconds(20),
    home,
    defaultTimeoutSeconds: 3600,
    environmentTimeout: Duration.seconds(1800),
    uv: Option.none(),
    python: Option.none(),
    pythonDownloads: true,
    uvInstall: true,
    uvCache: "own",
    localDependencies: [],
    environmentFreshness: Duration.hours(24),
    environmentRetention: { days: 14, count: 20, bytes: 5 * 1024 ** 3 },
    killGrace: Duration.seconds(3),
    maxReplyBytes: 65_536,
    maxOutputBytes: 1_073_741_824,
    limits: noLimits,
    maxConcurrentRuns: Option.none(),
    onServerExit: "stop",
    supervisor: "on",
    retention: { days: 30, jobs: 10_000, bytes: 20 * 1024 ** 3 },
    httpToken: Option.none(),
    ...given,
  })

/** A server's process; its secrets are known. */
export const hostOf = (given: Partial<Host["Type"]> = {}) =>
  Layer.succeed(Host, {
    environment: { PATH: "/usr/bin" },
    workingDirectory: "/desk",
    homeDirectory: "/home/me",
    pid: 42,
    platform: "linux",
    secret: (bytes) => "5e".repeat(bytes),
    ...given,
  })

/** What several servers of one machine share: its files, its processes, its clock at noon. */
export const machine: Layer.Layer<FileSystem | Population> = Layer.mergeAll(
  MemoryFileSystem.layer,
  Population.layer,
  Layer.effectDiscard(TestClock.setTime(Date.parse(noon))),
)

const durableOf = (
  change: ServerOptions["durable"],
): Layer.Layer<DurableFiles, never, FileSystem> =>
  change === undefined
    ? DurableFiles.layer
    : Layer.effect(DurableFiles, Effect.map(DurableFiles, change)).pipe(
        Layer.provide(DurableFiles.layer),
      )

const changedFiles = (change: NonNullable<ServerOptions["files"]>) =>
  Layer.effect(
    FileSystem,
    Effect.map(FileSystem, (fs) => makeFileSystem({ ...fs, ...change(fs) })),
  )

const executionLayer = PythonExecutor.layer.pipe(
  Layer.provide(Layer.mergeAll(JobSteps.layer, ScriptLaunch.layer)),
  Layer.provide(
    Layer.succeed(Bytecode, { expect: () => Effect.void, afterRun: () => Effect.void }),
  ),
  Layer.provide(
    Layer.succeed(SidePackages, { beside: () => Effect.succeed("/state/environments/side/lib") }),
  ),
  Layer.provideMerge(Layer.mergeAll(scriptedEnvironments, ProcessEnvironment.layer)),
  Layer.provideMerge(Layer.merge(shelfLayer, scriptedInterpreters({ all: [interpreter] }))),
)

/** The leaves of a server: everything that is not the program itself. */
export const leaves = ({
  settings,
  host,
  place = here,
  durable,
  files = () => ({}),
  room = Effect.succeedNone,
}: ServerOptions = {}) =>
  Layer.mergeAll(OnServerExit.layer, TreeEnding.layer).pipe(
    Layer.provideMerge(Layer.mergeAll(layerScripted, StateDirectory.layer, ServerIdentity.layer)),
    Layer.provideMerge(Reserve.filesLayer.pipe(Layer.provide(durableOf(durable)))),
    Layer.provideMerge(Layer.mergeAll(OutputFiles.layer, Reserve.layer)),
    Layer.provideMerge(StateGate.layer.pipe(Layer.provide(changedFiles(files)))),
    Layer.provideMerge(
      Layer.mergeAll(
        processTable(place),
        settingsOf(settings),
        hostOf(host),
        NodePath.layerPosix,
        Shutdown.layer,
        Layer.succeed(FreeSpace, { at: () => room }),
        livingServer(host?.pid ?? 42),
      ),
    ),
  )

/** A server is itself one of the machine's processes. */
const livingServer = (pid: number) =>
  Layer.effectDiscard(Effect.flatMap(Population, ({ born }) => born(pid)))

/** Nothing that is asked says anything. */
const silentProbe = Layer.succeed(Probe, {
  ask: () => Effect.succeed({ exitCode: 0, stdout: "", stderr: "" }),
})

/** A whole server but its front, over scripted leaves; several may stand on one machine. */
export const server = (options: ServerOptions = {}) =>
  Layer.mergeAll(ToolRegistry.layer, ResourceRegistry.layer).pipe(
    Layer.provide(Layer.provide(qualityLayer, silentProbe)),
    Layer.provideMerge(runsLayer),
    Layer.provideMerge(Layer.mergeAll(executionLayer, jobsLayer)),
    Layer.provideMerge(leaves(options)),
  )

/** One server on a machine of its own. */
export const world = (options: ServerOptions = {}) => Layer.provideMerge(server(options), machine)

/** A server on the machine that there is, whose end the test decides. */
export const closable = Effect.fnUntraced(function* (options: ServerOptions = {}) {
  const scope = yield* Scope.make()
  const services = yield* Layer.buildWithScope(server(options), scope)
  return { services, close: Scope.close(scope, Exit.void) }
})

/** The content of a JSON file, as a person would see it. */
export const jsonOf = Effect.fn("test.jsonOf")(function* (path: string) {
  const fs = yield* FileSystem
  const text = yield* fs.readFileString(path)
  return yield* Schema.decodeUnknown(Schema.parseJson(Schema.Unknown))(text)
}, Effect.orDie)

/** Writes a file and the folders that it needs. */
export const put = Effect.fn("test.put")(function* (path: string, content: string) {
  const fs = yield* FileSystem
  yield* fs.makeDirectory(path.slice(0, path.lastIndexOf("/")), { recursive: true })
  yield* fs.writeFileString(path, content)
}, Effect.orDie)

/** The names in a folder, sorted; none where there is no folder. */
export const namesIn = (folder: string) =>
  Effect.flatMap(FileSystem, (fs) =>
    Effect.map(
      Effect.orElseSucceed(fs.readDirectory(folder), (): Array<string> => []),
      (names) => names.sort(),
    ),
  )
