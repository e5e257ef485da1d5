import { Option, Schema } from "effect"
import type { Project } from "./ProjectFiles.ts"

/** `project` asks for what the folder cannot give. */
export class ProjectUnusable extends Schema.TaggedError<ProjectUnusable>()("ProjectUnusable", {
  /** The argument's value. */
  project: Schema.String,
  folder: Schema.String,
  reason: Schema.String,
  /** Where there is a better one than to go elsewhere. */
  wayOut: Schema.optional(Schema.String),
}) {
  override get message() {
    const wayOut = this.wayOut ?? "Choose a directory inside a project"
    return `project ${JSON.stringify(this.project)} cannot be done in ${this.folder}: ${this.reason}. ${wayOut}, or leave project out.`
  }
}

/** There is nothing to use, unless it only cannot be read. */
export const nothingUsable = (
  project: "sync" | "cached",
  { folder, broken }: Pick<Project, "folder" | "broken">,
  missing: string,
): ProjectUnusable =>
  Option.match(broken, {
    onNone: () => new ProjectUnusable({ project, folder, reason: missing }),
    onSome: ({ path, reason }) =>
      new ProjectUnusable({
        project,
        folder,
        reason: `${path} cannot be read (${reason})`,
        wayOut: "Correct the file",
      }),
  })
