import { Layer } from "effect"
import { Settings } from "./domain/Settings.ts"
import { Bytecode } from "./environment/Bytecode.ts"
import { CacheMending } from "./environment/CacheMending.ts"
import { EnvironmentBuild } from "./environment/EnvironmentBuild.ts"
import { EnvironmentCache } from "./environment/EnvironmentCache.ts"
import { EnvironmentFolders } from "./environment/EnvironmentFolders.ts"
import { EnvironmentInventory } from "./environment/EnvironmentInventory.ts"
import { EnvironmentKey } from "./environment/EnvironmentKey.ts"
import { EnvironmentLeftovers } from "./environment/EnvironmentLeftovers.ts"
import { EnvironmentMaking } from "./environment/EnvironmentMaking.ts"
import { EnvironmentPlanner } from "./environment/EnvironmentPlanner.ts"
import { EnvironmentRefresh } from "./environment/EnvironmentRefresh.ts"
import { EnvironmentRequests } from "./environment/EnvironmentRequests.ts"
import { EnvironmentRetention } from "./environment/EnvironmentRetention.ts"
import { EnvironmentShelf } from "./environment/EnvironmentShelf.ts"
import { Environments } from "./environment/Environments.ts"
import { EnvironmentUsers } from "./environment/EnvironmentUsers.ts"
import { IndexReach } from "./environment/IndexReach.ts"
import { InstalledFiles } from "./environment/InstalledFiles.ts"
import { InterpreterInspection } from "./environment/InterpreterInspection.ts"
import { InterpreterPlaces } from "./environment/InterpreterPlaces.ts"
import { Interpreters } from "./environment/Interpreters.ts"
import { NamedEnvironments } from "./environment/NamedEnvironments.ts"
import { NamedPreparation } from "./environment/NamedPreparation.ts"
import { Pins } from "./environment/Pins.ts"
import { PipInstall } from "./environment/PipInstall.ts"
import { PreparationSteps } from "./environment/PreparationSteps.ts"
import { ProcessEnvironment } from "./environment/ProcessEnvironment.ts"
import { ProjectEnvironment } from "./environment/ProjectEnvironment.ts"
import { ProjectFiles } from "./environment/ProjectFiles.ts"
import { ProjectLock } from "./environment/ProjectLock.ts"
import { ProjectPackages } from "./environment/ProjectPackages.ts"
import { ProjectPreparation } from "./environment/ProjectPreparation.ts"
import { ProjectRecords } from "./environment/ProjectRecords.ts"
import { ProjectSync } from "./environment/ProjectSync.ts"
import { PythonDownload } from "./environment/PythonDownload.ts"
import { PythonSelection } from "./environment/PythonSelection.ts"
import { ScriptLock } from "./environment/ScriptLock.ts"
import { SidePackages } from "./environment/SidePackages.ts"
import { supervisorPythonLayer } from "./environment/supervisorPython.ts"
import { Uv } from "./environment/Uv.ts"
import { UvProvision } from "./environment/UvProvision.ts"
import { PythonExecutor } from "./execution/PythonExecutor.ts"
import { ScriptLaunch } from "./execution/ScriptLaunch.ts"
import { JobChanges } from "./jobs/JobChanges.ts"
import { JobIds } from "./jobs/JobIds.ts"
import { JobLedger } from "./jobs/JobLedger.ts"
import { JobReader } from "./jobs/JobReader.ts"
import { JobRegistry } from "./jobs/JobRegistry.ts"
import { JobStopping } from "./jobs/JobStopping.ts"
import { JobStore } from "./jobs/JobStore.ts"
import { JobsInHand } from "./jobs/JobsInHand.ts"
import { JobWatch } from "./jobs/JobWatch.ts"
import { Leftovers } from "./jobs/Leftovers.ts"
import { OwnerFate } from "./jobs/OwnerFate.ts"
import { ProgressReading } from "./jobs/ProgressReading.ts"
import { PythonImport } from "./jobs/PythonImport.ts"
import { Recovery } from "./jobs/Recovery.ts"
import { retentionLayer } from "./jobs/Retention.ts"
import { SmartAsync } from "./jobs/SmartAsync.ts"
import { snapshotLayer } from "./jobs/Snapshot.ts"
import { Sweeper } from "./jobs/Sweeper.ts"
import { ThisServer } from "./jobs/ThisServer.ts"
import { WorkFiles } from "./jobs/WorkFiles.ts"
import { UsageSampler } from "./metrics/UsageSampler.ts"
import { DurableFiles } from "./processes/DurableFiles.ts"
import { FreeSpace } from "./processes/FreeSpace.ts"
import { JobSteps } from "./processes/JobSteps.ts"
import { OnServerExit } from "./processes/OnServerExit.ts"
import { OutputFiles } from "./processes/OutputFiles.ts"
import { Probe } from "./processes/Probe.ts"
import { ProcessRunner } from "./processes/ProcessRunner.ts"
import { ProcessTable } from "./processes/ProcessTable.ts"
import { Reserve } from "./processes/Reserve.ts"
import { ServerIdentity } from "./processes/ServerIdentity.ts"
import { StateDirectory } from "./processes/StateDirectory.ts"
import { StateGate } from "./processes/StateGate.ts"
import { Supervisor } from "./processes/Supervisor.ts"
import { TreeEnding } from "./processes/TreeEnding.ts"
import { Analysis } from "./quality/Analysis.ts"
import { Formatting } from "./quality/Formatting.ts"
import { ToolEnvironments } from "./quality/ToolEnvironments.ts"
import { ToolRuns } from "./quality/ToolRuns.ts"
import { Comparisons } from "./runs/Comparisons.ts"
import { environmentSweepingLayer } from "./runs/EnvironmentSweeping.ts"
import { ImportAdvice } from "./runs/ImportAdvice.ts"
import { JobVoice } from "./runs/JobVoice.ts"
import { Paths } from "./runs/Paths.ts"
import { PersistentEnvironments } from "./runs/PersistentEnvironments.ts"
import { RunPreparation } from "./runs/RunPreparation.ts"
import { RunResults } from "./runs/RunResult.ts"
import { Runs } from "./runs/Runs.ts"
import { ScriptStore } from "./scripts/ScriptStore.ts"
import { ResourceRegistry } from "./tools/ResourceRegistry.ts"
import { ToolRegistry } from "./tools/ToolRegistry.ts"

/** Files and settings: what every room stands on. Asks for a FileSystem, a Path and the Host. */
export const filesLayer = StateDirectory.layer.pipe(
  Layer.provideMerge(Reserve.filesLayer.pipe(Layer.provide(DurableFiles.layer))),
  Layer.provideMerge(Layer.mergeAll(OutputFiles.layer, Reserve.layer)),
  Layer.provideMerge(Layer.mergeAll(StateGate.layer, FreeSpace.layer)),
  Layer.provideMerge(Settings.layer),
)

/** What this machine has: its processes, its Pythons, and who we are among them. */
const machineLayer = Interpreters.layer.pipe(
  Layer.provide(Layer.mergeAll(InterpreterInspection.layer, InterpreterPlaces.layer)),
  Layer.provideMerge(Layer.mergeAll(Probe.layer, ServerIdentity.layer)),
  Layer.provideMerge(Layer.mergeAll(ProcessTable.layer, UsageSampler.layer)),
)

/** Who holds processes: a supervisor, on Linux where there is a Python for it; else Node itself. */
const supervisorLayer = Supervisor.layer.pipe(Layer.provide(supervisorPythonLayer))

/** Starting processes and ending them for certain. */
export const processesLayer = OnServerExit.layer.pipe(
  Layer.provideMerge(Layer.mergeAll(ProcessRunner.layerSupervised, TreeEnding.layer)),
  Layer.provide(supervisorLayer),
  Layer.provideMerge(machineLayer),
)

const uvLayer = Uv.layer.pipe(
  Layer.provideMerge(UvProvision.layer),
  Layer.provideMerge(PreparationSteps.layer),
  Layer.provide(Layer.mergeAll(IndexReach.layer, JobSteps.layer)),
)

const cacheLayer = EnvironmentCache.layer.pipe(
  Layer.provide(EnvironmentRefresh.layer),
  Layer.provide(EnvironmentMaking.layer),
  Layer.provide(EnvironmentBuild.layer.pipe(Layer.provide([CacheMending.layer, PipInstall.layer]))),
  Layer.provide(InstalledFiles.layer),
  Layer.provideMerge(
    Layer.mergeAll(EnvironmentFolders.layer, EnvironmentKey.layer, EnvironmentRequests.layer),
  ),
  Layer.provideMerge(Pins.layer),
)

const plannerLayer = EnvironmentPlanner.layer.pipe(
  Layer.provide(Layer.mergeAll(ProjectEnvironment.layer, ScriptLock.layer)),
  Layer.provide(Layer.mergeAll(ProjectFiles.layer, ProjectPackages.layer)),
)

/** What a project has a say in. */
const projectLayer = ProjectPreparation.layer.pipe(
  Layer.provide(Layer.mergeAll(ProjectLock.layer, ProjectSync.layer)),
  Layer.provide(ProjectRecords.layer),
)

/** The environments that are kept: what there is, who uses it, and what goes. */
export const shelfLayer = Layer.mergeAll(
  EnvironmentInventory.layer,
  EnvironmentRetention.layer,
).pipe(
  Layer.provide(Layer.mergeAll(EnvironmentLeftovers.layer, Pins.layer)),
  Layer.provideMerge(
    Layer.mergeAll(EnvironmentShelf.layer, EnvironmentUsers.layer, NamedEnvironments.layer),
  ),
)

/** What a run runs in. */
export const environmentLayer = Environments.layer.pipe(
  Layer.provide(Layer.mergeAll(NamedPreparation.layer, plannerLayer, projectLayer)),
  Layer.merge(SidePackages.layer),
  Layer.provideMerge(Bytecode.layer),
  Layer.provide(Layer.mergeAll(cacheLayer, PythonDownload.layer, PythonSelection.layer)),
  Layer.provide(uvLayer),
  Layer.merge(ProcessEnvironment.layer),
  Layer.provideMerge(shelfLayer),
)

/** One script, executed. */
export const executionLayer = PythonExecutor.layer.pipe(
  Layer.provide(Layer.mergeAll(JobSteps.layer, ScriptLaunch.layer)),
  Layer.provideMerge(environmentLayer),
)

/** Tools that look at code, in environments of the same cache. */
export const qualityLayer = Layer.mergeAll(Analysis.layer, Formatting.layer).pipe(
  Layer.provide(ToolRuns.layer.pipe(Layer.provide([ToolEnvironments.layer, JobSteps.layer]))),
  Layer.provide(Layer.provide(EnvironmentFolders.layer, Pins.layer)),
)

/** Who this server is, and how it names its jobs. */
const identityLayer = Layer.mergeAll(ThisServer.layer, JobIds.layer)

/** Which jobs exist, and how they end. */
export const jobsLayer = Layer.mergeAll(
  JobRegistry.layer,
  Leftovers.layer,
  JobWatch.layer,
  WorkFiles.layer,
  retentionLayer,
).pipe(
  Layer.provide(JobStopping.layer),
  Layer.provide(JobReader.layer),
  Layer.provideMerge(Layer.mergeAll(Recovery.layer, SmartAsync.layer, ProgressReading.layer)),
  Layer.provide(snapshotLayer),
  Layer.provide(JobLedger.layer),
  Layer.provideMerge(Sweeper.layer),
  Layer.provideMerge(PythonImport.layer),
  Layer.provideMerge(
    Layer.mergeAll(JobChanges.layer, JobsInHand.layer, JobStore.layer, OwnerFate.layer),
  ),
  Layer.provideMerge(identityLayer),
)

const importAdviceLayer = Layer.provide(ImportAdvice.layer, ProjectFiles.layer)

/** The composition that every running tool shares. */
export const runsLayer = Layer.mergeAll(
  Comparisons.layer,
  Runs.layer,
  PersistentEnvironments.layer,
  environmentSweepingLayer,
).pipe(
  Layer.provide(RunPreparation.layer),
  Layer.provideMerge(Layer.mergeAll(JobVoice.layer, RunResults.layer, ScriptStore.layer)),
  Layer.provide(importAdviceLayer),
  Layer.provideMerge(Paths.layer),
)

/** What every server stands on, whatever it does: who it is, its files, its processes. */
export const groundLayer = identityLayer.pipe(
  Layer.provideMerge(processesLayer),
  Layer.provideMerge(filesLayer),
)

/** What a server does, standing on the ground. */
export const serverLayer = Layer.mergeAll(ToolRegistry.layer, ResourceRegistry.layer).pipe(
  Layer.provide(qualityLayer),
  Layer.provideMerge(runsLayer),
  Layer.provideMerge(Layer.mergeAll(executionLayer, jobsLayer)),
)

/** The whole server but its front: asks for a FileSystem, a Path, the Host and Shutdown. */
export const appLayer = Layer.provideMerge(serverLayer, groundLayer)
