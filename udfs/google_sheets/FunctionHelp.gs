/**
 * Help for the formulas: a menu, and a sidebar in which one finds a function and puts it into the selected cell.
 *
 * @OnlyCurrentDoc
 */
function addFunctionMenu_() {
  SpreadsheetApp.getUi().createMenu("tcsheets").addItem("Help for functions", "showFunctionHelp").addToUi();
}

function showFunctionHelp() {
  SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutputFromFile("FunctionHelp").setTitle("Functions"));
}

/** Put a function into the selected cell, its arguments still to be given; a cell that holds something is left alone. */
function insertFunction(name) {
  if (!/^TC_[A-Z0-9_]+$/.test(name)) throw new Error("There is no such function.");
  const cell = SpreadsheetApp.getActiveSheet().getActiveCell();
  if (cell.getFormula() || cell.getDisplayValue() !== "") {
    throw new Error(cell.getA1Notation() + " holds something; select an empty cell.");
  }
  cell.setFormula("=" + name + "()");
  return cell.getA1Notation();
}
