import { execFile } from "node:child_process"
import { promisify } from "node:util"
import { pythonCode } from "./Faults.ts"

/**
 * Copies of one ended job, under ids of their own, spread over the thirty days before today: the
 * bulk of a history, made faster than jobs run.
 */
const copies = `
import json, os, random, sys, time
home, day, source, count = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
def ulid(millis):
    text = ""
    for _ in range(10):
        text = letters[millis % 32] + text
        millis //= 32
    return text + "".join(random.choices(letters, k=16))
folder = os.path.join(home, "jobs", day, source)
files = {}
for name in os.listdir(folder):
    path = os.path.join(folder, name)
    if os.path.isfile(path):
        with open(path) as file: files[name] = file.read()
stamp = lambda seconds: time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(seconds))
noon = (time.time() // 86400) * 86400
for n in range(count):
    at = noon - 86400 * (1 + n % 30) + random.uniform(0, 86000)
    id = ulid(int(at * 1000))
    target = os.path.join(home, "jobs", time.strftime("%Y-%m-%d", time.gmtime(at)), id)
    os.makedirs(target)
    for name, text in files.items():
        text = text.replace(source, id)
        if name == "job.json":
            record = json.loads(text)
            record["created_at"] = stamp(at)
            text = json.dumps(record)
        if name == "exit.json":
            record = json.loads(text)
            record["started_at"] = stamp(at)
            record["ended_at"] = stamp(at + 1)
            text = json.dumps(record)
        with open(os.path.join(target, name), "w") as file: file.write(text)
`

/** Gives a state directory this many ended jobs more, like the one that it has. */
export const makeHistory = async (
  home: string,
  day: string,
  jobId: string,
  count: number,
): Promise<void> => {
  const [command, args] = pythonCode(copies, home, day, jobId, String(count))
  await promisify(execFile)(command, args)
}
