/**
 * Between a Google Sheet's cells and the functions' own: what a sheet sends, and what it can show.
 * No rule and no arithmetic stands here; they are in tcsheets_core.gs.
 */

/** The errors that a sheet hands to a function as text. */
var SHEET_ERRORS_ = ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#ERROR!"];

function two_(number) {
  return (number < 10 ? "0" : "") + number;
}

/** A date as text, with its time where it has one; a sheet's dates are of the script's own zone. */
function dateText_(date) {
  var day = date.getFullYear() + "-" + two_(date.getMonth() + 1) + "-" + two_(date.getDate());
  var minutes = date.getHours() * 60 + date.getMinutes();
  return minutes === 0 ? day : day + " " + two_(date.getHours()) + ":" + two_(date.getMinutes());
}

/** A cell, or rows of cells, as the functions take them. */
function fromSheet_(cell) {
  if (cell === undefined) return null;
  if (Array.isArray(cell)) return cell.map(fromSheet_);
  if (Object.prototype.toString.call(cell) === "[object Date]") return dateText_(cell);
  return SHEET_ERRORS_.indexOf(cell) >= 0 ? { error: cell } : cell;
}

function dateOf_(text) {
  var parts = text.split(/[- :]/).map(Number);
  return new Date(parts[0], parts[1] - 1, parts[2], parts[3] || 0, parts[4] || 0);
}

/** A cell of a result; an error inside a table can only be text, which the functions know as one. */
function toSheet_(value) {
  if (Array.isArray(value)) return value.map(toSheet_);
  if (value === null) return "";
  if (typeof value !== "object") return value;
  return value.date ? dateOf_(value.date) : "#TC! " + value.message;
}

/** The result of a function for the cells that were given; an error is thrown, so that the cell shows its message. */
function asked_(name, given) {
  var cells = Array.prototype.map.call(given, fromSheet_);
  var result = tcsheets.ask({ function: name, arguments: cells });
  if (result !== null && typeof result === "object" && result.error) throw new Error(result.message);
  return toSheet_(result);
}
