/*
 * The public API for other Effect programs: the words, the services and the layers. A host brings
 * FileSystem and Path from @effect/platform, and Host.
 */
export * from "./AppLayer.ts"
export * from "./domain/Host.ts"
export * from "./domain/Job.ts"
export * from "./domain/JobProgress.ts"
export * from "./domain/Run.ts"
export * from "./domain/Settings.ts"
export * from "./domain/Shutdown.ts"
export * from "./domain/Usage.ts"
export { Environments } from "./environment/Environments.ts"
export { PythonExecutor } from "./execution/PythonExecutor.ts"
export { JobRegistry } from "./jobs/JobRegistry.ts"
export { JobStore } from "./jobs/JobStore.ts"
export { SmartAsync } from "./jobs/SmartAsync.ts"
export { smartAsync } from "./jobs/smartAsyncEffect.ts"
export { OutputFiles } from "./processes/OutputFiles.ts"
export { ProcessRunner } from "./processes/ProcessRunner.ts"
export { RunResult, RunResults } from "./runs/RunResult.ts"
export { type RunMode, type RunOutcome, Runs } from "./runs/Runs.ts"
export { ScriptStore } from "./scripts/ScriptStore.ts"
