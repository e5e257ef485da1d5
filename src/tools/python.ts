import { Array as Arr, Effect, Option, Schema, Stream } from "effect"
import { startingWith } from "./Completions.ts"
import { installedPythons } from "./installedPythons.ts"
import { makeResource, type Variables } from "./Resource.ts"

/** An installed Python, as a resource: what python_versions shows of it. */
export const python = makeResource({
  uriTemplate: "python://{version}",
  name: "python",
  title: "Installed Python",
  description: "Path, origin and kind of an installed Python, such as 3.13 or 3.13.1.",
  mimeType: "application/json",
  group: "environments",
  annotations: { audience: ["assistant"], priority: 0.1 },
  pattern: /^python:\/\/(?<version>[^/?#]+)\/?$/,
  find: Effect.fnUntraced(function* ({ version = "" }: Variables) {
    const installed = yield* installedPythons
    const isIt = ({ version: one }: { readonly version: string }) => one === version
    const found = Arr.findFirst(installed, isIt).pipe(
      Option.orElse(() => Arr.findFirst(installed, (one) => one.version.startsWith(`${version}.`))),
    )
    const versions = Arr.dedupe(installed.map((one) => one.version))
    return Option.isSome(found) ? found.value : yield* new PythonNotInstalled({ version, versions })
  }),
  read: (found) => Effect.succeed(JSON.stringify(found)),
  changes: () => Stream.empty,
  complete: {
    version: (typed) =>
      Effect.map(installedPythons, (installed) =>
        startingWith(typed, Arr.dedupe(installed.map(({ version }) => version))),
      ),
  },
})

/** No installed Python has that version. */
export class PythonNotInstalled extends Schema.TaggedError<PythonNotInstalled>()(
  "PythonNotInstalled",
  {
    version: Schema.String,
    versions: Schema.Array(Schema.String),
  },
) {
  override get message() {
    return `Python ${this.version} is not installed. List the installed ones with python_versions: ${this.versions.join(", ")}.`
  }
}
