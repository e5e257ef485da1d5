import { Effect, Option } from "effect"
import { JobRegistry } from "../jobs/JobRegistry.ts"
import type { Completion, Matches } from "./Resource.ts"

/** The protocol allows no more. */
const maxValues = 100

/** So many of the newest jobs are looked through: people type what they have just seen. */
const jobsLookedAt = 200

/** What a client is told. */
export const completionOf = ({ values, total }: Matches): Completion => ({
  values: values.slice(0, maxValues),
  total,
  hasMore: total > Math.min(values.length, maxValues),
})

/** Those that begin as typed, whatever the case. */
export const startingWith = (typed: string, values: ReadonlyArray<string>): Matches => {
  const begin = typed.toLowerCase()
  const found = values.filter((value) => value.toLowerCase().startsWith(begin))
  return { values: found, total: found.length }
}

/** Ids of jobs, the newest first, by how they begin or by a part of the label that people gave. */
export const jobIds = Effect.fn("tools.jobIds")(function* (typed: string) {
  const registry = yield* JobRegistry
  const { jobs, total } = yield* registry.list({ status: Option.none(), limit: jobsLookedAt })
  const words = typed.toLowerCase()
  const found = jobs.filter(
    ({ id, job }) =>
      id.toLowerCase().startsWith(words) || (job.label ?? "").toLowerCase().includes(words),
  )
  return { values: found.map(({ id }) => id), total: typed === "" ? total : found.length }
}, Effect.orElseSucceed(noJobs))

function noJobs(): Matches {
  return { values: [], total: 0 }
}
