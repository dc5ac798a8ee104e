// Stands for Google around a script that asks a server: properties, a cache, and fetching that waits for its answer.
// Standard input: {"script": text, "address": text, "token": text, "calls": [call], "rounds": count};
// prints {"rounds": [[result]], "requests": [{"path", "method", "headers"}], "waited": milliseconds}.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";

const WORK = `
const { workerData: { port, flag } } = require("node:worker_threads");
port.on("message", async ({ address, settings }) => {
  const done = {};
  try {
    const response = await fetch(address, settings);
    Object.assign(done, { status: response.status, text: await response.text() });
  } catch (error) {
    done.fault = String(error);
  }
  port.postMessage(done);
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
});`;
const told = JSON.parse(readFileSync(0, "utf8"));
const flag = new Int32Array(new SharedArrayBuffer(4));
const { port1, port2 } = new MessageChannel();
const worker = new Worker(WORK, { eval: true, workerData: { port: port2, flag }, transferList: [port2] });
const requests = [];
let waited = 0;

const UrlFetchApp = {
  fetch(address, told) {
    const headers = { ...told.headers, ...(told.payload ? { "Content-Type": told.contentType } : {}) };
    requests.push({ path: new URL(address).pathname, method: told.method, headers });
    Atomics.store(flag, 0, 0);
    port1.postMessage({ address, settings: { method: told.method.toUpperCase(), headers, body: told.payload } });
    Atomics.wait(flag, 0, 0, 30000);
    const { message } = receiveMessageOnPort(port1);
    if (message.fault) throw new Error(message.fault);
    return { getResponseCode: () => message.status, getContentText: () => message.text };
  },
};
const kept = new Map();
const cache = {
  get: (name) => (kept.has(name) ? kept.get(name) : null),
  put(name, value, seconds) {
    if (name.length > 250 || value.length > 100000 || seconds > 21600) throw new Error("Argument too large: " + name);
    kept.set(name, value);
  },
};
const properties = { TCSHEETS_SERVER: told.address, TCSHEETS_TOKEN: told.token };
const Utilities = {
  DigestAlgorithm: { SHA_256: "sha256" },
  Charset: { UTF_8: "utf8" },
  computeDigest: (kind, text, charset) => [...createHash(kind).update(text, charset).digest()],
  base64Encode: (bytes) => Buffer.from(bytes).toString("base64"),
  sleep: (milliseconds) => { waited += milliseconds; },
};
const context = createContext({
  UrlFetchApp,
  Utilities,
  CacheService: { getScriptCache: () => cache },
  PropertiesService: { getScriptProperties: () => ({ getProperty: (name) => properties[name] || null }) },
});
runInContext(told.script, context);
context.text = JSON.stringify(told.calls);
const rounds = [];
for (let round = 0; round < (told.rounds || 1); round += 1) rounds.push(JSON.parse(runInContext("sheetAnswer(text)", context)));
await worker.terminate();
process.stdout.write(JSON.stringify({ rounds, requests, waited }), () => process.exit(0));
