import { Clock, Effect, Option, Schema } from "effect"
import { Settings } from "../domain/Settings.ts"
import { isoOf, millisOf, secondsBetween } from "../domain/Time.ts"
import { EnvironmentInventory, type Listed } from "../environment/EnvironmentInventory.ts"
import type { Maker } from "../environment/EnvironmentUsers.ts"
import type { EnvironmentUnreadable } from "../environment/NamedErrors.ts"
import { maybe, noArguments } from "./Fields.ts"
import { bytesText, code, paragraphs, table } from "./Markdown.ts"
import { make } from "./Tool.ts"

const Environment = Schema.Struct({
  name: Schema.NullOr(Schema.String),
  id: Schema.NullOr(Schema.String),
  status: Schema.Literal("ready", "gone", "building", "unreadable"),
  python_version: Schema.String,
  requirements: Schema.Array(Schema.String),
  pins: Schema.Array(Schema.String),
  size_bytes: Schema.Int,
  apparent_bytes: Schema.Int,
  built_at: Schema.NullOr(Schema.String),
  age_seconds: Schema.NullOr(Schema.Number),
  last_used_at: Schema.NullOr(Schema.String),
  in_use: Schema.Boolean,
  used_by: Schema.Array(Schema.String),
  persistent: Schema.Boolean,
  job_id: maybe(Schema.String),
  problem: maybe(Schema.String),
})
type Environment = typeof Environment.Type

/** Lists the environments that are kept. */
export const environmentCacheList = make({
  name: "environment_cache_list",
  description: "Lists kept environments: packages, sizes, last use.",
  group: "environments",
  annotations: {
    title: "List environments",
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: noArguments,
  output: Schema.Struct({
    environments: Schema.Array(Environment),
    total_bytes: Schema.Int,
    limits: Schema.Struct({ days: Schema.Int, count: Schema.Int, bytes: Schema.Int }),
  }),
  handler: Effect.fnUntraced(function* () {
    const inventory = yield* (yield* EnvironmentInventory).list
    const { environmentRetention: limits } = yield* Settings
    const now = yield* Clock.currentTimeMillis
    const environments = [
      ...inventory.environments.map((one) => viewOf(one, now)),
      ...inventory.makers.map(viewOfMaker),
      ...inventory.unreadable.map(viewOfUnreadable),
    ]
    const sizes = new Map(environments.map(({ id, size_bytes }) => [id, size_bytes]))
    return { environments, total_bytes: sum(sizes.values()), limits }
  }),
  markdown: ({ environments, total_bytes, limits }) =>
    paragraphs(
      `**${environments.length} environment${environments.length === 1 ? "" : "s"}** · ${bytesText(total_bytes)} · ${limitsText(limits)}`,
      table(
        ["environment", "Python", "packages", "own size", "last used", ""],
        environments.map(row),
      ),
    ),
})

const sum = (numbers: Iterable<number>): number =>
  [...numbers].reduce((total, one) => total + one, 0)

const viewOf = ({ id, named, found, jobs }: Listed, now: number): Environment => {
  const common = {
    name: Option.getOrNull(Option.map(named, ({ name }) => name)),
    id,
    in_use: jobs.length > 0,
    used_by: jobs,
    persistent: Option.isSome(named),
  }
  // Of several names for the same packages, each has its own.
  const asked = Option.getOrUndefined(named)
  return Option.match(found, {
    onNone: () => ({
      ...common,
      ...nothing,
      status: "gone" as const,
      python_version: asked?.python_version ?? "",
      requirements: asked?.requirements ?? [],
    }),
    onSome: ({ environment: { marker, lastUsedAt }, size, pins }) => ({
      ...common,
      status: "ready" as const,
      python_version: marker.python_version,
      requirements: asked?.requirements ?? marker.requirements,
      pins,
      size_bytes: size.own,
      apparent_bytes: size.apparent,
      built_at: marker.built_at,
      age_seconds: secondsBetween(millisOf(marker.built_at), now),
      last_used_at: isoOf(lastUsedAt),
    }),
  })
}

const viewOfMaker = ({ name, job }: Maker): Environment => ({
  ...unknown,
  name,
  status: "building",
  in_use: true,
  used_by: [job],
  job_id: job,
})

const viewOfUnreadable = ({ environment, message }: EnvironmentUnreadable): Environment => ({
  ...unknown,
  name: environment,
  status: "unreadable",
  problem: message,
})

const nothing = {
  pins: [],
  size_bytes: 0,
  apparent_bytes: 0,
  built_at: null,
  age_seconds: null,
  last_used_at: null,
} as const

const unknown = {
  ...nothing,
  id: null,
  python_version: "",
  requirements: [],
  in_use: false,
  used_by: [],
  persistent: true,
} as const

const limitsText = ({ days, count, bytes }: Settings["Type"]["environmentRetention"]): string => {
  const limits = [
    ...(days > 0 ? [`${days} days unused`] : []),
    ...(count > 0 ? [`more than ${count}`] : []),
    ...(bytes > 0 ? [`beyond ${bytesText(bytes)}`] : []),
  ]
  return limits.length === 0
    ? "none is ever removed by itself"
    : `without a name, they go by themselves: ${limits.join(", ")}`
}

const shownPackages = 5

const row = ({ name, id, ...one }: Environment): ReadonlyArray<string> => {
  const packages = one.pins.length > 0 ? one.pins : one.requirements
  const more = packages.length > shownPackages ? ` and ${packages.length - shownPackages} more` : ""
  return [
    name === null ? code(id ?? "") : `**${name}**`,
    one.python_version,
    packages.slice(0, shownPackages).join(", ") + more,
    bytesText(one.size_bytes),
    one.last_used_at ?? one.problem ?? states[one.status],
    one.in_use ? `used by ${one.used_by.map(code).join(", ")}` : "",
  ]
}

/** Of what has not been used yet, or has nothing to be used. */
const states: Readonly<Record<Environment["status"], string>> = {
  ready: "",
  gone: "gone; made again when it is used",
  building: "being made",
  unreadable: "",
}
