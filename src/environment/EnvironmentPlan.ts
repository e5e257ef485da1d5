import { Data } from "effect"
import type { Requirement } from "../domain/Requirement.ts"
import type { UvTableOrigin } from "../domain/UvPlaces.ts"
import type { NamedRecord } from "./EnvironmentRecords.ts"
import type { Interpreter } from "./Interpreter.ts"
import type { LockPlace } from "./LockPlace.ts"
import type { ProjectPlace } from "./ProjectPlace.ts"

/** The Python that an environment is for: one that is there, or one that is yet to come. */
export type PythonSource = Data.TaggedEnum<{
  Installed: { readonly interpreter: Interpreter }
  /** `request` is for uv to understand, `label` for people. */
  Download: { readonly request: string; readonly label: string }
}>
export const PythonSource = Data.taggedEnum<PythonSource>()

/** What a run will run in, decided but not yet made. `notes` say what was decided or ignored. */
export type EnvironmentPlan = Data.TaggedEnum<{
  /** The system's Python, as it is. */
  System: { readonly interpreter: Interpreter; readonly notes: ReadonlyArray<string> }
  /** An interpreter or a virtual environment that is used as it is and never changed. */
  Existing: { readonly python: PythonSource; readonly notes: ReadonlyArray<string> }
  /** An environment of our own with these packages (canonical, sorted; possibly none). */
  Managed: {
    readonly python: PythonSource
    readonly requirements: ReadonlyArray<string>
    /** As in `Ingredients`. */
    readonly uvOptions: ReadonlyArray<string>
    readonly context: ReadonlyArray<string>
    readonly refresh: boolean
    /** Folders whose modules the script can import, beside what is installed. */
    readonly importFrom: ReadonlyArray<string>
    readonly notes: ReadonlyArray<string>
  }
  /** A project's own environment, brought up to date first; `isOwn`: the Python is the one that it has. */
  Synced: {
    readonly python: PythonSource
    readonly isOwn: boolean
    readonly place: ProjectPlace
    readonly notes: ReadonlyArray<string>
  }
  /** An environment of our own with what a project's or a script's lock installs, and more packages. */
  Locked: {
    readonly python: PythonSource
    readonly place: LockPlace
    /** What they ask for, which the lock must have. */
    readonly declared: ReadonlyArray<Requirement>
    /** Their `[tool.uv]` table, where uv is told where packages come from. */
    readonly uv: unknown
    readonly origin: UvTableOrigin
    /** Canonical and sorted. */
    readonly requirements: ReadonlyArray<string>
    readonly uvOptions: ReadonlyArray<string>
    readonly refresh: boolean
    readonly importFrom: ReadonlyArray<string>
    readonly notes: ReadonlyArray<string>
  }
  /** One that somebody keeps under a name: as it is, and made again where it has gone. */
  Named: { readonly record: NamedRecord; readonly notes: ReadonlyArray<string> }
}>
export const EnvironmentPlan = Data.taggedEnum<EnvironmentPlan>()

/** The plan with what was decided before it. */
export const noting = (plan: EnvironmentPlan, notes: ReadonlyArray<string>): EnvironmentPlan => ({
  ...plan,
  notes: [...notes, ...plan.notes],
})
