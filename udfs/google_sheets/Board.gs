/**
 * The board's side of a Google Sheet: a menu, what the sidebar shows of the sync and its conflicts, and a reminder of
 * follow-ups that are due.  It works like a person: it reads the sheet, and types into one visible cell, the Choice of
 * a conflict; a cell named Today it keeps at the day.  No formula and no rule stands here; what is due is asked of
 * TC_FOLLOW_UPS, as a cell would ask.
 *
 * @OnlyCurrentDoc
 */

/** The tabs that `tcsheets google setup` makes, by their ids: people rename and move them. */
var BOARD_TABS_ = { follow_ups: 1870921452, acceptance: 1718529181, referrals: 1783457753, conflicts: 1685949487 };
var SETTINGS_TAB_ = 1317120823;
var MEMORY_TAB_ = 1744063997; // hidden; only looked at, for the time of the last sync
var MEMORY_CELL_ = "E1";
var DEEPEST_HEADER_ = 20;
var ASKED_ = ["presented", "presented on", "status", "last contact", "contacts", "times called", "no calls", "opt out", "do not call"];

/** Adds the board's menu; Menu.gs calls it when the sheet is opened. */
function addBoardMenu_() {
  SpreadsheetApp.getUi()
    .createMenu("Treatment board")
    .addItem("Sync and conflicts", "showBoard")
    .addItem("Remind me of follow-ups", "switchReminderOn")
    .addItem("Stop reminding me", "switchReminderOff")
    .addItem("Set Today", "setToday")
    .addToUi();
}

function showBoard() {
  SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutputFromFile("Sidebar").setTitle("Treatment board"));
}

// --- reading ---

function tabOf_(id) {
  return SpreadsheetApp.getActive().getSheets().filter(function (each) { return each.getSheetId() === id; })[0] || null;
}

function key_(text) {
  return String(text).trim().replace(/\s+/g, " ").toLowerCase();
}

/** A table by the first row that names a column: its keys, its rows, and the number of its first row; null without one. */
function tableOf_(cells, wanted) {
  for (var top = 0; top < Math.min(cells.length, DEEPEST_HEADER_); top += 1) {
    var keys = cells[top].map(key_);
    if (keys.indexOf(wanted) >= 0) return { keys: keys, rows: cells.slice(top + 1), first: top + 2 };
  }
  return null;
}

function cell_(table, row, key) {
  var at = table.keys.indexOf(key);
  return at < 0 ? "" : String(row[at]);
}

/** A list for the sidebar: how many rows it has, how many wait for their first sync, and the rows that Sync speaks of. */
function listState_(tab) {
  var table = tableOf_(tab.getDataRange().getDisplayValues(), "row_id");
  if (!table) return { title: tab.getName(), broken: true };
  var found = { title: tab.getName(), rows: 0, fresh: 0, marked: [] };
  table.rows.forEach(function (row, at) {
    if (row.join("").trim() === "") return;
    found.rows += 1;
    if (cell_(table, row, "row_id") === "") found.fresh += 1;
    var words = cell_(table, row, "sync");
    if (words) found.marked.push({ row: table.first + at, words: words });
  });
  return found;
}

function conflictRows_(tab) {
  var table = tableOf_(tab.getDataRange().getDisplayValues(), "conflict_id");
  if (!table) return null;
  var named = table.rows.map(function (row, at) {
    var texts = { at: table.first + at };
    table.keys.forEach(function (key, place) { texts[key.replace(/ /g, "_")] = row[place]; });
    return texts;
  });
  return { keys: table.keys, rows: named.filter(function (each) { return each.conflict_id; }) };
}

/** All that the sidebar shows. */
function boardState() {
  var lists = ["follow_ups", "acceptance", "referrals"].map(function (name) { return tabOf_(BOARD_TABS_[name]); });
  var conflicts = tabOf_(BOARD_TABS_.conflicts);
  var memory = tabOf_(MEMORY_TAB_);
  var read = conflicts && conflictRows_(conflicts);
  return {
    lists: lists.filter(Boolean).map(listState_),
    conflicts: read ? read.rows : [],
    last: memory ? String(memory.getRange(MEMORY_CELL_).getDisplayValue()) : "",
    reminds: reminders_().length > 0,
    isBoard: Boolean(memory) && lists.some(Boolean),
  };
}

// --- the one cell that is typed into ---

/**
 * Type a choice beside a conflict, as a text that is never a formula; an error where it is not as it was shown.
 * `shown` is the conflict as the person saw it.
 */
function chooseVersion(id, choice, shown) {
  var text = String(choice).trim();
  if (!text) throw new Error("Write what is to stand there, or choose one of the two.");
  var lock = LockService.getDocumentLock();
  if (!lock.tryLock(10000)) throw new Error("Somebody else is choosing just now. Try again.");
  try {
    typeChoice_(tabOf_(BOARD_TABS_.conflicts), id, text, shown || {});
  } finally {
    lock.releaseLock();
  }
  return boardState();
}

function typeChoice_(tab, id, text, shown) {
  var read = tab && conflictRows_(tab);
  var same = (read ? read.rows : []).filter(function (each) { return each.conflict_id === id; });
  var is = same[0];
  var isAsShown = same.length === 1 && ["mine", "theirs", "choice"].every(function (key) { return is[key] === shown[key]; });
  if (!isAsShown) throw new Error("This conflict is settled, or has changed. Look at the list again.");
  var column = read.keys.indexOf("choice") + 1;
  if (!column) throw new Error("The tab of conflicts has lost its column Choice. Undo that first.");
  var cell = tab.getRange(is.at, column);
  cell.setRichTextValue(SpreadsheetApp.newRichTextValue().setText(text).build());
  SpreadsheetApp.flush();
  // Somebody may have sorted the tab in that very moment: then this is the choice of another conflict.
  if (tab.getRange(is.at, read.keys.indexOf("conflict_id") + 1).getDisplayValue() === id) return;
  if (cell.getDisplayValue() === text) cell.clearContent();
  throw new Error("The rows were sorted just then. Nothing was chosen; try again.");
}

// --- the reminder ---

function reminders_() {
  return ScriptApp.getProjectTriggers().filter(function (each) {
    return each.getHandlerFunction() === "remindOfDueFollowUps";
  });
}

function switchReminderOn() {
  reminders_().forEach(function (each) { ScriptApp.deleteTrigger(each); });
  var hour = Number(setting_("remind at, hour of the day"));
  if (!(hour >= 0 && hour <= 23)) hour = 8;
  ScriptApp.newTrigger("remindOfDueFollowUps").timeBased().everyDays(1).atHour(hour).create();
  return boardState();
}

function switchReminderOff() {
  reminders_().forEach(function (each) { ScriptApp.deleteTrigger(each); });
  return boardState();
}

/** A value of the tab Settings, by the words beside it; "" where there is none. */
function setting_(words) {
  var tab = tabOf_(SETTINGS_TAB_);
  var rows = tab ? tab.getDataRange().getDisplayValues() : [];
  var found = rows.filter(function (row) { return key_(row[0]) === words; })[0];
  return found && found[1] !== undefined ? String(found[1]).trim() : "";
}

/** The columns that decide what is due, and no other: names and numbers of patients are never handed on. */
function askedColumns_(cells) {
  var table = tableOf_(cells, "row_id");
  if (!table) return null;
  var places = table.keys.map(function (key, at) { return ASKED_.indexOf(key) >= 0 ? at : -1; });
  places = places.filter(function (at) { return at >= 0; });
  return [table.keys].concat(table.rows).map(function (row) {
    return places.map(function (at) { return row[at]; });
  });
}

/** How many follow-ups are overdue, and how many are due today; `problem` says why it cannot be told. */
function dueFollowUps_(now) {
  var tab = tabOf_(BOARD_TABS_.follow_ups);
  var rows = tab && askedColumns_(tab.getDataRange().getValues());
  if (!rows) return { overdue: 0, today: 0, problem: "the list of follow-ups has lost its column row_id" };
  var hours = Number(setting_("first call after, hours")) || null;
  var given = [rows, now, hours, null, null, null, setting_("closed days") || null].map(fromSheet_);
  var result = tcsheets.ask({ function: "TC_FOLLOW_UPS", arguments: given });
  if (!Array.isArray(result)) return { overdue: 0, today: 0, problem: result.message };
  var count = function (standing) { return result.filter(function (row) { return row[0] === standing; }).length; };
  var unread = result[0].indexOf("Problem") >= 0 ? count("") : 0;
  var problem = unread ? "rows that cannot be read, most likely for their date: " + unread : "";
  return { overdue: count("overdue"), today: count("due today"), problem: problem };
}

/** Write to whoever switched the reminder on, when something is due: numbers and a link, nothing of a patient. */
function remindOfDueFollowUps() {
  setToday();
  var due = dueFollowUps_(new Date());
  if (!due.overdue && !due.today && !due.problem) return;
  var lines = ["Follow-ups due today: " + due.today, "Overdue: " + due.overdue];
  if (due.problem) lines.push("Not counted: " + due.problem);
  lines.push("", "Open the board: " + SpreadsheetApp.getActive().getUrl());
  lines.push("Nobody is named in this message. To end it: Treatment board, Stop reminding me.");
  var count = due.overdue + due.today;
  MailApp.sendEmail(Session.getEffectiveUser().getEmail(), "Follow-ups that are due: " + count, lines.join("\n"));
}

/** Write the day into the cell named Today, where a workbook has one that holds no formula. */
function setToday() {
  var cell = SpreadsheetApp.getActive().getRangeByName("Today");
  if (!cell || cell.getFormula()) return;
  var now = new Date();
  cell.setValue(new Date(now.getFullYear(), now.getMonth(), now.getDate()));
}
