// A small story: five things that the server does, each checked before it is told.
// Exit code 0 means that every step did what it says, or was skipped for want of a network.
import { acts, Skipped } from "./acts.mjs"
import { budgetSeconds, Stage } from "./stage.mjs"
import { bold, dim, green, red, say, seconds, yellow } from "./terminal.mjs"

const begun = performance.now()
const stage = new Stage()
const outcomes = []
let signalled

const interruption = new Promise((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      signalled ??= signal
      resolve()
    })
  }
})

try {
  await Promise.race([perform(), interruption])
} catch (error) {
  say(`${red("✗")} the server cannot be talked to: ${error.message}`)
} finally {
  await stage.close()
}
process.exitCode = conclude()

async function perform() {
  const { name, version, tools } = await stage.open()
  say(bold(`${name} ${version}`) + dim(`  ${tools} tools, over stdio`))
  say(dim(`A call waits ${budgetSeconds} s here (20 s by default), then the run goes on as a job.`))
  for (const [index, act] of acts.entries()) {
    if (signalled) return
    say(`\n${bold(`${index + 1}/${acts.length}  ${act.title}`)}\n`)
    const start = performance.now()
    const { mark, note } = await verdict(act)
    if (signalled) return
    if (note) say(`  ${mark} ${note}`)
    outcomes.push({ act, mark, note, took: performance.now() - start })
  }
}

async function verdict({ play }) {
  try {
    await play(stage)
    return { mark: green("✓") }
  } catch (error) {
    if (error instanceof Skipped) return { mark: yellow("–"), note: `skipped: ${error.message}` }
    return { mark: red("✗"), note: `failed: ${error.message}` }
  }
}

/** Says how it went; the exit code. */
function conclude() {
  const left = stage.leftovers()
  const count = (word) => outcomes.filter(({ note }) => note?.startsWith(word)).length
  const skipped = count("skipped")
  if (outcomes.length > 0) say(`\n${bold("In short")}\n`)
  for (const { act, mark, note, took } of outcomes) {
    say(`  ${mark} ${act.title.padEnd(48)} ${note?.split(":")[0] ?? dim(seconds(took))}`)
  }
  if (left.length > 0) say(`  ${red("✗")} left behind: ${left.join(", ")}`)
  if (signalled) {
    say(`\nStopped by ${signalled}.`)
    return 1
  }
  if (outcomes.length < acts.length || count("failed") > 0 || left.length > 0) {
    say(dim(`\nThe server's log:\n${stage.log.split("\n").slice(-30).join("\n")}`))
    return 1
  }
  const rest = skipped > 0 ? `, ${skipped} skipped` : ""
  const took = seconds(performance.now() - begun)
  say(`\n${acts.length - skipped} of ${acts.length} steps did what they say${rest}, in ${took}.`)
  say("The server has ended; no process and no file of the demo is left.")
  say("README.md shows what to paste into your client.")
  return 0
}
