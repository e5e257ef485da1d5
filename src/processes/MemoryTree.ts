import { posix } from "node:path"
import { Data } from "effect"

interface Inode {
  readonly inode: number
  mode: number
  /** Milliseconds since the epoch. */
  modified: number
  /** How many names it has. */
  links: number
}

/** A file of a `MemoryTree`. */
export interface FileNode extends Inode {
  readonly _tag: "File"
  bytes: Uint8Array
}

/** A directory of a `MemoryTree`. */
interface DirectoryNode extends Inode {
  readonly _tag: "Directory"
  readonly entries: Map<string, Node>
}

/** A symbolic link of a `MemoryTree`. */
interface LinkNode extends Inode {
  readonly _tag: "SymbolicLink"
  readonly target: string
}

/** Whatever can have a name in a `MemoryTree`. */
export type Node = FileNode | DirectoryNode | LinkNode

/** Where a name stands or would stand. */
interface Place {
  readonly parent: DirectoryNode
  readonly name: string
  /** The path without links. */
  readonly path: string
  readonly node: Node | undefined
}

/** What a system call would have failed with. */
export class Errno extends Data.Error<{ readonly code: string }> {}

/**
 * A POSIX file tree: names, hard links, symbolic links. All in one go, so that nobody sees a half of
 * it; it throws `Errno`. `..` is taken from the text of a path, as nobody here asks for more.
 */
export class MemoryTree {
  private inodes = 1

  private readonly root: DirectoryNode = {
    _tag: "Directory",
    entries: new Map(),
    inode: 1,
    mode: 0o755,
    modified: 0,
    links: 1,
  }

  /** Finds the place of a path; a link at its end is followed only when asked. */
  place(path: string, follow: boolean, hops = 0): Place {
    const names = posix.resolve("/", path).split("/").filter(Boolean)
    const last = names.length - 1
    let place: Place = { parent: this.root, name: "", path: "/", node: this.root }
    for (const [index, name] of names.entries()) {
      const parent = asDirectory(existing(place))
      const node = parent.entries.get(name)
      if (node?._tag === "SymbolicLink" && (follow || index < last)) {
        if (hops === 40) throw new Errno({ code: "ELOOP" })
        const rest = names.slice(index + 1)
        return this.place(posix.resolve(place.path, node.target, ...rest), follow, hops + 1)
      }
      place = { parent, name, path: posix.join(place.path, name), node }
    }
    return place
  }

  /** What stands at a path, links followed. */
  find(path: string): Node {
    return existing(this.place(path, true))
  }

  makeFile(place: Place, mode: number, now: number): FileNode {
    const node: FileNode = { _tag: "File", bytes: new Uint8Array(0), ...this.inode(mode, now) }
    insert(place, node, now)
    return node
  }

  makeDirectory(place: Place, mode: number, now: number): void {
    insert(place, { _tag: "Directory", entries: new Map(), ...this.inode(mode, now) }, now)
  }

  symlink(target: string, path: string, now: number): void {
    const place = this.place(path, false)
    insert(place, { _tag: "SymbolicLink", target, ...this.inode(0o777, now) }, now)
  }

  link(from: string, to: string, now: number): void {
    const node = existing(this.place(from, false))
    const place = this.place(to, false)
    if (place.node === undefined && node._tag === "Directory") throw new Errno({ code: "EPERM" })
    insert(place, node, now)
  }

  rename(from: string, to: string, now: number): void {
    const source = this.place(from, false)
    const node = existing(source)
    const target = this.place(to, false)
    if (target.node === node) return
    if (target.path.startsWith(`${source.path}/`)) throw new Errno({ code: "EINVAL" })
    if (target.node !== undefined) {
      checkReplaceable(node, target.node)
      erase(target, now)
    }
    insert({ ...target, node: undefined }, node, now)
    erase(source, now)
  }

  remove(path: string, recursive: boolean, now: number): void {
    const place = this.place(path, false)
    const isDirectory = existing(place)._tag === "Directory"
    if (isDirectory && !recursive) throw new Errno({ code: "ERR_FS_EISDIR" })
    erase(place, now)
  }

  private inode(mode: number, now: number): Inode {
    this.inodes += 1
    return { inode: this.inodes, mode, modified: now, links: 0 }
  }
}

/** What stands at a place, or ENOENT. */
export const existing = ({ node }: Place): Node => {
  if (node === undefined) throw new Errno({ code: "ENOENT" })
  return node
}

/** The node if it is a directory, or ENOTDIR. */
export const asDirectory = (node: Node): DirectoryNode => {
  if (node._tag !== "Directory") throw new Errno({ code: "ENOTDIR" })
  return node
}

const insert = (place: Place, node: Node, now: number): void => {
  if (place.node !== undefined) throw new Errno({ code: "EEXIST" })
  place.parent.entries.set(place.name, node)
  place.parent.modified = now
  node.links += 1
}

const erase = ({ node, parent, name }: Place, now: number): void => {
  parent.entries.delete(name)
  parent.modified = now
  if (node !== undefined) forget(node)
}

const forget = (node: Node): void => {
  node.links -= 1
  if (node._tag === "Directory" && node.links === 0)
    for (const child of node.entries.values()) forget(child)
}

const checkReplaceable = (node: Node, old: Node): void => {
  if (node._tag === "Directory") {
    if (asDirectory(old).entries.size > 0) throw new Errno({ code: "ENOTEMPTY" })
  } else if (old._tag === "Directory") {
    throw new Errno({ code: "EISDIR" })
  }
}
