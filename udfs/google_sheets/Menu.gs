/**
 * The menus of this project, when the sheet is opened.  Apps Script knows one onOpen in a project: a part that wants a
 * menu has a function that adds it, named here.
 */
function onOpen() {
  addFunctionMenu_();
  if (typeof addBoardMenu_ === "function") addBoardMenu_();
}
