// One measure in a process of its own, so that none runs in a heap or on machine code another one left: its figures as
// JSON on standard output. Called by main.ts: node bench/one.ts NAME SIZE, the size as JSON.
import { MEASURES } from "./measures.ts";

const [name, size = ""] = process.argv.slice(2);
const found = MEASURES.find((measure) => measure.name === name);
if (found === undefined) throw new Error(`no measure is called ${name}`);
const measure = await found.load();
process.stdout.write(`${JSON.stringify(await measure(JSON.parse(size)))}\n`, () => process.exit());
