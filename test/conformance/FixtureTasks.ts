import { Clock, Effect, FiberMap, Option, Ref, type Scope, Stream } from "effect"
import { JobNotFound } from "../../src/domain/Job.ts"
import { isoOf } from "../../src/domain/Time.ts"
import type { Task, TaskState } from "../../src/tools/Task.ts"
import type { ToolRegistry } from "../../src/tools/ToolRegistry.ts"
import { succeeded, type ToolResult } from "../../src/tools/ToolResult.ts"

/** Scripted runs that go on without their callers, and the registry's face of them. */
export interface FixtureTasks
  extends Pick<ToolRegistry["Type"], "task" | "cancelTask" | "taskChanges"> {
  /** Comes to this after so many seconds; at once when there are none. */
  readonly handOver: (seconds: number, outcome: TaskState) => Effect.Effect<ToolResult>
}

export const makeFixtureTasks: Effect.Effect<FixtureTasks, never, Scope.Scope> = Effect.gen(
  function* () {
    const running = yield* FiberMap.make<string>()
    const tasks = yield* Ref.make<ReadonlyMap<string, Task>>(new Map())
    const put = (task: Task) => Ref.update(tasks, (all) => new Map(all).set(task.id, task))
    const end = (task: Task, state: TaskState) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) =>
        put({ ...task, updatedAt: isoOf(now), statusMessage: state._tag, state }),
      )
    const find = (id: string) =>
      Effect.flatMap(Ref.get(tasks), (all) =>
        Option.match(Option.fromNullable(all.get(id)), {
          onNone: () => new JobNotFound({ job_id: id }),
          onSome: Effect.succeed,
        }),
      )
    const begin = Effect.fnUntraced(function* (seconds: number, outcome: TaskState) {
      const now = isoOf(yield* Clock.currentTimeMillis)
      const { size } = yield* Ref.get(tasks)
      const task: Task = {
        id: `task-${size}`,
        createdAt: now,
        updatedAt: now,
        ttlMillis: null,
        pollMillis: 200,
        statusMessage: "running",
        state: { _tag: "Working" },
      }
      yield* put(task)
      const work = Effect.delay(end(task, outcome), seconds * 1000)
      yield* FiberMap.run(running, task.id, work)
      const told = { job_id: task.id, status: "running" }
      return { ...succeeded(told, JSON.stringify(told)), handedOver: task.id }
    })
    const isWorking = ({ state }: Task) => state._tag === "Working"
    return {
      handOver: (seconds, outcome) =>
        seconds === 0 && outcome._tag === "Completed"
          ? Effect.succeed(outcome.result)
          : begin(seconds, outcome),
      task: find,
      cancelTask: Effect.fnUntraced(function* (id) {
        const task = yield* find(id)
        if (!isWorking(task)) return
        yield* FiberMap.remove(running, id)
        yield* end(task, { _tag: "Cancelled" })
      }),
      taskChanges: (id) =>
        Stream.repeatEffect(Effect.delay(find(id), 100)).pipe(
          Stream.takeUntil((task) => !isWorking(task)),
        ),
    }
  },
)
