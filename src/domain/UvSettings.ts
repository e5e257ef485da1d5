import { Schema } from "effect"

const Texts = Schema.Array(Schema.String)

const toggle = Schema.optional(Schema.Boolean)

const text = Schema.optional(Schema.String)

const texts = Schema.optional(Texts)

/** One `[[tool.uv.index]]`. */
const Index = Schema.Struct({
  name: Schema.optional(Schema.NonEmptyString),
  url: Schema.NonEmptyString,
  default: toggle,
  explicit: toggle,
  format: Schema.optional(Schema.Literal("simple", "flat")),
  authenticate: Schema.optional(Schema.Literal("auto", "always", "never")),
})

/** What in a `[tool.uv]` table decides on where packages come from, and on which are chosen. */
export const UvSettings = Schema.Struct({
  index: Schema.optional(Schema.Array(Index)),
  "index-url": text,
  "extra-index-url": texts,
  "find-links": texts,
  "no-index": toggle,
  "index-strategy": Schema.optional(
    Schema.Literal("first-index", "unsafe-first-match", "unsafe-best-match"),
  ),
  "exclude-newer": text,
  "exclude-newer-package": Schema.optional(
    Schema.Record({ key: Schema.String, value: Schema.Union(Schema.String, Schema.Boolean) }),
  ),
  "constraint-dependencies": texts,
  "override-dependencies": texts,
  "build-constraint-dependencies": texts,
  prerelease: Schema.optional(
    Schema.Literal("disallow", "allow", "if-necessary", "explicit", "if-necessary-or-explicit"),
  ),
  resolution: Schema.optional(Schema.Literal("highest", "lowest", "lowest-direct")),
  "no-binary": toggle,
  "no-binary-package": texts,
  "no-build": toggle,
  "no-build-package": texts,
  "no-sources": toggle,
  sources: Schema.optional(Schema.Record({ key: Schema.String, value: Schema.Unknown })),
})
export type UvSettings = typeof UvSettings.Type

/**
 * What does not decide on that: how a project is laid out, built, locked or published, and how uv goes
 * about its work. `pip` counts for `uv pip` alone, which is not what people run their scripts with.
 */
export const irrelevantKeys: ReadonlySet<string> = new Set(
  `package managed workspace default-groups dependency-groups dev-dependencies environments
  required-environments conflicts build-backend cache-keys pip add-bounds check-url publish-url
  trusted-publishing required-version cache-dir link-mode compile-bytecode concurrent-builds
  concurrent-downloads concurrent-installs no-cache offline preview preview-features
  python-downloads python-preference python-install-mirror pypy-install-mirror
  python-downloads-json-url native-tls system-certs fork-strategy`.split(/\s+/),
)
