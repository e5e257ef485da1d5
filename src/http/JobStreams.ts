import { Deferred, Effect, Either, Option } from "effect"
import type { JobNotFound, StoreUnavailable } from "../domain/Job.ts"
import { decodedPart } from "../domain/UriPart.ts"
import { JobRegistry } from "../jobs/JobRegistry.ts"
import { JobWatch } from "../jobs/JobWatch.ts"
import { beginEvents, type HttpExchange, refuse, write } from "./HttpExchange.ts"
import { endingWithout, type Following, followJob } from "./JobStream.ts"
import { notAllowed, type Refusal, refusal } from "./Refusal.ts"
import { fromEventId, type StreamCursors } from "./StreamCursors.ts"

/** Answers `GET /jobs/{id}/stream`: a job's output as server-sent events, while it is written and after. */
export type JobStreams = Effect.Effect.Success<typeof makeJobStreams>

/** The streams of a server; when it ends they end too, in between two events. */
export const makeJobStreams = Effect.gen(function* () {
  const { get } = yield* JobRegistry
  const { follow } = yield* JobWatch
  const closed = yield* Deferred.make<void>()

  const answer = Effect.fnUntraced(function* (
    exchange: HttpExchange,
    name: string,
    query: URLSearchParams,
  ) {
    const { method, headers } = exchange.request
    if (method !== "GET") return yield* refuse(exchange, notAllowed("GET"))
    const asked = askedIn(headers["last-event-id"], query)
    if (Either.isLeft(asked)) return yield* refuse(exchange, asked.left)
    const job = decodedPart(name)
    const found = yield* Effect.either(Effect.zipRight(get(job), follow(job)))
    if (Either.isLeft(found)) return yield* refuse(exchange, unfound(found.left))
    yield* beginEvents(exchange)
    const told = followJob(exchange, { job, ...asked.right }, found.right).pipe(
      // The job may be removed while somebody follows it: that is its end, and no fault of ours.
      Effect.catchTag("JobNotFound", "StoreUnavailable", ({ message }) =>
        write(exchange, endingWithout(job, message)),
      ),
    )
    yield* Effect.raceFirst(told, Deferred.await(closed))
    exchange.response.end()
  }, Effect.scoped)

  return { answer, close: Effect.asVoid(Deferred.succeed(closed, void 0)) }
})

const unfound = ({ _tag, message }: JobNotFound | StoreUnavailable) =>
  refusal(_tag === "JobNotFound" ? 404 : 503, message)

/** Whoever comes back says where he was; whoever comes first may say where to begin. */
const askedIn = (
  lastEventId: string | ReadonlyArray<string> | undefined,
  query: URLSearchParams,
): Either.Either<Omit<Following, "job">, Refusal> => {
  const encoding = query.get("encoding") ?? "utf8"
  if (encoding !== "utf8" && encoding !== "base64") return Either.left(badEncoding)
  const place =
    lastEventId === undefined || lastEventId === ""
      ? cursorsIn(query)
      : fromEventId(String(lastEventId))
  return Option.match(place, {
    onNone: () => Either.left(badCursor),
    onSome: (from) => Either.right({ from, encoding }),
  })
}

const cursorsIn = (query: URLSearchParams): Option.Option<StreamCursors> =>
  Option.all({
    stdout_cursor: cursorOf(query.get("stdout_cursor")),
    stderr_cursor: cursorOf(query.get("stderr_cursor")),
  })

const cursorOf = (given: string | null): Option.Option<number> =>
  given === null || /^-?\d{1,15}$/.test(given) ? Option.some(Number(given ?? 0)) : Option.none()

const badEncoding = refusal(400, "encoding is to be utf8 or base64")

const badCursor = refusal(
  400,
  "Last-Event-ID is to be the id of an event of this stream, stdout_cursor and stderr_cursor whole numbers",
)
