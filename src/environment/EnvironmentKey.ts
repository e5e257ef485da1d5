import { join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Context, Effect, Layer } from "effect"
import { Host } from "../domain/Host.ts"
import { modifiedOf } from "../domain/ModifiedAt.ts"
import { sha256 } from "../domain/Sha256.ts"
import type { Interpreter } from "./Interpreter.ts"
import { localSources } from "./LocalSources.ts"
import { resolutionVariables } from "./UvVariables.ts"

/** What a managed environment is made of; equal ingredients make an equal environment. */
export interface Ingredients {
  readonly interpreter: Interpreter
  /** Canonical and sorted. */
  readonly requirements: ReadonlyArray<string>
  /** The lines of a `[tool.uv]` table for uv to obey, such as a script's own index. */
  readonly uvOptions: ReadonlyArray<string>
  /** Whatever else decides on what is installed (the content of a constraints file, a lock's hash). */
  readonly context: ReadonlyArray<string>
  /** Ask the index anew, and wait for it. No part of what the environment is made of. */
  readonly refresh: boolean
}

/** The two names of a managed environment: of what was asked for, and of what that came to. */
export class EnvironmentKey extends Context.Tag("python-mcp/EnvironmentKey")<
  EnvironmentKey,
  {
    /**
     * Of a request: a hash of all that decides what is installed, 64 hexadecimal digits. Credentials in
     * index settings go in and cannot be read back.
     */
    readonly of: (ingredients: Ingredients) => Effect.Effect<string>
    /** Of an environment: a hash of its interpreter and of all that is installed in it, as `Pins` tells. */
    readonly environment: (
      interpreter: Interpreter,
      identities: ReadonlyArray<string>,
    ) => Effect.Effect<string>
  }
>() {
  static readonly layer: Layer.Layer<EnvironmentKey, never, FileSystem.FileSystem | Host> =
    Layer.effect(
      this,
      Effect.gen(function* () {
        const fs = yield* FileSystem.FileSystem
        const host = yield* Host
        const variables = resolutionVariables(host.environment)
        const configurations = [...configurationFiles(host), ...namedFiles(variables)]

        const content = (path: string) => Effect.orElseSucceed(fs.readFileString(path), () => null)

        const stamp = (path: string) =>
          fs.stat(path).pipe(
            Effect.map((info) => [path, modifiedOf(info), Number(info.size)] as const),
            Effect.orElseSucceed(() => [path, 0, 0] as const),
          )

        const facts = ({ realPath, version, freeThreaded }: Interpreter) =>
          Effect.map(stamp(realPath), (binary) => [binary, version, freeThreaded])

        return {
          environment: Effect.fn("EnvironmentKey.environment")(function* (interpreter, identities) {
            return hash([formatVersion, yield* facts(interpreter), identities])
          }),
          of: Effect.fn("EnvironmentKey.of")(function* (ingredients) {
            const { interpreter, requirements, uvOptions, context } = ingredients
            // Nothing to install: then nothing that decides on installing counts.
            const isEmpty = requirements.length === 0
            const [python, settings, sources] = yield* Effect.all([
              facts(interpreter),
              isEmpty ? Effect.succeed([]) : Effect.forEach(configurations, content),
              localSources(fs, requirements),
            ])
            return hash([
              formatVersion,
              python,
              requirements,
              isEmpty ? [] : [variables, settings, uvOptions, context],
              sources,
            ])
          }),
        }
      }),
    )
}

/** A change of what an environment is, or of how it is made, makes all older ones unknown. */
const formatVersion = 2

const hash = (ingredients: ReadonlyArray<unknown>): string => sha256(JSON.stringify(ingredients))

/** uv's own configuration, which may name other indexes. */
const configurationFiles = ({
  environment,
  homeDirectory,
}: Host["Type"]): ReadonlyArray<string> => [
  join(environment.XDG_CONFIG_HOME || join(homeDirectory, ".config"), "uv/uv.toml"),
  "/etc/uv/uv.toml",
]

/** Settings that name files count by what is in these. */
const namedFiles = (
  variables: ReadonlyArray<readonly [name: string, value: string]>,
): ReadonlyArray<string> =>
  variables
    .filter(([name]) => /CONSTRAINT|OVERRIDE|EXCLUDE$|CONFIG_FILE/.test(name))
    .flatMap(([, value]) => value.split(" "))
