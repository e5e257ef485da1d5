import type { JobId } from "../domain/Job.ts"
import { byNewest } from "./JobFolder.ts"

/** So many of the names show where the newest begin. */
const sampled = 500

/**
 * The newest ids at least, newest first. A day may have tens of thousands: to sort them all took longer
 * than everything else that a list does, so what is surely older is left out before.
 */
export const newestOf = (ids: ReadonlyArray<JobId>, count: number): Array<JobId> => {
  const step = Math.floor(ids.length / sampled)
  if (step < 2 || count * 4 > ids.length) return [...ids].sort(byNewest)
  const sample = ids.filter((_, index) => index % step === 0).sort(byNewest)
  const pivot = sample[Math.ceil((2 * count) / step) + 5] ?? ""
  const candidates = ids.filter((id) => id >= pivot)
  return (candidates.length < count ? [...ids] : candidates).sort(byNewest)
}
