import {
  CLIENT_CAPABILITIES_META_KEY,
  MissingRequiredClientCapabilityError,
  ProtocolErrorCode,
} from "@modelcontextprotocol/server"
import type { Task } from "../tools/Task.ts"
import { inside } from "./inside.ts"
import { wireResult } from "./WireResult.ts"

/** The extension of 2026-07-28 by which a call may be answered with a task. */
export const tasksExtension = "io.modelcontextprotocol/tasks"

/** Whether a request's client knows tasks: each request says so of itself. */
export const declaresTasks = (envelope: unknown): boolean => {
  const capabilities = inside(envelope, CLIENT_CAPABILITIES_META_KEY)
  const declared = inside(inside(capabilities, "extensions"), tasksExtension)
  return typeof declared === "object" && declared !== null
}

/** What a request is refused with that is about tasks, and whose client does not know them. */
export const tasksNotDeclared = () =>
  new MissingRequiredClientCapabilityError(
    { requiredCapabilities: { extensions: { [tasksExtension]: {} } } },
    `This needs a client that declares the extension ${tasksExtension} in the request's own capabilities.`,
  )

/** A call's answer: the task that it has become. */
export const createdTask = (task: Task) => ({ resultType: "task", ...seedOf(task) })

/** A task as it is, with its result or error inside. */
export const detailedTask = (task: Task) => ({ ...seedOf(task), ...endOf(task) })

const seedOf = (task: Task) => ({
  taskId: task.id,
  status: statuses[task.state._tag],
  statusMessage: task.statusMessage,
  createdAt: task.createdAt,
  lastUpdatedAt: task.updatedAt,
  ttlMs: task.ttlMillis,
  pollIntervalMs: task.pollMillis,
})

const statuses = {
  Working: "working",
  Completed: "completed",
  Failed: "failed",
  Cancelled: "cancelled",
} as const satisfies Record<Task["state"]["_tag"], string>

const endOf = ({ state }: Task) => {
  switch (state._tag) {
    case "Working":
    case "Cancelled":
      return {}
    case "Completed":
      // The SDK stamps answers; what is inside one it does not look at.
      return { result: { resultType: "complete", ...wireResult(state.result) } }
    case "Failed":
      return { error: { code: ProtocolErrorCode.InternalError, message: state.message } }
  }
}
