/** The task pane: its tabs, and the start of each part. */
import { startExplainer } from "./explainer.js";
import { startFinder } from "./finder.js";
import { EMBEDDED, NONE, SERVER, keepToken, source } from "./numbers.js";
import { byId, fault } from "./page.js";
import { startPayment } from "./payment.js";
import { startSync } from "./sync.js";

const SOURCES = {
  [SERVER]: "Figures come from the server that this page asks.",
  [EMBEDDED]: "Figures come from the Python inside this page; none leaves it.",
  [NONE]: "tcsheets_core.js did not load, so no figure can be shown.",
};
const tabs = [...document.querySelectorAll('[role="tab"]')];

/** Show the part of a tab. */
function choose(tab) {
  for (const each of tabs) {
    const isChosen = each === tab;
    each.setAttribute("aria-selected", String(isChosen));
    each.tabIndex = isChosen ? 0 : -1;
    byId(each.getAttribute("aria-controls")).hidden = !isChosen;
  }
}

/** Move between tabs by arrow keys, Home and End. */
function moved(event) {
  const at = tabs.indexOf(event.target);
  const places = { ArrowRight: at + 1, ArrowLeft: at - 1 + tabs.length, Home: 0, End: tabs.length - 1 };
  if (!(event.key in places)) return;
  const tab = tabs[places[event.key] % tabs.length];
  event.preventDefault();
  choose(tab);
  tab.focus();
}

for (const tab of tabs) {
  tab.addEventListener("click", () => choose(tab));
  tab.addEventListener("keydown", moved);
}

/** Offer a field for the token that a server may want. */
function offerToken() {
  byId("server-token").hidden = false;
  byId("token-form").addEventListener("submit", (event) => {
    event.preventDefault();
    keepToken(byId("token").value.trim());
    location.reload();
  });
}

const data = async (name) => (await fetch(new URL(name, import.meta.url))).json();

try {
  const [functions, example] = await Promise.all([data("help.json"), data("example.json")]);
  await startFinder(functions);
  const payment = functions.find((each) => each.name === "TC_PAYMENT");
  await Promise.all([startPayment(payment), startExplainer(example), startSync()]);
  const from = await source();
  byId("source").textContent = SOURCES[from];
  if (from === SERVER) offerToken();
  document.body.dataset.ready = "yes";
} catch (error) {
  document.querySelector("main").prepend(fault(`The task pane could not start: ${error.message}`));
  throw error;
}
