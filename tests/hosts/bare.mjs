// Runs a script in a bare JavaScript context, as Apps Script is: no fetch, timers, page, console or TextDecoder.
// Standard input: {"script": text, "function": name, "requests": [text]}; prints {"answers": [text], "memory": bytes}.
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const told = JSON.parse(readFileSync(0, "utf8"));
const context = createContext({ name: told.function, requests: told.requests });
runInContext(told.script, context);
// "ask": calls through the bundle; "sheetAnswer": a function of the script's own; anything else: of the Python in it.
const ways = { ask: "JSON.stringify(JSON.parse(each).map(tcsheets.ask))", sheetAnswer: "sheetAnswer(each)" };
const each = ways[told.function] || "tcsheets.call(name, each)";
const run = `({ answers: requests.map((each) => ${each}), memory: tcsheets.memory() })`;
process.stdout.write(JSON.stringify(runInContext(run, context)));
