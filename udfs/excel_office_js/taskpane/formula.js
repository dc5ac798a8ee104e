/** A formula as it is typed into a cell, and the box that shows it with its button. */
import { isExcel, insert } from "./excel.js";
import { element } from "./page.js";

const RANGES = ["Table", "Dates", "Texts", "Amounts", "Counts"];
const CODE = /^D\d{4}$/i; // a procedure code, though it could be a cell of column D
const CELL = String.raw`\$?[A-Za-z]{1,3}\$?\d{1,7}`;
const REFERENCE = new RegExp(`^(${CELL}(:${CELL})?#?|\\$?[A-Za-z]{1,3}:\\$?[A-Za-z]{1,3}|.*[!\\[({].*)$`);
const NAME = /^[A-Za-z_\\][\w.\\]*$/;

const asked = new URLSearchParams(location.search).get("prefix") || "";
const prefix = /^[A-Za-z][\w.]{0,32}$/.test(asked) ? asked : "TC_";

/** Return a function's name as this Excel knows it, which may put a namespace before it. */
export const shownName = (name) => prefix + name.slice("TC_".length);

const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

/** Return what was typed for an argument as it stands in a formula. */
export function written(typed, kind) {
  const text = typed.trim().replace(/^=/, "");
  const number = text.replace(/^(-?)\$/, "$1").replaceAll(/,(?=\d{3})/g, "");
  if (text === "" || /^".*"$/.test(text)) return text;
  if (/^-?(\d+\.?\d*|\.\d+)%?$/.test(number)) return number;
  if (/^(true|false)$/i.test(text)) return text.toUpperCase();
  if (CODE.test(text)) return quoted(text);
  if (REFERENCE.test(text)) return text;
  const takesNames = RANGES.includes(kind) || !["Text", "Flag", "DateTime", "Date"].includes(kind);
  return NAME.test(text) && takesNames ? text : quoted(text);
}

/** Return a formula; an argument that is needed and missing stands there by its name. */
export function formulaOf(described, typed) {
  const parts = described.arguments.map((each, at) => {
    const text = written(typed[at] || "", each.kind);
    return text === "" && each.required ? each.name : text;
  });
  while (parts.length && parts[parts.length - 1] === "") parts.pop();
  return `=${shownName(described.name)}(${parts.join(", ")})`;
}

/** Copy a text where the browser allows it, and say what happened. */
async function copied(formula) {
  try {
    await navigator.clipboard.writeText(formula);
    return "Copied. Paste it into a cell.";
  } catch {
    return "This page is not in Excel: copy the formula into a cell.";
  }
}

/**
 * Return a box with a formula and a button that inserts it, and what shows another formula in it. `missing` returns a
 * field that must be filled in first, or null.
 */
export function formulaBox(formula, missing = () => null) {
  const code = element("code", { className: "formula" }, formula);
  const said = element("p", { role: "status" });
  const button = element("button", { type: "button", className: "main" }, "Insert");
  button.addEventListener("click", async () => {
    const field = missing();
    if (field) {
      said.textContent = `Fill in ${field.name} first.`;
      field.focus();
      return;
    }
    try {
      said.textContent = (await isExcel())
        ? `Inserted into ${await insert(code.textContent)}.`
        : await copied(code.textContent);
    } catch (error) {
      said.textContent = `Excel did not take the formula: ${error.message}`;
    }
  });
  const box = element("div", { className: "card formula-box" }, code, button, said);
  return { box, show: (text) => { code.textContent = text; said.textContent = ""; } };
}
