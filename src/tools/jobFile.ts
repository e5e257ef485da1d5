import { Effect, Encoding, Stream } from "effect"
import { isTextual, mediaTypeOf } from "../domain/MediaType.ts"
import { JobRegistry } from "../jobs/JobRegistry.ts"
import { WorkFiles } from "../jobs/WorkFiles.ts"
import { jobIds, startingWith } from "./Completions.ts"
import { makeResource, type ResourceContent } from "./Resource.ts"

const fileOf = Effect.fnUntraced(function* (jobId: string, path: string) {
  const job = yield* (yield* JobRegistry).get(jobId)
  return yield* (yield* WorkFiles).find(job, path)
})

const followed = Effect.fnUntraced(function* (jobId: string, path: string) {
  const context = yield* Effect.context<JobRegistry | WorkFiles>()
  const find = Effect.provide(fileOf(jobId, path), context)
  return (yield* WorkFiles).changes(jobId, path, find)
})

const pathsOf = Effect.fnUntraced(
  function* (jobId: string) {
    const job = yield* (yield* JobRegistry).get(jobId)
    const { files } = yield* (yield* WorkFiles).list(job)
    return files.map(({ path }) => path)
  },
  Effect.orElseSucceed((): ReadonlyArray<string> => []),
)

/** A file that a job left in its own folder, as a resource. */
export const jobFile = makeResource({
  uriTemplate: "job-file://{job_id}/{+path}",
  name: "job-file",
  title: "File of a job",
  description: "A file that a job without a directory left behind, at most 8 MiB.",
  mimeType: "application/octet-stream",
  group: "jobs",
  annotations: { audience: ["user", "assistant"], priority: 0.5 },
  pattern: /^job-file:\/\/(?<job_id>[^/?#]+)\/(?<path>.+)$/s,
  find: ({ job_id = "", path = "" }) => fileOf(job_id, path),
  read: (file) =>
    Effect.map(
      Effect.flatMap(WorkFiles, ({ read }) => read(file)),
      (bytes) => contentOf(bytes, mediaTypeOf(file.path)),
    ),
  changes: ({ job_id = "", path = "" }) => Stream.unwrap(followed(job_id, path)),
  complete: {
    job_id: jobIds,
    path: (typed, { job_id = "" }) =>
      Effect.map(pathsOf(job_id), (paths) => startingWith(typed, paths)),
  },
})

/** Text as text, unless it is none after all. */
const contentOf = (bytes: Uint8Array, mimeType: string): ResourceContent => {
  const content = { mimeType, size: bytes.length }
  if (isTextual(mimeType)) {
    try {
      return { ...content, text: new TextDecoder("utf-8", strict).decode(bytes) }
    } catch {
      // No UTF-8: its bytes are handed out.
    }
  }
  return { ...content, blob: Encoding.encodeBase64(bytes) }
}

const strict = { fatal: true, ignoreBOM: true }
