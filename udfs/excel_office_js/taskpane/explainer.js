/** The estimate explainer: lines of a treatment plan, and why insurance pays what it pays, as TC_INS_ESTIMATE says. */
import { isExcel, selectedRows } from "./excel.js";
import { ask } from "./numbers.js";
import { byId, element, fault, money } from "./page.js";

const STEPS = ["Fee", "Allowed", "Deductible", "Copay", "Plan pays", "Write-off", "Patient pays"];

/** Return pasted cells as rows of texts: tabs between them, as Excel copies cells, or | as people type. */
export function rowsOf(text) {
  const lines = text.replaceAll("\r", "").split("\n").filter((line) => line.trim());
  const rows = lines.map((line) => line.split(line.includes("\t") ? "\t" : "|").map((cell) => unquoted(cell.trim())));
  const width = Math.max(0, ...rows.map((row) => row.length));
  return rows.map((row) => [...row, ...Array(width - row.length).fill("")]);
}

/** Return a cell without the quotation marks that Excel puts around some when it copies them. */
const unquoted = (cell) => (/^".*"$/s.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell);

/** Return rows as a person can read and change them. */
const textOf = (rows) => rows.map((row) => row.join(" | ")).join("\n");

/** Return a line of the estimate: what it is, what the patient pays, why, and the figures. */
function explained(header, row) {
  const of = (name) => row[header.indexOf(name)];
  const steps = STEPS.filter((name) => typeof of(name) === "number").flatMap((name) => [
    element("dt", {}, name), element("dd", {}, money(of(name))),
  ]);
  return element(
    "li", { className: "card" },
    element("h3", {}, element("span", {}, `${of("Code")} ${of("Treatment") || ""}`),
      element("strong", {}, `${money(of("Patient pays"))} to pay`)),
    element("p", { className: "why" }, of("Why")),
    element("details", {}, element("summary", {}, "The figures", element("span", { className: "hidden" }, ` of ${of("Code")}`)),
      element("dl", {}, ...steps)),
  );
}

/** Return the sum of the estimate in a sentence. */
function summed([header, row]) {
  const of = (name) => money(row[header.indexOf(name)]);
  return `Fees ${of("Fee")}: the plan pays ${of("Plan pays")}, ${of("Write-off")} is written off, ${of("Patient pays")} is left to pay.`;
}

/** Show why each picked line costs what it costs. */
async function explain(lines, benefits) {
  if (lines.length < 2) {
    byId("estimate").replaceChildren(element("p", {}, "Pick a line."));
    return;
  }
  try {
    const [estimate, totals] = await ask(["TC_INS_ESTIMATE", lines, benefits], ["TC_INS_TOTALS", lines, benefits]);
    const shown = estimate.slice(1).map((row) => explained(estimate[0], row));
    const total = element("p", { className: "total" }, summed(totals));
    byId("estimate").replaceChildren(element("ul", { className: "plain" }, ...shown), total);
  } catch (error) {
    byId("estimate").replaceChildren(fault(error.message));
  }
}

/** Show lines to pick from, and explain those picked whenever one changes. */
function offer(lines, benefits) {
  const [header, ...rows] = lines;
  const boxes = rows.map((_, at) => element("input", { type: "checkbox", id: `line-${at}`, checked: true }));
  const picked = () => explain([header, ...rows.filter((_, at) => boxes[at].checked)], benefits);
  const named = rows.map((row) => row.filter(Boolean).slice(0, 2).join(" "));
  byId("lines").replaceChildren(...rows.map((_, at) => element(
    "li", {}, boxes[at], element("label", { htmlFor: boxes[at].id }, named[at]),
  )));
  for (const each of boxes) each.addEventListener("change", picked);
  return picked();
}

/** Let a button put the selected cells into a field. */
function takes(button, field) {
  byId(button).addEventListener("click", async () => {
    byId(field).value = (await selectedRows()).map((row) => row.join("\t")).join("\n");
  });
}

/** Start the explainer with the example. */
export async function startExplainer(example) {
  const restore = () => {
    byId("own-lines").value = textOf(example.lines);
    byId("own-benefits").value = textOf(example.benefits);
    return offer(example.lines, example.benefits);
  };
  byId("explain").addEventListener("click", async () => {
    await offer(rowsOf(byId("own-lines").value), rowsOf(byId("own-benefits").value));
    byId("explainer").focus();
  });
  byId("example").addEventListener("click", restore);
  takes("take-lines", "own-lines");
  takes("take-benefits", "own-benefits");
  isExcel().then((inside) => {
    for (const each of document.querySelectorAll(".in-excel")) each.hidden = !inside;
  });
  await restore();
}
