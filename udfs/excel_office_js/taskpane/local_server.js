/** The local program (`tcsheets serve`), where it serves this page. */

const TOKEN = "tcsheets token";

/** A refusal of the local program, with its status. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export const setToken = (token) => sessionStorage.setItem(TOKEN, token);

/** Return the answer to a request as data. */
async function asked(path, settings = {}) {
  const token = sessionStorage.getItem(TOKEN);
  const headers = { accept: "application/json", ...settings.headers };
  if (token) headers.authorization = `Bearer ${token}`;
  const response = await fetch(new URL(path, new URL("..", location.href)), { ...settings, headers, cache: "no-store" });
  const isData = (response.headers.get("content-type") || "").includes("json");
  const data = isData ? await response.json() : null;
  if (response.ok && isData) return data;
  const told = data && (data.message || data.detail || data.error);
  throw new Refused(response.status, typeof told === "string" ? told : `the local program answered ${response.status}`);
}

export const get = (path) => asked(path);

export const post = (path, data) =>
  asked(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(data) });

let found;

/** Whether the local program serves this page. */
export function isThere() {
  found = found || get("health").then(() => true, () => false);
  return found;
}
