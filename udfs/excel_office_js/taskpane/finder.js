/** The function finder: search, help, and a formula made from what one fills in. */
import { formulaBox, formulaOf, shownName } from "./formula.js";
import { byId, element } from "./page.js";

/** Return what a search looks through, the weightiest first. */
function searched(each) {
  const named = each.arguments.map((one) => `${one.name.replaceAll("_", " ")} ${one.help}`).join(" ");
  return [each.name + " " + each.name.replaceAll("_", " "), each.summary, `${each.family} ${each.notes} ${named}`]
    .map((text) => text.toLowerCase());
}

/** Return how well a function answers a search, 0 not at all: every word must be found somewhere. */
function weight(texts, words) {
  const found = words.map((word) => texts.findIndex((text) => text.includes(word)));
  return found.includes(-1) ? 0 : 1 + found.reduce((sum, place) => sum + texts.length - place, 0);
}

/** Return the fields of a function's arguments, and what each holds. */
function fields(described) {
  const inputs = described.arguments.map((each) => element("input", {
    id: `${described.name}-${each.name}`,
    name: each.name,
    autocomplete: "off",
    spellcheck: false,
    required: each.required,
    "aria-describedby": `${described.name}-${each.name}-help`,
  }));
  const shown = described.arguments.map((each, at) => element(
    "p", { className: "argument" },
    element("label", { htmlFor: inputs[at].id }, each.name.replaceAll("_", " ")),
    element("span", { className: "quiet" }, each.required ? " needed" : " may stay empty"),
    inputs[at],
    element("span", { className: "help", id: `${inputs[at].id}-help` }, each.help),
  ));
  return { inputs, shown };
}

/** Return the help of a function with its formula. */
function help(described) {
  const { inputs, shown } = fields(described);
  const typed = () => inputs.map((each) => each.value);
  const missing = () => inputs.find((each) => each.required && !each.value.trim()) || null;
  const { box, show } = formulaBox(formulaOf(described, []), missing);
  for (const each of inputs) each.addEventListener("input", () => show(formulaOf(described, typed())));
  const hint = "Cells such as B4, ranges such as Plan[#All] with their header row, or values.";
  return element(
    "div", { className: "opened" }, box,
    element("p", { className: "quiet" }, hint), ...shown,
    described.notes ? element("p", {}, described.notes) : "",
    described.example ? element("pre", {}, described.example) : "",
  );
}

/** Return a function as it stands in the list; its help is made when it is opened. */
function item(described) {
  const title = element("summary", {}, element("code", {}, shownName(described.name)), " ",
    element("span", {}, described.summary.replace(/^Return (.)/, (_, first) => first.toUpperCase())));
  const opened = element("details", {}, title);
  opened.addEventListener("toggle", () => {
    if (opened.open && opened.children.length === 1) opened.append(help(described));
  });
  return element("li", { "data-function": described.name }, opened);
}

/** Fill the finder with the functions of help.json. */
export async function startFinder(functions) {
  const entries = functions.map((each) => ({ texts: searched(each), shown: item(each) }));
  const search = byId("search");
  const show = () => {
    const words = search.value.toLowerCase().split(/[\s_]+/).filter(Boolean);
    const ranked = entries.map((each) => [weight(each.texts, words), each.shown]).filter(([found]) => found);
    if (words.length) ranked.sort((one, other) => other[0] - one[0]);
    byId("functions").replaceChildren(...ranked.map(([, shown]) => shown));
    const count = `${ranked.length} ${ranked.length === 1 ? "function" : "functions"}`;
    byId("found").textContent = ranked.length ? count : "Nothing found; try another word.";
  };
  search.addEventListener("input", show);
  show();
}
