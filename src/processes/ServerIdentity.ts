import { Context, Effect, Layer, Option } from "effect"
import { Host } from "../domain/Host.ts"
import type { Owner } from "../domain/JobFiles.ts"
import { Settings } from "../domain/Settings.ts"
import { sha256 } from "../domain/Sha256.ts"
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
    /**
     * Names this server in what it makes aside, which may be there before any record of it and after: machine,
     * boot and pid namespace (hashed), process and its start.
     */
    readonly signature: string
    /** Whether the server of such a signature is gone; none where nobody can tell from here. */
    readonly isGone: (signature: string) => Effect.Effect<Option.Option<boolean>>
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
      const house = sha256(JSON.stringify([place.host, place.bootId, place.pidNamespace]))
      const signatureOf = ({ pid, start }: Pick<Owner["server"], "pid" | "start">) =>
        `${house.slice(0, 8)}-${pid}-${start.replace(/[^0-9A-Za-z]/g, "")}`

      const isGone = Effect.fnUntraced(function* (signature: string) {
        const [theirs, pid] = signature.split("-")
        if (theirs !== house.slice(0, 8)) return Option.none()
        const found = yield* table.identify(Number(pid))
        return Option.some(!Option.exists(found, (one) => signatureOf(one) === signature))
      })

      const owner: Owner = {
        server: { id, pid: host.pid, start },
        helper: null,
        host: place.host,
        boot_id: place.bootId,
        pid_ns: place.pidNamespace,
      }
      return {
        owner,
        recordPath: `${home}/servers/${id}.json`,
        signature: signatureOf(owner.server),
        isGone,
      }
    }),
  )
}
