import { benchmarkScript } from "./benchmarkScript.ts"
import { compareScripts } from "./compareScripts.ts"
import { environmentCacheList } from "./environmentCacheList.ts"
import { environmentCreatePersistent } from "./environmentCreatePersistent.ts"
import { environmentRemove } from "./environmentRemove.ts"
import { formatCode } from "./formatCode.ts"
import { getJobOutput } from "./getJobOutput.ts"
import { jobCleanup } from "./jobCleanup.ts"
import { killJob } from "./killJob.ts"
import { listRunningJobs } from "./listRunningJobs.ts"
import { pyCancelJob } from "./pyCancelJob.ts"
import { pyJobStatus } from "./pyJobStatus.ts"
import { pyListJobs } from "./pyListJobs.ts"
import { pyListScripts } from "./pyListScripts.ts"
import { pyPruneJobs } from "./pyPruneJobs.ts"
import { pyRunSavedScript } from "./pyRunSavedScript.ts"
import { pySaveScript } from "./pySaveScript.ts"
import { pythonVersions } from "./pythonVersions.ts"
import { pyViewScript } from "./pyViewScript.ts"
import { runScriptInDir } from "./runScriptInDir.ts"
import { runScriptInDirAsync } from "./runScriptInDirAsync.ts"
import { runScriptProfile } from "./runScriptProfile.ts"
import { runScriptWithDependencies } from "./runScriptWithDependencies.ts"
import { runScriptWithDependenciesAsync } from "./runScriptWithDependenciesAsync.ts"
import { staticAnalysis } from "./staticAnalysis.ts"
import { streamDeltas } from "./streamDeltas.ts"
import { waitForJobs } from "./waitForJobs.ts"

/** Every tool that clients see, in the order in which they see them. */
export const catalog = [
  runScriptInDir,
  runScriptWithDependencies,
  benchmarkScript,
  compareScripts,
  runScriptProfile,
  runScriptInDirAsync,
  runScriptWithDependenciesAsync,
  waitForJobs,
  streamDeltas,
  getJobOutput,
  pyJobStatus,
  listRunningJobs,
  pyListJobs,
  killJob,
  pyCancelJob,
  pyPruneJobs,
  jobCleanup,
  pySaveScript,
  pyRunSavedScript,
  pyListScripts,
  pyViewScript,
  environmentCreatePersistent,
  environmentCacheList,
  environmentRemove,
  pythonVersions,
  formatCode,
  staticAnalysis,
] as const
