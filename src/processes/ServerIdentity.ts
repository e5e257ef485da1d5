import { Context, Effect, Layer, Option } from "effect"
import { Host } from "../domain/Host.ts"
import type { Owner } from "../domain/JobFiles.ts"
import { Settings } from "../domain/Settings.ts"
import { ulid } from "../domain/Ulid.ts"
import { ProcessTable } from "./ProcessTable.ts"

/** Who this server is, and where it says that it lives. */
export class ServerIdentity extends Context.Tag("python-mcp/ServerIdentity")<
  ServerIdentity,
  {
    /** As its jobs name it; a supervisor, which comes and goes, is not in it. */
    readonly owner: Owner
    /** `servers/<id>.json`. */
    readonly recordPath: string
  }
>() {
  static readonly layer = Layer.effect(
    ServerIdentity,
    Effect.gen(function* () {
      const host = yield* Host
      const table = yield* ProcessTable
      const { home } = yield* Settings
      const place = yield* table.place
      const self = yield* table.identify(host.pid)
      const id = yield* ulid
      const start = Option.match(self, { onNone: () => "", onSome: (found) => found.start })
      const owner: Owner = {
        server: { id, pid: host.pid, start },
        helper: null,
        host: place.host,
        boot_id: place.bootId,
        pid_ns: place.pidNamespace,
      }
      return { owner, recordPath: `${home}/servers/${id}.json` }
    }),
  )
}
