import type { Owner } from "../../src/domain/JobFiles.ts"
import { here } from "./Population.ts"

/** The owner of jobs: a server of this machine and boot, unless told otherwise. */
export const aServer = (given: Partial<Owner> = {}): Owner => ({
  server: { id: "01SERVER", pid: 777, start: "1" },
  helper: null,
  host: here.host,
  boot_id: here.bootId,
  pid_ns: here.pidNamespace,
  ...given,
})

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

/** A job's id of a given moment. */
export const idAt = (iso: string, suffix = "0"): string => {
  const millis = Date.parse(iso)
  const digits = Array.from({ length: 10 }, (_, place) =>
    alphabet.charAt(Math.floor(millis / 32 ** (9 - place)) % 32),
  )
  return digits.join("") + suffix.padStart(16, "0")
}
