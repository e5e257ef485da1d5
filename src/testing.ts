export { JobIds } from "./jobs/JobIds.ts"
export { JobStore } from "./jobs/JobStore.ts"
export { MemoryFileSystem } from "./processes/MemoryFileSystem.ts"
export { layerScripted, ScriptedProcesses } from "./processes/ProcessRunnerScripted.ts"
