import { randomBytes } from "node:crypto"
import { homedir } from "node:os"
import { Layer } from "effect"
import { Host } from "./domain/Host.ts"

/** The Host of a Node program; hand over its `process`. */
export const nodeHostLayer = (process: NodeJS.Process): Layer.Layer<Host> =>
  Layer.sync(Host, () => ({
    environment: Object.fromEntries(
      Object.entries(process.env).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as const],
      ),
    ),
    workingDirectory: process.cwd(),
    homeDirectory: homedir(),
    pid: process.pid,
    platform: process.platform,
    secret: (bytes) => randomBytes(bytes).toString("hex"),
  }))
