/**
 * Between Excel's cells and the functions' own: what Excel sends to a custom function, and what it can show.
 * No rule and no arithmetic stands here; they are in tcsheets_core.js.
 */

/** A cell, or rows of cells, as the functions take them. */
function fromExcel(cell) {
  if (cell === undefined) return null;
  if (Array.isArray(cell)) return cell.map(fromExcel);
  if (cell !== null && typeof cell === "object") {
    return { error: String(cell.basicValue || cell.code || cell.message || "#VALUE!") };
  }
  return cell;
}

/** A date as Excel counts days, from the end of 1899. */
function serialOf(text) {
  const parts = text.split(/[- :]/).map(Number);
  const days = Date.UTC(parts[0], parts[1] - 1, parts[2]) / 86400000 + 25569;
  return days + ((parts[3] || 0) * 60 + (parts[4] || 0)) / 1440;
}

/** A cell of a result; an error inside a table can only be text, which the functions know as one. */
function toExcel(value) {
  if (Array.isArray(value)) return value.map(toExcel);
  if (value === null) return "";
  if (typeof value !== "object") return value;
  return value.date ? serialOf(value.date) : "#TC! " + value.message;
}

/** The result of a function; an error that carries its message, which Excel shows with #VALUE!. */
function shown(result) {
  if (result !== null && typeof result === "object" && result.error) {
    throw new CustomFunctions.Error(CustomFunctions.ErrorCode.invalidValue, result.message);
  }
  return toExcel(result);
}

/** What a function gives for cells: at once from the Python in the page, later from a server. */
function asked(name, given) {
  const result = tcsheets.ask({ function: name, arguments: given.map(fromExcel) });
  return result instanceof Promise ? result.then(shown) : shown(result);
}
