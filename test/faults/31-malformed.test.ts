import { describe, it } from "vitest"
import { rounds } from "../support/Faults.ts"
import { malformed, modernMeta } from "../support/Malformed.ts"
import { sendAll } from "../support/MalformedStdio.ts"
import { TestServer } from "../support/TestServer.ts"

describe("x", () => {
  it.each(["legacy", "modern"] as const)("y %s", { timeout: 600_000 }, async (era) => {
    await using server = new TestServer()
    const client = await server.raw()
    if (era === "legacy") await client.initialize()
    else await client.request("tools/list", { _meta: modernMeta() })
    const all = malformed(rounds(300, 5000), 7, 1_000_000)
    const seen = new Map<string, number>()
    for (let n = 0; n < all.length; n += 50) {
      const faults = await sendAll(
        client,
        all.slice(n, n + 50),
        era,
        [7, 4096, 1_000_000][n % 3] ?? 1,
      )
      for (const f of faults) {
        const k = f.what + "|" + f.kind
        seen.set(k, (seen.get(k) ?? 0) + 1)
        if ((seen.get(k) ?? 0) <= 3) console.log(era, f)
      }
    }
    console.log(seen, client.stderr.length, client.stderr.slice(0, 3000))
  })
})
