// Times calls inside the embedded bundle, in a bare context: the median of five.
// Standard input: {"script": text, "calls": {title: [call]}}; prints {"milliseconds": {title: number}, "memory": bytes}.
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const { script, calls } = JSON.parse(readFileSync(0, "utf8"));
const timed = (work) => {
  const start = process.hrtime.bigint();
  const result = work();
  return [Number(process.hrtime.bigint() - start) / 1e6, result];
};
const milliseconds = {};
const context = createContext({ calls });
const [first] = timed(() => {
  runInContext(script, context);
  runInContext("tcsheets.ask({ function: '', arguments: [] })", context);
});
milliseconds["first call"] = first;
for (const title of Object.keys(calls)) {
  const times = [1, 2, 3, 4, 5].map(() => {
    const [time, result] = timed(() => runInContext(`calls[${JSON.stringify(title)}].map(tcsheets.ask)`, context));
    if (result[0] && result[0].error) throw new Error(result[0].message);
    return time;
  });
  milliseconds[title] = times.sort((a, b) => a - b)[2];
}
process.stdout.write(JSON.stringify({ milliseconds, memory: runInContext("tcsheets.memory()", context) }));
