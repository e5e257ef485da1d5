/** The state of a job, as JSON. */
export const jobUri = (id: string): string => `job://${id}`

/** Both streams of a job. */
export const jobStreamUri = (id: string): string => `job-stream://${id}`

/** A file that a job left. */
export const jobFileUri = (id: string, path: string): string =>
  `job-file://${id}/${path.split("/").map(encodeURIComponent).join("/")}`

/** A saved script. */
export const scriptUri = (name: string): string => `script://${encodeURIComponent(name)}`
