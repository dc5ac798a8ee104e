// Calls custom functions as Google Sheets does: dates as Date objects, what is left out as undefined,
// cells in error as text, errors thrown.
function sent(cell) {
  if (Array.isArray(cell)) return cell.map(sent);
  if (cell === null) return "";
  if (typeof cell === "object") return cell.error;
  return typeof cell === "string" && /^\d{4}-\d\d-\d\d( \d\d:\d\d)?$/.test(cell) ? dateOf_(cell) : cell;
}

function shown(cell) {
  if (Array.isArray(cell)) return cell.map(shown);
  return Object.prototype.toString.call(cell) === "[object Date]" ? dateText_(cell) : cell;
}

function sheetAnswer(text) {
  return JSON.stringify(JSON.parse(text).map((call) => {
    const given = call.arguments.map((cell) => (cell === null ? undefined : sent(cell)));
    try {
      return shown(globalThis[call.function].apply(null, given));
    } catch (error) {
      return { error: error.message };
    }
  }));
}
