/** The state of the sync, and the conflicts that need a person, where the local program serves this page. */
import { get, isThere, post } from "./local_server.js";
import { byId, element, fault } from "./page.js";

const NO_SERVER = "Syncing needs the local program: this page was opened from static files, which cannot read your workbooks.";
const HOW = "Start it on this computer with tcsheets serve and open the address it prints, followed by /taskpane/.";

/** Say that there is no sync here, and how to get one. */
function sayStatic() {
  byId("sync-state").replaceChildren(
    element("p", {}, NO_SERVER),
    element("p", {}, HOW),
    element("p", {}, "Without it, tcsheets sync BOOK in a terminal does the same."),
  );
}

/** Return a workbook's state. */
const stateOf = (each) => element(
  "li", {}, each.summary, ...(each.notes || []).map((note) => element("p", { className: "quiet" }, note)),
);

/** Return when something was done, to the minute. */
const moment = (at) => at.slice(0, 16).replace("T", " ");

/** Return one version of a conflict with the button that takes it. */
function version(conflict, choice, value, by) {
  const button = element("button", { type: "button" }, `Keep ${choice}`);
  button.setAttribute("aria-label", `Keep ${choice} for ${conflict.field_title} of ${conflict.label}`);
  button.addEventListener("click", () => settle(conflict, choice));
  return element("div", { className: "version" }, element("p", { className: "quiet" }, by),
    element("p", { className: "value" }, value), button);
}

/** Return a conflict with both versions and a third that may be typed. */
function shown(conflict) {
  const typed = element("input", { id: `typed-${conflict.id}`, autocomplete: "off" });
  const form = element("form", { className: "typed" },
    element("label", { htmlFor: typed.id }, "Or another value"), typed, element("button", {}, "Keep this"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (typed.value.trim()) settle(conflict, typed.value);
  });
  const title = `${conflict.list_title}: ${conflict.label}, ${conflict.field_title}`;
  return element(
    "li", { className: "card", "data-conflict": conflict.id }, element("h3", {}, title),
    element("p", { className: "quiet" }, `It was: ${conflict.was_words}`),
    element("div", { className: "versions" },
      version(conflict, "mine", conflict.mine_words, `Mine, ${moment(conflict.mine_at)}`),
      version(conflict, "theirs", conflict.theirs_words, `${conflict.theirs_by}, ${moment(conflict.theirs_at)}`)),
    conflict.kind === "value" ? form : "",
  );
}

/** Tell the local program which version is right. */
async function settle(conflict, choice) {
  try {
    await post("v1/sync/resolve", { workbook: conflict.workbook, conflict: conflict.id, choice });
    await refresh();
    byId("sync").focus();
  } catch (error) {
    byId("conflicts").prepend(fault(error.message));
  }
}

/** Show state and conflicts as they are now. */
async function refresh() {
  try {
    const [state, { conflicts }] = await Promise.all([get("v1/sync/state"), get("v1/sync/conflicts")]);
    const again = element("button", { type: "button" }, "Look again");
    again.addEventListener("click", refresh);
    const states = state.workbooks.length ? state.workbooks.map(stateOf) : [element("li", {}, "No workbook is synced yet.")];
    byId("sync-state").replaceChildren(element("ul", {}, ...states), element("p", {}, again));
    const count = conflicts.length === 1 ? "1 conflict to settle" : `${conflicts.length} conflicts to settle`;
    byId("conflicts").replaceChildren(
      element("h3", {}, conflicts.length ? count : "No conflicts"), element("ul", { className: "plain" }, ...conflicts.map(shown)),
    );
  } catch (error) {
    byId("conflicts").replaceChildren();
    byId("sync-state").replaceChildren(fault(`The local program does not tell about the sync: ${error.message}`));
  }
}

/** Start the sync's part. */
export async function startSync() {
  if (isThere()) await refresh();
  else sayStatic();
}
