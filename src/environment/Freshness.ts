import { Duration } from "effect"
import { millisOf } from "../domain/Time.ts"
import type { Ingredients } from "./EnvironmentKey.ts"
import type { RequestRecord } from "./EnvironmentRecords.ts"

/**
 * Whether asking the index again could not give anything else: every version is named, or the index is
 * looked at as it was on a certain day.
 */
export const isFixed = (
  { requirements, uvOptions }: Ingredients,
  environment: Readonly<Record<string, string>>,
): boolean =>
  isDay(environment.UV_EXCLUDE_NEWER ?? "") ||
  uvOptions.some((line) => isDay(/^exclude-newer = "(.*)"$/.exec(line)?.[1] ?? "")) ||
  requirements.every(isPinned)

/** Whether the versions are older than the setting allows; what came without a network always is. */
export const isDue = (
  { resolved_at, offline }: RequestRecord,
  freshness: Duration.Duration,
  now: number,
): boolean =>
  Duration.toMillis(freshness) > 0 &&
  (offline || now - millisOf(resolved_at) > Duration.toMillis(freshness))

/** For people: "2026-11-23 13:09 UTC". */
export const asOf = ({ resolved_at }: RequestRecord): string =>
  `${resolved_at.slice(0, 16).replace("T", " ")} UTC`

/** uv also takes spans ("24 hours"), which move on. */
const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d/.test(text)

/** Of a canonical requirement. A branch or a tag moves, and so may the file behind a URL. */
const isPinned = (requirement: string): boolean => {
  const [what = ""] = requirement.split(" ; ", 1)
  const [name = "", url] = what.split(" @ ", 2)
  return url === undefined
    ? /(?:^[^=<>!~]*|,)===?[^=*,]+(?:,|$)/.test(name)
    : /^git\+.*@[0-9a-f]{40}(?:#|$)/.test(url) || /#(?:.*&)?sha256=[0-9a-f]{64}/.test(url)
}
