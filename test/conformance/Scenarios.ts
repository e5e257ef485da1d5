import type { Revision } from "./Suite.ts"

const legacy = "2025-11-25"
const modern = "2026-07-28"

/** The suite's scenarios for servers that are required by a revision, or reported beside them. */
export const scenarios: ReadonlyMap<string, ReadonlyArray<Revision>> = new Map<
  string,
  ReadonlyArray<Revision>
>([
  ["server-initialize", [legacy]],
  ["server-session-lifecycle", [legacy]],
  ["server-stateless", [modern]],
  ["logging-set-level", [legacy]],
  ["ping", [legacy]],
  ["completion-complete", [legacy, modern]],
  ["tools-list", [legacy, modern]],
  ["tools-call-simple-text", [legacy, modern]],
  ["tools-call-image", [legacy, modern]],
  ["tools-call-audio", [legacy, modern]],
  ["tools-call-embedded-resource", [legacy, modern]],
  ["tools-call-mixed-content", [legacy, modern]],
  ["tools-call-with-logging", [legacy]],
  ["tools-call-error", [legacy, modern]],
  ["tools-call-with-progress", [legacy, modern]],
  ["tools-call-sampling", [legacy]],
  ["tools-call-elicitation", [legacy]],
  ["elicitation-sep1034-defaults", [legacy]],
  ["elicitation-sep1330-enums", [legacy]],
  ["json-schema-2020-12", [legacy, modern]],
  ["server-sse-multiple-streams", [legacy, modern]],
  ["server-sse-polling", [legacy]],
  ["resources-list", [legacy, modern]],
  ["resources-read-text", [legacy, modern]],
  ["resources-read-binary", [legacy, modern]],
  ["resources-templates-read", [legacy, modern]],
  ["resources-subscribe", [legacy]],
  ["resources-unsubscribe", [legacy]],
  ["sep-2164-resource-not-found", [modern]],
  ["prompts-list", [legacy, modern]],
  ["prompts-get-simple", [legacy, modern]],
  ["prompts-get-with-args", [legacy, modern]],
  ["prompts-get-embedded-resource", [legacy, modern]],
  ["prompts-get-with-image", [legacy, modern]],
  ["dns-rebinding-protection", [legacy, modern]],
  ["caching", [modern]],
  ["http-header-validation", [modern]],
  ["http-custom-header-server-validation", [modern]],
  ["input-required-result-basic-elicitation", [modern]],
  ["input-required-result-basic-sampling", [modern]],
  ["input-required-result-basic-list-roots", [modern]],
  ["input-required-result-request-state", [modern]],
  ["input-required-result-multiple-input-requests", [modern]],
  ["input-required-result-multi-round", [modern]],
  ["input-required-result-missing-input-response", [modern]],
  ["input-required-result-non-tool-request", [modern]],
  ["input-required-result-result-type", [modern]],
  ["input-required-result-unsupported-methods", [modern]],
  ["input-required-result-tampered-state", [modern]],
  ["input-required-result-capability-check", [modern]],
  ["input-required-result-ignore-extra-params", [modern]],
  ["input-required-result-validate-input", [modern]],
  ["tasks-lifecycle", [modern]],
  ["tasks-capability-negotiation", [modern]],
  ["tasks-wire-fields", [modern]],
  ["tasks-request-state-removal", [modern]],
  ["tasks-mrtr-input", [modern]],
  ["tasks-request-headers", [modern]],
  ["tasks-dispatch-and-envelope", [modern]],
  ["tasks-status-notifications", [modern]],
  ["tasks-required-task-error", [modern]],
  ["tasks-mrtr-composition", [modern]],
])

/** What is the same to the real server, which has none of the suite's tools and resources. */
export const withoutFixtures: ReadonlySet<string> = new Set([
  "server-initialize",
  "server-session-lifecycle",
  "server-stateless",
  "logging-set-level",
  "ping",
  "tools-list",
  "resources-list",
  "sep-2164-resource-not-found",
  "server-sse-multiple-streams",
  "dns-rebinding-protection",
  "caching",
  "http-header-validation",
  "input-required-result-unsupported-methods",
])

const noPrompts = "there are no prompts: what a model should know stands in the instructions"
const asksNothing =
  "no tool asks its client for anything, so it depends on nothing that a client can do"
const textOnly =
  "answers are text, structured content and links; what a script draws, it leaves as files"

/** Why a scenario, or one check of it, is about something that the server does not offer on purpose. */
export const notApplicable: ReadonlyMap<string, string> = new Map([
  [
    "completion-complete",
    `${noPrompts}; completion is offered for variables of resource templates`,
  ],
  ["tools-call-image", textOnly],
  ["tools-call-audio", textOnly],
  ["tools-call-embedded-resource", textOnly],
  ["tools-call-mixed-content", textOnly],
  ["tools-call-sampling", asksNothing],
  ["tools-call-elicitation", asksNothing],
  ["elicitation-sep1034-defaults", asksNothing],
  ["elicitation-sep1330-enums", asksNothing],
  [
    "server-sse-polling",
    "answers are not kept for a client that comes back for them: a job's output is, by byte cursors",
  ],
  ["prompts-list", noPrompts],
  ["prompts-get-simple", noPrompts],
  ["prompts-get-with-args", noPrompts],
  ["prompts-get-embedded-resource", noPrompts],
  ["prompts-get-with-image", noPrompts],
  ["caching:sep-2549-prompts-list-caching-hints", noPrompts],
  ["http-custom-header-server-validation", "no argument of a tool is repeated in a header"],
  ["server-stateless:sep-2575-server-rejects-undeclared-capability", asksNothing],
  ["server-stateless:sep-2575-missing-capability-http-400", asksNothing],
  ["input-required-result-basic-elicitation", asksNothing],
  ["input-required-result-basic-sampling", asksNothing],
  ["input-required-result-basic-list-roots", asksNothing],
  ["input-required-result-request-state", asksNothing],
  ["input-required-result-multiple-input-requests", asksNothing],
  ["input-required-result-multi-round", asksNothing],
  ["input-required-result-missing-input-response", asksNothing],
  ["input-required-result-non-tool-request", asksNothing],
  ["input-required-result-result-type", asksNothing],
  ["input-required-result-tampered-state", asksNothing],
  ["input-required-result-capability-check", asksNothing],
  ["input-required-result-ignore-extra-params", asksNothing],
  ["tasks-mrtr-input", "no job asks for input once it runs"],
  ["tasks-mrtr-composition", asksNothing],
  [
    "tasks-required-task-error",
    "no tool needs tasks: whoever does not know them hears of the job and asks for it with tools",
  ],
  ["tasks-status-notifications", "the suite skips it itself; the wire tests of tasks listen"],
])

/** The same, for what only fixtures could show. */
export const notWithoutFixtures: ReadonlyMap<string, string> = new Map([
  [
    "server-stateless:sep-2575-http-server-no-independent-requests-on-stream",
    "needs the suite's tool",
  ],
  ["server-stateless:sep-2575-server-no-log-without-loglevel", "needs the suite's tool"],
])
