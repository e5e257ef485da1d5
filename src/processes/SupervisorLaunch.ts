import { type ChildProcess, spawn } from "node:child_process"
import { Socket } from "node:net"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { Data, Effect } from "effect"
import { explainSpawn, toErrno } from "./Spawn.ts"

/** The supervisor could not be started, or has ended. */
export class SupervisorGone extends Data.TaggedError("SupervisorGone")<{
  readonly reason: string
}> {}

/** Beside `dist` and `src` alike, in the package as in the repository. */
export const supervisorFolder = join(dirname(fileURLToPath(import.meta.url)), "../../supervisor")

/**
 * Compiled once for all servers, under the state directory, and by a child: what compiling takes would
 * stay with the supervisor as long as it lives (4 of 14 MB, measured).
 */
const boot = `
import posix, sys
folder, home, server = sys.argv[1:]
sys.path.insert(0, folder)
sys.pycache_prefix = home + "/cache/python"
try:
    posix.stat(sys.pycache_prefix + folder + "/supervisor." + sys.implementation.cache_tag + ".pyc")
except OSError:
    child = posix.fork()
    if child == 0:
        try:
            import supervisor
        finally:
            posix._exit(0)
    posix.waitpid(child, 0)
import supervisor
supervisor.main(home, server)
`

/** Whose a supervisor is; seen in the list of processes, too. */
export type Whose = readonly [home: string, serverId: string]

/** A supervisor, our end of its lease, and what goes wrong in it. */
export interface SupervisorChild {
  readonly process: ChildProcess
  readonly lease: Socket
  readonly stderr: Socket
}

/**
 * Starts one in a session of its own, with the other end of the lease as its descriptor 3. Its own
 * environment is empty: nothing of ours is to reach what it starts by another way.
 */
export const launchSupervisor = (
  python: string,
  whose: Whose,
  folder: string,
): Effect.Effect<SupervisorChild, SupervisorGone> =>
  Effect.async((resume) => {
    const fail = (error: NodeJS.ErrnoException) =>
      resume(new SupervisorGone({ reason: explainSpawn(error, "/") }))
    try {
      const process = spawn(python, ["-I", "-S", "-c", boot, folder, ...whose], {
        cwd: "/",
        env: { LC_ALL: "C.UTF-8" },
        detached: true,
        stdio: ["ignore", "ignore", "pipe", "pipe"],
      })
      process.once("error", fail)
      const [, , stderr, lease] = process.stdio
      // Without a pid there is an "error" to come.
      if (process.pid !== undefined && stderr instanceof Socket && lease instanceof Socket) {
        resume(Effect.succeed({ process, lease, stderr }))
      }
    } catch (error) {
      fail(toErrno(error))
    }
  })
