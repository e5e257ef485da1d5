const number = (value) => {
  if (value === null || value === undefined) return "–"
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2)
}

const range = ({ min, median }, unit) => `${number(min)} / ${number(median)} ${unit}`

const verdicts = new Map([
  [true, "ok"],
  [false, "**over**"],
])

const verdict = ({ passed }) => verdicts.get(passed) ?? "–"

const line = (cells) => `| ${cells.join(" | ")} |`

const timed = (row) => [
  row.name,
  range(row.baseline, row.unit),
  range(row.subject, row.unit),
  `**${row.ratio.median.toFixed(2)}** (≥ ${number(row.ratio.lower)})`,
  `${row.same.median.toFixed(2)} (${number(row.same.lower)} to ${number(row.same.upper)})`,
  row.bar === null ? "–" : `≤ ${row.bar}`,
  verdict(row),
  row.pairs,
  row.load,
]

const single = (row) => [
  row.name,
  "–",
  row.value === null ? "not known here" : `${number(row.value)} ${row.unit}`,
  "–",
  "–",
  row.bar === null ? "–" : `< ${row.bar} ${row.unit}`,
  verdict(row),
  "–",
  row.load,
]

const head = [
  "what",
  "baseline min / median",
  "server min / median",
  "ratio (lower 90 % bound)",
  "A/A",
  "bar",
  "",
  "pairs",
  "load",
]

export const machineLine = (of) =>
  `${of.cpus} CPUs (${of.cpu}), ${of.memory_gb} GB, ${of.kernel}, Node ${of.node}, ` +
  `Python ${of.python}, load ${of.load.join(" ")}, ${of.date}`

/** The whole report as Markdown. */
export const markdown = ({ machine, rows }) =>
  [
    machineLine(machine),
    "",
    line(head),
    line(head.map(() => "---")),
    ...rows.map((row) => line("ratio" in row ? timed(row) : single(row))),
    "",
    ...[...new Set(rows.flatMap((row) => row.notes.map((note) => `- ${row.name}: ${note}`)))],
  ].join("\n")
