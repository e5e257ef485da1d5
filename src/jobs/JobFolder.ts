import { Order, Schema } from "effect"
import { JobId } from "../domain/Job.ts"
import { isoOf, millisOf } from "../domain/Time.ts"
import { isUlid, timeOf, ulidPrefix } from "../domain/Ulid.ts"

/** The folder of jobs that were imported from elsewhere; it stands beside the days. */
export const importedFolder = "imported"

/** The UTC day that a job's id was made on, or the folder of the imported ones. */
export const shelfOf = (id: string): string => (isUlid(id) ? dayOf(timeOf(id)) : importedFolder)

/** The UTC day of a moment in milliseconds since the epoch, as the folders are named. */
export const dayOf = (millis: number): string => isoOf(millis).slice(0, 10)

/** Where a job is on disk. */
export const folderOf = (home: string, id: string): string => `${home}/jobs/${shelfOf(id)}/${id}`

/** Whether a name on a shelf can be a job's: else nobody would find it by that name. */
export const isNameOn = (shelf: string): ((name: string) => boolean) => {
  if (shelf === importedFolder) return (name) => Schema.is(JobId)(name) && !isUlid(name)
  const day = millisOf(`${shelf}T00:00:00.000Z`)
  const [first, next] = [ulidPrefix(day), ulidPrefix(day + dayMillis)]
  return (name) => isUlid(name) && name >= first && name < next
}

const dayMillis = 24 * 3_600_000

/** Whether a folder in `jobs` is one that jobs stand in. */
export const isShelf = (name: string): boolean =>
  name === importedFolder || /^\d{4}-\d\d-\d\d$/.test(name)

/** What is known of a past day's jobs without reading them; derived, so it may go at any time. */
export const dayFile = "day.json"

/** The mark of a job without an end. */
export const activePathOf = (home: string, id: string): string => `${home}/active/${id}`

/** Newest first, by the time in the id. */
export const byNewest: Order.Order<string> = Order.reverse(Order.string)
