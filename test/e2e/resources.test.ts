import { writeFile } from "node:fs/promises"
import { assert, describe, it } from "@effect/vitest"
import { Client as ModernClient } from "@modelcontextprotocol/client"
import { StdioClientTransport as ModernTransport } from "@modelcontextprotocol/client/stdio"
import { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js"
import {
  ResourceListChangedNotificationSchema,
  ResourceUpdatedNotificationSchema,
} from "@modelcontextprotocol/sdk/types.js"
import { afterAll, beforeAll } from "vitest"
import { binary, ensureBinary, eventually } from "../support/Binary.ts"
import { type ClientKind, clientKinds } from "../support/SdkClients.ts"
import { TestServer } from "../support/TestServer.ts"

/** What both SDKs can do with resources, and what their server has told without being asked. */
interface Reader {
  readonly listResources: (params: object) => Promise<{
    resources: ReadonlyArray<{ uri: string; title?: string | undefined }>
  }>
  readonly readResource: (params: {
    uri: string
  }) => Promise<{ contents: ReadonlyArray<Readonly<Record<string, unknown>>> }>
  readonly complete: (params: {
    ref: { type: "ref/resource"; uri: string }
    argument: { name: string; value: string }
    context?: { arguments: Record<string, string> }
  }) => Promise<{ completion: { values: ReadonlyArray<string> } }>
  readonly callTool: (params: {
    name: string
    arguments: Record<string, unknown>
  }) => Promise<unknown>
  readonly close: () => Promise<void>
}

/** Times and URIs. */
interface Told {
  readonly updates: Array<string>
  readonly lists: Array<number>
}

interface Connection extends Told {
  readonly client: Reader
  /** Gives back what takes the subscription away again. */
  readonly follow: (uri: string) => Promise<() => Promise<unknown>>
}

const info = { name: "resources", version: "0" }

const connectV1 = async (options: Options): Promise<Connection> => {
  const client = new Client(info)
  const told: Told = { updates: [], lists: [] }
  client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => {
    told.updates.push(params.uri)
  })
  client.setNotificationHandler(ResourceListChangedNotificationSchema, () => {
    told.lists.push(Date.now())
  })
  await client.connect(new StdioClientTransport(options))
  const follow = async (uri: string) => {
    await client.subscribeResource({ uri })
    return () => client.unsubscribeResource({ uri })
  }
  return { client, follow, ...told }
}

const connectV2 = async (kind: ClientKind, options: Options): Promise<Connection> => {
  const isModern = kind === "v2 modern"
  const mode = isModern ? { pin: "2026-07-28" } : ("legacy" as const)
  const client = new ModernClient(info, { versionNegotiation: { mode } })
  const told: Told = { updates: [], lists: [] }
  client.setNotificationHandler("notifications/resources/updated", ({ params }) => {
    told.updates.push(params.uri)
  })
  client.setNotificationHandler("notifications/resources/list_changed", () => {
    told.lists.push(Date.now())
  })
  await client.connect(new ModernTransport(options))
  const follow = async (uri: string) => {
    if (isModern) {
      const filter = { resourceSubscriptions: [uri], resourcesListChanged: true }
      const listen = await client.listen(filter)
      assert.deepStrictEqual(listen.honoredFilter, filter)
      return () => listen.close()
    }
    await client.subscribeResource({ uri })
    return () => client.unsubscribeResource({ uri })
  }
  return { client, follow, ...told }
}

interface Options {
  readonly command: string
  readonly args: Array<string>
  readonly env: Record<string, string>
  readonly cwd: string
}

/** Prints a line when it is told to, and ends with the last. */
const script = (folder: string) => `
import pathlib, time
for step in ["one", "two", "end"]:
    while not pathlib.Path(${JSON.stringify(folder)}, step).exists():
        time.sleep(0.02)
    print(step)
`

describe.each(clientKinds)("resources through the %s client", (kind) => {
  const server = new TestServer()
  let connection: Connection
  beforeAll(async () => {
    await ensureBinary()
    const options = {
      command: process.execPath,
      args: [binary],
      env: server.environment(),
      cwd: server.folder,
    }
    connection = kind === "v1" ? await connectV1(options) : await connectV2(kind, options)
  })
  afterAll(async () => {
    await connection?.client.close()
    await server.close()
  })

  const textOf = async (uri: string) => {
    const { contents } = await connection.client.readResource({ uri })
    return String(contents[0]?.text)
  }

  it("a job is listed, completed, followed to its end", async () => {
    const { client, follow, updates, lists } = connection
    const step = (name: string) => writeFile(`${server.folder}/${name}`, "")
    const answer = await client.callTool({
      name: "run_script_in_dir",
      arguments: {
        directory: server.folder,
        script_content: script(server.folder),
        use_uv: false,
        job_label: "followed",
        async_mode: true,
      },
    })
    const { job_id: id } = Object(answer).structuredContent
    const { resources } = await client.listResources({})
    const listed = resources.find(({ uri }) => uri === `job://${id}`)
    assert.strictEqual(listed?.title, "followed")

    const ref = { type: "ref/resource" as const, uri: "job-stream://{job_id}" }
    const byLabel = await client.complete({ ref, argument: { name: "job_id", value: "follow" } })
    assert.deepStrictEqual(byLabel.completion.values, [id])

    const stream = `job-stream://${id}`
    const release = await follow(stream)
    const told = async (line: string) => {
      // What is followed is what comes after the first look, which comes before an answer to a later request.
      await textOf(stream)
      await new Promise((resolve) => setTimeout(resolve, 300))
      updates.length = 0
      await step(line)
      await eventually(`an update for ${line}`, () => updates.length > 0 || undefined)
      assert.deepStrictEqual(new Set(updates), new Set([stream]))
      await eventually(line, async () => (await textOf(stream)).includes(line) || undefined)
    }
    await told("one")
    await release()
    updates.length = 0
    await step("two")
    await eventually("two", async () => (await textOf(stream)).includes("two") || undefined)
    await new Promise((resolve) => setTimeout(resolve, 500))
    assert.deepStrictEqual(updates, [])

    const releaseAgain = await follow(stream)
    lists.length = 0
    await told("end")
    await eventually("the list to change", () => lists.length > 0 || undefined)
    await eventually(
      "its end",
      async () => JSON.parse(await textOf(`job://${id}`)).job.status === "completed" || undefined,
    )
    await releaseAgain()
  })

  it("a file that a run left is linked, and read where the link leads", async () => {
    const answer = await connection.client.callTool({
      name: "benchmark_script",
      arguments: { script_content: "open('a b.csv', 'w').write('x,y')" },
    })
    const links: ReadonlyArray<{ type: string; uri: string; size?: number }> =
      Object(answer).content
    const file = links.find(({ uri = "" }) => uri.startsWith("job-file://"))
    assert.strictEqual(file?.size, 3)
    assert.strictEqual(await textOf(file?.uri ?? ""), "x,y")
  })
})
