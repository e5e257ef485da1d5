import { mediaTypeOf } from "../domain/MediaType.ts"
import type { RunOutput } from "./RunOutput.ts"
import type { ResourceLink } from "./ToolResult.ts"
import { jobFileUri, jobStreamUri, jobUri } from "./uris.ts"

/** What there is to read on after a run: its output, its state while it goes on, the files that it left. */
export const runLinks = ({
  job_id: id,
  status,
  files = [],
}: RunOutput): ReadonlyArray<ResourceLink> => [
  link({
    uri: jobStreamUri(id),
    name: "output",
    title: "Output of the run",
    mimeType: "text/plain",
  }),
  ...(isGoing(status)
    ? [
        link({
          uri: jobUri(id),
          name: "state",
          title: "State of the run",
          mimeType: "application/json",
        }),
      ]
    : []),
  ...files.map(({ path, bytes }) =>
    link({
      uri: jobFileUri(id, path),
      name: path,
      title: lastName(path),
      mimeType: mediaTypeOf(path),
      size: bytes,
    }),
  ),
]

/** What a person would call a file. */
const lastName = (path: string): string => path.slice(path.lastIndexOf("/") + 1)

const isGoing = (status: RunOutput["status"]): boolean =>
  status === "running" || status === "pending" || status === "started"

const link = (named: Omit<ResourceLink, "type">): ResourceLink => ({
  type: "resource_link",
  ...named,
})
