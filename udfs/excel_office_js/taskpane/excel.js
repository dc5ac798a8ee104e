/** Excel around the pane, where it is there: a plain browser has none, and every part of the pane works without. */

const AT_MOST = 5000; // milliseconds that a page waits for Office to say where it is

let ready;

/** Whether the pane stands in Excel. */
export function isExcel() {
  ready = ready || new Promise((answer) => {
    const look = () => (window.Office ? window.Office.onReady().then((told) => answer(told.host === "Excel")) : answer(false));
    if (window.Office || document.readyState === "complete") look();
    else window.addEventListener("load", look, { once: true });
    setTimeout(() => answer(false), AT_MOST);
  });
  return ready;
}

/** Write a formula into the selected cell and return its address. */
export function insert(formula) {
  return window.Excel.run(async (context) => {
    const cell = context.workbook.getActiveCell();
    cell.formulas = [[formula]];
    cell.load("address");
    await context.sync();
    return cell.address;
  });
}

/** Return what the selected cells show, as rows of texts. */
export function selectedRows() {
  return window.Excel.run(async (context) => {
    const range = context.workbook.getSelectedRange();
    range.load("text");
    await context.sync();
    return range.text;
  });
}
