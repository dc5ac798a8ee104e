/**
 * Every figure of the pane comes from the Python core; no sum is made here. tcsheets_core.js defines `tcsheets`: with
 * the Python inside it, or, as a server serves the page, asking that server.
 */

export const SERVER = "server";
export const EMBEDDED = "embedded";
export const NONE = "none";
const TOKEN = "tcsheets token"; // where a server's token is kept, as tcsheets_core.js knows it

/** A fault that the core found, in its words. */
export class Fault extends Error {}

let started;

/** Return what answers calls, started; null where the page came without it. */
function core() {
  started = started || loaded().then(async () => {
    if (window.tcsheets) await window.tcsheets.start();
    return window.tcsheets || null;
  });
  return started;
}

/** Wait for the script that stands at the end of the page. */
function loaded() {
  return new Promise((done) => {
    const script = document.querySelector('script[src$="tcsheets_core.js"]');
    if (window.tcsheets || document.readyState === "complete") return done();
    for (const event of ["load", "error"]) if (script) script.addEventListener(event, done, { once: true });
    return window.addEventListener("load", done, { once: true });
  });
}

/** Return where figures come from. */
export async function source() {
  const found = await core();
  if (!found) return NONE;
  return found.version ? EMBEDDED : SERVER;
}

/** Return the results of calls, each [name, ...arguments]; throw the first fault. */
export async function ask(...calls) {
  const found = await core();
  if (!found) throw new Fault("tcsheets_core.js did not load; put all files of the build beside each other");
  const results = await Promise.all(calls.map(([name, ...given]) => found.ask({ function: name, arguments: given })));
  for (const each of results) {
    if (each !== null && typeof each === "object" && each.error) throw new Fault(each.message || each.error);
  }
  return results;
}

/** Keep the token that a server wants. */
export const keepToken = (token) => localStorage.setItem(TOKEN, token);
