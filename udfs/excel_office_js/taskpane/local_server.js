/**
 * The local program (`tcsheets serve`), where it serves this page: it alone knows the workbooks.
 * It puts a secret into the page it serves on its own computer; without one there is nobody to ask.
 */

const page = document.querySelector('meta[name="tcsheets-page"]');

/** Whether the local program serves this page. */
export const isThere = () => page !== null;

/** Return the answer of the local program as data; an error says why there is none. */
async function asked(path, settings = {}) {
  const headers = { ...settings.headers, "x-tcsheets-page": page.content };
  const response = await fetch(new URL(path, new URL("..", location.href)), { ...settings, headers });
  const told = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(told.message || `the local program answered ${response.status}`);
  return told;
}

export const get = (path) => asked(path);

export const post = (path, told) =>
  asked(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(told) });
