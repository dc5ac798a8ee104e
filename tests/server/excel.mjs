// Stands for Excel around an add-in that asks a server: all cells at once, then all of them again.
// Standard input: {"script": text, "address": text, "calls": [call], "rounds": count, "later": milliseconds};
// prints {"rounds": [[result]], "requests": [{"path", "method", "calls", "bytes"}]}.
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const told = JSON.parse(readFileSync(0, "utf8"));
const requests = [];
const asked = (address, settings) => {
  const body = settings.body || "";
  const calls = body ? JSON.parse(body).calls.length : 0;
  requests.push({ path: new URL(address).pathname, method: settings.method || "GET", calls, bytes: Buffer.byteLength(body) });
  return fetch(address, settings);
};
let passed = 0; // what a clock shows that the test puts forward
const Later = class extends Date {
  static now() { return Date.now() + passed; }
};
const kept = new Map(Object.entries(told.kept || {}));
const localStorage = { getItem: (name) => kept.get(name) || null };
const context = createContext({ fetch: asked, setTimeout, clearTimeout, Date: Later, localStorage });
runInContext(told.script, context);
context.calls = told.calls;
const rounds = [];
for (let round = 0; round < (told.rounds || 1); round += 1) {
  rounds.push(JSON.parse(await runInContext("sheetAnswers(calls)", context)));
  passed += told.later || 0;
}
process.stdout.write(JSON.stringify({ rounds, requests }), () => process.exit(0));
