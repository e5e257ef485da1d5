import { Schema } from "effect"

/** `project` asks for what the folder cannot give. */
export class ProjectUnusable extends Schema.TaggedError<ProjectUnusable>()("ProjectUnusable", {
  /** The argument's value. */
  project: Schema.String,
  folder: Schema.String,
  reason: Schema.String,
}) {
  override get message() {
    return `project ${JSON.stringify(this.project)} cannot be done in ${this.folder}: ${this.reason}. Choose a directory inside a project, or leave project out.`
  }
}
