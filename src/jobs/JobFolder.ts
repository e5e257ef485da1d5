import { isUlid, timeOf } from "../domain/Ulid.ts"
import { isoOf } from "../domain/Time.ts"

/** The folder of jobs that were imported from elsewhere; it stands beside the days. */
export const importedFolder = "imported"

/** The UTC day that a job's id was made on, or the folder of the imported ones. */
export const shelfOf = (id: string): string =>
  isUlid(id) ? isoOf(timeOf(id)).slice(0, 10) : importedFolder

/** Where a job is on disk. */
export const folderOf = (home: string, id: string): string => `${home}/jobs/${shelfOf(id)}/${id}`

/** Newest first, by the time in the id. */
export const byNewest = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0)
