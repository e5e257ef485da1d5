import { Option } from "effect"

/** A place in both streams of a job: byte offsets. */
export interface StreamCursors {
  readonly stdout_cursor: number
  readonly stderr_cursor: number
}

/** The id of a server-sent event: where its reader is after it. */
export const eventId = ({ stdout_cursor, stderr_cursor }: StreamCursors): string =>
  `${stdout_cursor}-${stderr_cursor}`

/** The place that an event's id names; none where it is no id of ours. */
export const fromEventId = (id: string): Option.Option<StreamCursors> => {
  const [, stdout, stderr] = /^(\d{1,15})-(\d{1,15})$/.exec(id) ?? []
  return stdout === undefined || stderr === undefined
    ? Option.none()
    : Option.some({ stdout_cursor: Number(stdout), stderr_cursor: Number(stderr) })
}
