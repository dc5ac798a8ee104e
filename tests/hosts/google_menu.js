// Stands for Apps Script's spreadsheet and its user interface, as far as menu and help go; says what was done.
var tcsheets = { memory: function () { return 0; } };
var done = [];
var cells = { B4: { formula: "", shown: "" }, B5: { formula: "", shown: "Kim" }, B6: { formula: "=A1", shown: "" } };
var selected = "B4";
var SpreadsheetApp = {
  getUi: function () {
    var menu = {
      addItem: function (title, name) { done.push(title + ": " + name); return menu; },
      addToUi: function () { done.push("menu shown"); },
    };
    return {
      createMenu: function (title) { done.push("menu " + title); return menu; },
      showSidebar: function (page) { done.push("sidebar " + page.name + ", " + page.title); },
    };
  },
  getActiveSheet: function () {
    return {
      getActiveCell: function () {
        return {
          getFormula: function () { return cells[selected].formula; },
          getDisplayValue: function () { return cells[selected].shown; },
          getA1Notation: function () { return selected; },
          setFormula: function (formula) { done.push(selected + " " + formula); },
        };
      },
    };
  },
};
var HtmlService = {
  createHtmlOutputFromFile: function (name) {
    return { setTitle: function (title) { return { name: name, title: title }; } };
  },
};
function sheetAnswer(request) {
  var asked = JSON.parse(request);
  done = [];
  selected = asked.selected || "B4";
  var given = "";
  try {
    given = globalThis[asked.call].apply(null, asked.given || []);
  } catch (error) {
    given = "error: " + error.message;
  }
  return JSON.stringify({ given: given === undefined ? "" : given, done: done });
}
