import { FileSystem } from "@effect/platform/FileSystem"
import { Effect, Option } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import { PathInvalid, type RunRequest, ScriptSource } from "../domain/Run.ts"
import type { ScriptNotFound } from "../domain/Script.ts"
import type { Launch } from "../execution/ScriptLaunch.ts"
import { ScriptStore } from "../scripts/ScriptStore.ts"
import { Paths } from "./Paths.ts"

/** A script, found; inline code is kept on disk only when all else is right too. */
export interface LocatedScript {
  readonly text: string
  readonly kind: Launch["kind"]
  /** Where a file runs when no directory is given; none for inline and saved code. */
  readonly ownFolder: Option.Option<string>
  /** None for inline and saved code. */
  readonly ownPath: Option.Option<string>
  readonly keep: Effect.Effect<string, StoreUnavailable>
}

/** Finds scripts; `argument` is the one that names a file. */
export const makeLocate = Effect.gen(function* () {
  const fs = yield* FileSystem
  const paths = yield* Paths
  const scripts = yield* ScriptStore

  const file = (argument: string, given: string, directory: Option.Option<string>) =>
    Effect.gen(function* () {
      const path = yield* paths.file(argument, given, directory)
      const text = yield* Effect.mapError(
        fs.readFileString(path),
        () => new PathInvalid({ argument, path, reason: "may not be read" }),
      )
      const ownFolder = Option.some(path.slice(0, Math.max(1, path.lastIndexOf("/"))))
      const ownPath = Option.some(path)
      return { text, kind: "file", ownFolder, ownPath, keep: Effect.succeed(path) } as const
    })

  const inline = (code: string, { tool, arguments: parameters }: Asked) =>
    Effect.succeed({
      text: code,
      kind: "inline",
      ownFolder: Option.none<string>(),
      ownPath: Option.none<string>(),
      keep: scripts.autosave(code, tool, parameters),
    } as const)

  const saved = (name: string) =>
    Effect.map(
      scripts.find(name, false),
      ({ path, source }) =>
        ({
          text: source,
          kind: "file",
          ownFolder: Option.none<string>(),
          ownPath: Option.none<string>(),
          keep: Effect.succeed(path),
        }) as const,
    )

  return (
    source: ScriptSource,
    argument: string,
    asked: Asked,
    directory: Option.Option<string>,
  ): Effect.Effect<LocatedScript, PathInvalid | ScriptNotFound | StoreUnavailable> =>
    ScriptSource.$match(source, {
      File: ({ path }) => file(argument, path, directory),
      Inline: ({ code }) => inline(code, asked),
      Saved: ({ name }) => saved(name),
    })
})

type Asked = Pick<RunRequest, "tool" | "arguments">
