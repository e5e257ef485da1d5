import { randomBytes } from "node:crypto"
import { basename, join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { Effect, Layer, Option, Ref } from "effect"
import { Host } from "../../src/domain/Host.ts"
import { type ProjectUse, PythonChoice } from "../../src/domain/Run.ts"
import { Settings } from "../../src/domain/Settings.ts"
import { Shutdown } from "../../src/domain/Shutdown.ts"
import { Bytecode } from "../../src/environment/Bytecode.ts"
import { CacheMending } from "../../src/environment/CacheMending.ts"
import { EnvironmentBuild } from "../../src/environment/EnvironmentBuild.ts"
import { EnvironmentCache } from "../../src/environment/EnvironmentCache.ts"
import { EnvironmentFolders } from "../../src/environment/EnvironmentFolders.ts"
import { EnvironmentKey } from "../../src/environment/EnvironmentKey.ts"
import { EnvironmentMaking } from "../../src/environment/EnvironmentMaking.ts"
import { EnvironmentPlanner } from "../../src/environment/EnvironmentPlanner.ts"
import { EnvironmentRefresh } from "../../src/environment/EnvironmentRefresh.ts"
import { EnvironmentRequests } from "../../src/environment/EnvironmentRequests.ts"
import { EnvironmentShelf } from "../../src/environment/EnvironmentShelf.ts"
import { Environments } from "../../src/environment/Environments.ts"
import { EnvironmentUsers } from "../../src/environment/EnvironmentUsers.ts"
import { IndexReach } from "../../src/environment/IndexReach.ts"
import { InstalledFiles } from "../../src/environment/InstalledFiles.ts"
import { InterpreterInspection } from "../../src/environment/InterpreterInspection.ts"
import { InterpreterPlaces } from "../../src/environment/InterpreterPlaces.ts"
import { Interpreters } from "../../src/environment/Interpreters.ts"
import { NamedEnvironments } from "../../src/environment/NamedEnvironments.ts"
import { NamedPreparation } from "../../src/environment/NamedPreparation.ts"
import { Pins } from "../../src/environment/Pins.ts"
import { PipInstall } from "../../src/environment/PipInstall.ts"
import { PreparationSteps } from "../../src/environment/PreparationSteps.ts"
import { ProjectEnvironment } from "../../src/environment/ProjectEnvironment.ts"
import { ProjectFiles } from "../../src/environment/ProjectFiles.ts"
import { ProjectLock } from "../../src/environment/ProjectLock.ts"
import { ProjectPackages } from "../../src/environment/ProjectPackages.ts"
import { ProjectPreparation } from "../../src/environment/ProjectPreparation.ts"
import { ProjectRecords } from "../../src/environment/ProjectRecords.ts"
import { ProjectSync } from "../../src/environment/ProjectSync.ts"
import { PythonDownload } from "../../src/environment/PythonDownload.ts"
import { PythonSelection } from "../../src/environment/PythonSelection.ts"
import { ScriptLock } from "../../src/environment/ScriptLock.ts"
import { Uv } from "../../src/environment/Uv.ts"
import { UvProvision } from "../../src/environment/UvProvision.ts"
import { UsageSampler } from "../../src/metrics/UsageSampler.ts"
import { DurableFiles } from "../../src/processes/DurableFiles.ts"
import type { JobSite } from "../../src/processes/JobSite.ts"
import { JobSteps } from "../../src/processes/JobSteps.ts"
import { OutputFiles } from "../../src/processes/OutputFiles.ts"
import { Probe } from "../../src/processes/Probe.ts"
import { ProcessRunner } from "../../src/processes/ProcessRunner.ts"
import { ProcessTable } from "../../src/processes/ProcessTable.ts"
import { ServerIdentity } from "../../src/processes/ServerIdentity.ts"

/** The room over real files and real processes; `environment` is all that the server is given. */
export const workshop = (home: string, environment: Readonly<Record<string, string>>) => {
  const host = Layer.succeed(Host, {
    environment: { ...environment, PYTHON_MCP_HOME: home },
    workingDirectory: "/",
    homeDirectory: environment.HOME ?? home,
    pid: process.pid,
    platform: process.platform,
    secret: (bytes) => randomBytes(bytes).toString("hex"),
  })
  return Environments.layer.pipe(
    Layer.provideMerge(
      Layer.mergeAll(NamedPreparation.layer, EnvironmentPlanner.layer, ProjectPreparation.layer),
    ),
    Layer.provideMerge(Layer.mergeAll(ProjectLock.layer, ProjectSync.layer)),
    Layer.provideMerge(EnvironmentCache.layer),
    Layer.provideMerge(Layer.mergeAll(Bytecode.layer, EnvironmentRefresh.layer)),
    Layer.provideMerge(EnvironmentMaking.layer),
    Layer.provideMerge(Layer.mergeAll(ProjectEnvironment.layer, ScriptLock.layer)),
    Layer.provideMerge(Layer.mergeAll(EnvironmentBuild.layer, PythonDownload.layer)),
    Layer.provideMerge(Layer.mergeAll(CacheMending.layer, PipInstall.layer)),
    Layer.provideMerge(Layer.mergeAll(PythonSelection.layer, Uv.layer)),
    Layer.provideMerge(
      Layer.mergeAll(
        EnvironmentFolders.layer,
        EnvironmentKey.layer,
        EnvironmentRequests.layer,
        InstalledFiles.layer,
        EnvironmentShelf.layer,
        EnvironmentUsers.layer,
        Interpreters.layer,
        NamedEnvironments.layer,
        UvProvision.layer,
      ),
    ),
    Layer.provideMerge(
      Layer.mergeAll(
        InterpreterInspection.layer,
        InterpreterPlaces.layer,
        Pins.layer,
        PreparationSteps.layer,
        ProjectFiles.layer,
        ProjectPackages.layer,
        ProjectRecords.layer,
      ),
    ),
    Layer.provideMerge(Layer.mergeAll(IndexReach.layer, JobSteps.layer, ServerIdentity.layer)),
    Layer.provideMerge(ProcessRunner.layerNode),
    Layer.provideMerge(
      Layer.mergeAll(
        DurableFiles.layer,
        OutputFiles.layer,
        Probe.layer,
        ProcessTable.layer,
        UsageSampler.layer,
        Settings.layer,
      ),
    ),
    Layer.provideMerge(Layer.mergeAll(NodeFileSystem.layer, host, Shutdown.layer)),
  )
}

/** A job to build for: its folder, and what was announced. */
export const makeSite = Effect.fnUntraced(function* (folder: string) {
  const fs = yield* FileSystem.FileSystem
  yield* fs.makeDirectory(folder, { recursive: true })
  const announced = yield* Ref.make<ReadonlyArray<string>>([])
  const site: JobSite = {
    id: basename(folder),
    folder,
    cookie: `${basename(folder)}:${"0".repeat(32)}`,
    announce: (message) => Ref.update(announced, (all) => [...all, message]),
  }
  const stepNames = Effect.orElseSucceed(fs.readDirectory(join(folder, "steps")), () => [])
  return { site, announced: Ref.get(announced), stepNames }
})

/** A request for uv's choice, with what a test cares about. */
export const viaUv = (
  options: {
    readonly version?: string
    readonly dependencies?: ReadonlyArray<string>
    readonly isolated?: boolean
    readonly environment?: string
    readonly project?: ProjectUse
    readonly refresh?: boolean
    readonly source?: string
    readonly projectFolder?: string
    readonly scriptPath?: string
  } = {},
) => ({
  python: PythonChoice.Uv({
    version: Option.fromNullable(options.version),
    dependencies: options.dependencies ?? [],
    isolated: options.isolated ?? false,
    environment: Option.fromNullable(options.environment),
    project: options.project ?? "own",
    refresh: options.refresh ?? false,
  }),
  source: options.source ?? "print(1)\n",
  projectFolder: Option.fromNullable(options.projectFolder),
  scriptPath: Option.fromNullable(options.scriptPath),
})

/** A request for the system's Python. */
export const viaSystem = (source = "print(1)\n", ignored: ReadonlyArray<string> = []) => ({
  python: PythonChoice.System({ ignored }),
  source,
  projectFolder: Option.none<string>(),
  scriptPath: Option.none<string>(),
})
