// Stands for Excel: custom functions joined by name, dates as numbers, empty single cells as 0, errors that carry text,
// cells in error as the objects of its data types.
const joined = {};

class ShownError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

const CustomFunctions = {
  Error: ShownError,
  ErrorCode: { invalidValue: "#VALUE!" },
  associate: (name, answer) => {
    joined[name] = answer;
  },
};

function sent(cell) {
  if (Array.isArray(cell)) return cell.map((each) => (each === null ? "" : sent(each)));
  if (cell !== null && typeof cell === "object") return { type: "Error", basicType: "Error", basicValue: cell.error };
  const isDate = typeof cell === "string" && /^\d{4}-\d\d-\d\d( \d\d:\d\d)?$/.test(cell);
  return isDate ? serialOf(cell) : cell;
}

function sheetAnswer(text) {
  return JSON.stringify(JSON.parse(text).map((call) => {
    // Excel sends 0 for a single cell that is empty.
    const given = call.arguments.map((cell) => (cell === null ? undefined : cell === "" ? 0 : sent(cell)));
    try {
      return joined[call.function](...given);
    } catch (error) {
      return { error: error.message };
    }
  }));
}
