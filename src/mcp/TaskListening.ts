import {
  type JSONRPCMessage,
  type JSONRPCNotification,
  type JSONRPCRequest,
  ProtocolError,
  ProtocolErrorCode,
} from "@modelcontextprotocol/server"
import { Array as Arr, Predicate } from "effect"
import type { Task } from "../tools/Task.ts"
import { inside } from "./inside.ts"
import { declaresTasks, detailedTask, tasksNotDeclared } from "./TaskWire.ts"
import { errorTo, isRequest, type WirePasses } from "./Wire.ts"

/*
 * Who listens may name tasks. The SDK's routers, which acknowledge, stamp and filter, know nothing of them:
 * so for them a task is a resource, under a URI that no client ever sees. Each
 * listen has URIs of its own, so that what is followed for it, from the task as it is now to its end, is
 * told to it and to nobody else.
 */

const scheme = "task://"

/** Which listen it is for, where one of ours made it, then the task. */
const taskUriPattern = /^task:\/\/(?:\d+\/)?(?<id>.*)$/s

/** What is told of a resource that has changed; of a task also what has become of it. */
export interface Updated {
  readonly [name: string]: unknown
  readonly uri: string
}

/** The task that a URI stands for; none where it is another resource's. */
export const taskIdOf = (uri: string): string | undefined => taskUriPattern.exec(uri)?.groups?.id

/** What is told of a task to the listen that has this URI for it. */
export const taskUpdate =
  (uri: string) =>
  (task: Task): Updated => ({ uri, task: detailedTask(task) })

/** Reads a request as the SDK is to understand it, or gives what it is refused with. */
export type ReadListen = (request: JSONRPCRequest) => JSONRPCRequest | ProtocolError

/** Tasks that are listened to become resources; to be made once for all whose listens are told apart by URI. */
export const makeReadListen = (): ReadListen => {
  let listens = 0
  return (request) => {
    listens += 1
    return tasksListened(request, listens)
  }
}

const tasksListened = (request: JSONRPCRequest, listen: number): JSONRPCRequest | ProtocolError => {
  const wanted = inside(request.params, "notifications")
  if (request.method !== "subscriptions/listen" || !isRecord(wanted)) return request
  const { taskIds, resourceSubscriptions = [], ...others } = wanted
  if (taskIds !== undefined) {
    if (!declaresTasks(request.params?._meta)) return tasksNotDeclared()
    if (!areTexts(taskIds)) return new ProtocolError(invalid, "taskIds is no list of texts")
  }
  // The SDK refuses what is no list.
  if (!areTexts(resourceSubscriptions)) return request
  const resources = resourceSubscriptions.filter((uri) => !isTaskUri(uri))
  const tasks = areTexts(taskIds) ? taskIds.map((id) => taskUri(listen, id)) : []
  const notifications = { ...others, ...named("resourceSubscriptions", [...resources, ...tasks]) }
  return { ...request, params: { ...request.params, notifications } }
}

/** A message as clients understand it: what the SDK says of such resources is of tasks. */
export const tasksTold = (message: JSONRPCMessage): JSONRPCMessage | undefined => {
  if (!("method" in message) || "id" in message) return message
  if (message.method === "notifications/subscriptions/acknowledged") return acknowledged(message)
  return message.method === "notifications/resources/updated" ? updated(message) : message
}

/** Both, for a connection whose messages are looked at. */
export const taskListening = (): WirePasses => {
  const read = makeReadListen()
  return {
    inbound: (message, reply) => {
      const passed = isRequest(message) ? read(message) : message
      if (!(passed instanceof ProtocolError)) return passed
      if (isRequest(message)) reply(errorTo(message.id, passed))
      return undefined
    },
    outbound: tasksTold,
  }
}

const acknowledged = (message: JSONRPCNotification): JSONRPCNotification => {
  const honored = inside(message.params, "notifications")
  if (!isRecord(honored)) return message
  const { resourceSubscriptions, ...others } = honored
  if (!areTexts(resourceSubscriptions)) return message
  const [resources, tasks] = Arr.partition(resourceSubscriptions, isTaskUri)
  const notifications = {
    ...others,
    ...named("resourceSubscriptions", resources),
    ...named(
      "taskIds",
      tasks.flatMap((uri) => taskIdOf(uri) ?? []),
    ),
  }
  return { ...message, params: { ...message.params, notifications } }
}

/** One that brings no task was told by somebody who does not know that there are such. */
const updated = (message: JSONRPCNotification): JSONRPCNotification | undefined => {
  const { uri, task, ...others } = message.params ?? {}
  if (!isTaskUri(uri)) return message
  if (!isRecord(task)) return undefined
  return { jsonrpc: "2.0", method: "notifications/tasks", params: { ...task, ...others } }
}

const invalid = ProtocolErrorCode.InvalidParams

const isTaskUri = (uri: unknown): uri is string => typeof uri === "string" && uri.startsWith(scheme)

const taskUri = (listen: number, id: string): string => `${scheme}${listen}/${id}`

const isRecord = Predicate.isReadonlyRecord

const areTexts = (value: unknown): value is ReadonlyArray<string> =>
  Array.isArray(value) && value.every((one) => typeof one === "string")

/** A list under its name, where there is something on it. */
const named = (name: string, list: ReadonlyArray<string>) =>
  list.length === 0 ? {} : { [name]: list }
