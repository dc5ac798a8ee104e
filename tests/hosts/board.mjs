// Stands for Google around Board.gs: a spreadsheet of plain cells, menus, triggers, mail.  What it lacks is an error.
// Standard input: {"script", "now", "tabs": [{"id", "title", "cells"}], "today", "calls": [[name, ...arguments]],
// "sorted": a tab that is turned round at the first flush}; prints what came of each call, and all that was written.
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const told = JSON.parse(readFileSync(0, "utf8"));
const done = { results: [], writes: [], menu: [], shown: [], mails: [], locks: 0 };
let triggers = (told.triggers || []).map((handler) => ({ getHandlerFunction: () => handler }));
let sorted = told.sorted;

const moment = (text) => new Date(text.replace(" ", "T") + (text.length > 10 ? "" : "T00:00"));
const valueOf = (cell) => (cell !== null && typeof cell === "object" ? moment(cell.date) : cell === null ? "" : cell);
const displayOf = (cell) => (cell !== null && typeof cell === "object" ? cell.date : cell === null ? "" : String(cell));

function placeOf(row, column) {
  if (typeof row !== "string") return [row - 1, column - 1];
  return [Number(row.slice(1)) - 1, row.charCodeAt(0) - 65];
}

function range(tab, row, column) {
  const [at, place] = placeOf(row, column);
  const write = (cell, how) => {
    done.writes.push({ tab: tab.id, row: at, column: place, cell, how });
    (tab.cells[at] ||= [])[place] = cell;
  };
  return {
    getDisplayValue: () => displayOf(tab.cells[at]?.[place] ?? null),
    setRichTextValue: (rich) => write(rich.text, "text"),
    clearContent: () => write(null, "cleared"),
  };
}

const sheets = told.tabs.map((tab) => ({
  getSheetId: () => tab.id,
  getName: () => tab.title,
  getDataRange: () => ({
    getValues: () => tab.cells.map((row) => row.map(valueOf)),
    getDisplayValues: () => tab.cells.map((row) => row.map(displayOf)),
  }),
  getRange: (row, column) => range(tab, row, column),
}));
const today = told.today && {
  getFormula: () => told.today.formula || "",
  setValue: (value) => done.writes.push({ name: "Today", cell: value.toString() }),
};
const menu = { addItem: (words, name) => (done.menu.push([words, name]), menu), addToUi() {} };
const rich = { setText: (text) => ((rich.text = text), rich), build: () => ({ text: rich.text }) };
const context = createContext({
  SpreadsheetApp: {
    getUi: () => ({ createMenu: (words) => (done.menu.push(words), menu), showSidebar: (page) => done.shown.push(page.page) }),
    getActive: () => ({
      getSheets: () => sheets,
      getUrl: () => "https://docs.google.com/spreadsheets/d/1AbC/edit",
      getRangeByName: (name) => (name === "Today" && today) || null,
    }),
    newRichTextValue: () => rich,
    flush() {
      const tab = told.tabs.find((each) => each.id === sorted);
      if (tab) tab.cells = [tab.cells[0], ...tab.cells.slice(1).reverse()];
      sorted = null;
    },
  },
  HtmlService: { createHtmlOutputFromFile: (page) => ({ setTitle: (title) => ({ page, title }) }) },
  LockService: { getDocumentLock: () => ({ tryLock: () => ++done.locks > 0, releaseLock: () => { done.locks -= 1; } }) },
  ScriptApp: {
    getProjectTriggers: () => triggers,
    deleteTrigger: (gone) => { triggers = triggers.filter((each) => each !== gone); },
    newTrigger: (handler) => ({ timeBased: () => ({ everyDays: (days) => ({ atHour: (hour) => ({
      create: () => triggers.push({ getHandlerFunction: () => handler, hour, days }),
    }) }) }) }),
  },
  MailApp: { sendEmail: (to, subject, body) => done.mails.push({ to, subject, body }) },
  Session: { getEffectiveUser: () => ({ getEmail: () => "kim@practice.example" }) },
});
const clock = `Date = ((Real) => class extends Real {
  constructor(...given) { super(...(given.length ? given : [${moment(told.now || "2026-11-25 09:00").getTime()}])); }
})(Date);`;
runInContext(clock + told.script, context);
for (const [name, ...given] of told.calls) {
  context.given = given;
  try {
    done.results.push(JSON.parse(JSON.stringify(runInContext(`${name}(...given)`, context) ?? null)));
  } catch (error) {
    done.results.push({ error: error.message });
  }
}
done.triggers = triggers.map((each) => [each.getHandlerFunction(), each.hour, each.days]);
process.stdout.write(JSON.stringify(done));
