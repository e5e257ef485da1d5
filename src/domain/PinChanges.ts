/** "added x==1, removed y==2, changed z 1 -> 2", for people; empty when nothing did. */
export const pinChanges = (before: ReadonlyArray<string>, after: ReadonlyArray<string>): string => {
  const [old, now] = [versionsOf(before), versionsOf(after)]
  const changes = [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((name) => {
    const [was, is] = [old.get(name), now.get(name)]
    if (was === is) return []
    if (was === undefined) return [`added ${name}==${is}`]
    return is === undefined ? [`removed ${name}==${was}`] : [`changed ${name} ${was} -> ${is}`]
  })
  const more = changes.length - most
  return [...changes.slice(0, most), ...(more > 0 ? [`and ${more} more`] : [])].join(", ")
}

/** What anybody reads. */
const most = 20

const versionsOf = (pins: ReadonlyArray<string>): ReadonlyMap<string, string> =>
  new Map(
    pins.map((pin) => {
      const [name = "", version = ""] = pin.split("==", 2)
      return [name, version] as const
    }),
  )
