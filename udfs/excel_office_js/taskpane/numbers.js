/**
 * Every figure of the pane comes from the Python core: from the local program where it serves this page, else from
 * the Python inside the page. No sum is made here.
 */
import { isThere, post } from "./local_server.js";

export const SERVER = "server";
export const EMBEDDED = "embedded";
export const NONE = "none";

/** A fault that the core found, in its words. */
export class Fault extends Error {}

/** Return what answers calls. */
export async function source() {
  if (await isThere()) return SERVER;
  return (await embedded()) ? EMBEDDED : NONE;
}

let started;

/** Return the Python inside the page once it runs; null where the page came without it. */
function embedded() {
  started = started || loaded().then(async () => {
    if (!window.tcsheets) return null;
    await window.tcsheets.start();
    return window.tcsheets;
  });
  return started;
}

/** Wait for the scripts that stand at the end of the page. */
function loaded() {
  if (window.tcsheets || document.readyState === "complete") return Promise.resolve();
  return new Promise((done) => {
    const script = document.querySelector('script[src$="tcsheets_core.js"]');
    if (!script) return window.addEventListener("load", done, { once: true });
    for (const event of ["load", "error"]) script.addEventListener(event, done, { once: true });
    return window.addEventListener("load", done, { once: true });
  });
}

/** Return the results of calls, each [name, ...arguments]; throw the first fault. */
export async function ask(...calls) {
  const results = (await source()) === SERVER ? await fromServer(calls) : await fromPage(calls);
  for (const each of results) {
    if (each !== null && typeof each === "object" && each.error) throw new Fault(each.message || each.error);
  }
  return results;
}

async function fromServer(calls) {
  const told = await post("v1/call", { calls: calls.map(([name, ...args]) => ({ name, args })) });
  return told.results.map((each) => (each !== null && typeof each === "object" && "result" in each ? each.result : each));
}

async function fromPage(calls) {
  const python = await embedded();
  if (!python) throw new Fault("tcsheets_core.js did not load; put all files of the build beside each other");
  return calls.map(([name, ...args]) => python.ask({ function: name, arguments: args }));
}
