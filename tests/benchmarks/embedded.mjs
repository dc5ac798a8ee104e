// Times calls inside the embedded bundle, in a bare context: the median of five, by the wall's clock and of processor.
// Standard input: {"script": text, "calls": {title: [call]}}; prints {"milliseconds": {title: [wall, processor]}, "memory": bytes}.
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const { script, calls } = JSON.parse(readFileSync(0, "utf8"));
const timed = (work) => {
  const start = process.hrtime.bigint();
  const before = process.cpuUsage();
  const result = work();
  const used = process.cpuUsage(before);
  return [Number(process.hrtime.bigint() - start) / 1e6, (used.user + used.system) / 1e3, result];
};
const milliseconds = {};
const context = createContext({ calls });
const [first, firstOfProcessor] = timed(() => {
  runInContext(script, context);
  runInContext("tcsheets.ask({ function: '', arguments: [] })", context);
});
milliseconds["first call"] = [first, firstOfProcessor];
for (const title of Object.keys(calls)) {
  const times = [1, 2, 3, 4, 5].map(() => {
    const [wall, processor, result] = timed(() => runInContext(`calls[${JSON.stringify(title)}].map(tcsheets.ask)`, context));
    if (result[0] && result[0].error) throw new Error(result[0].message);
    return [wall, processor];
  });
  milliseconds[title] = [0, 1].map((which) => times.map((each) => each[which]).sort((a, b) => a - b)[2]);
}
process.stdout.write(JSON.stringify({ milliseconds, memory: runInContext("tcsheets.memory()", context) }));
