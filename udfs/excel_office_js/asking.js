/**
 * The functions, asked of a server: stands in the place of tcsheets_core.js where a practice wants one price book.
 * Calls wait 25 ms for each other and travel together; equal ones are sent once; what was answered is remembered until
 * the server says another version. No address of a cell is sent, and the token is kept by the browser, not in a file.
 */
var tcsheets = (function () {
  "use strict";
  const ADDRESS = "SERVER"; // the server; "" where it is the one that the page came from
  const WINDOW = 25; // milliseconds
  const MOST_CALLS = 500; // in a POST
  const MOST_BYTES = 1000000;
  const MOST_ANSWERS = 50000; // remembered
  const FRESH = 600000; // milliseconds for which a version is taken to hold
  const PATIENCE = 30000; // milliseconds for an answer
  const TRIES = 4; // where the server is busy
  const TOKEN = "tcsheets token";
  const HEAD = '{"calls":[';

  const answers = new Map(); // text of a call -> promise of its result
  let waiting = [];
  let bytes = HEAD.length;
  let timer = null;
  let version = "";
  let seen = 0; // when the version was last told
  let looking = null;

  const later = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });
  const fault = (message) => ({ error: "#VALUE!", message: message });
  const sizeOf = (text) => (/^[\x00-\x7f]*$/.test(text) ? text.length : unescape(encodeURIComponent(text)).length);

  /** Half a character without its other half is no text to a server. */
  function textOf(call) {
    const whole = (found) => (found === "\\\\" ? found : "\ufffd");
    return JSON.stringify({ function: call.function, arguments: call.arguments }).replace(/\\\\|\\ud[89a-f]../g, whole);
  }

  function keptToken() {
    try {
      return localStorage.getItem(TOKEN) || sessionStorage.getItem(TOKEN);
    } catch (none) {
      return null;
    }
  }

  /** Take note of the version that answers hold for; what another one answered is forgotten. */
  function note(told) {
    if (version && told !== version) answers.clear();
    version = told;
    seen = Date.now();
  }

  /** Ask the server, for as long as anybody waits for a cell; its answer as data, or an error in words. */
  async function fetched(path, settings) {
    let response;
    try {
      const late = later(PATIENCE).then(() => { throw new Error("late"); });
      response = await Promise.race([fetch(ADDRESS + path, settings), late]);
    } catch (error) {
      throw new Error("the tcsheets server cannot be reached; check the network, then recalculate");
    }
    const told = await response.json().catch(() => ({}));
    if (response.ok) return told;
    const error = new Error(told.message || "the tcsheets server answered " + response.status);
    if (response.status === 401) error.message = "the tcsheets server wants a token; type it in the task pane";
    error.wait = [429, 503].indexOf(response.status) >= 0 ? Number(response.headers.get("retry-after")) || 1 : 0;
    throw error;
  }

  async function posted(texts) {
    const headers = { "Content-Type": "application/json" };
    const token = keptToken();
    if (token) headers.Authorization = "Bearer " + token;
    const body = HEAD + texts.join(",") + "]}";
    for (let left = TRIES - 1; ; left -= 1) {
      try {
        return await fetched("/v1/call", { method: "POST", headers: headers, body: body });
      } catch (error) {
        if (!error.wait || !left) throw error;
        await later(error.wait * 1000);
      }
    }
  }

  /** Send what waits. */
  async function send() {
    const batch = waiting;
    if (timer !== null) clearTimeout(timer);
    waiting = [];
    bytes = HEAD.length;
    timer = null;
    try {
      const told = await posted(batch.map((each) => each.text));
      if (version && told.version !== version) {
        note(told.version);
        batch.forEach((each) => answers.set(each.text, each.promise));
      }
      note(told.version);
      batch.forEach((each, place) => each.answer(told.results[place]));
    } catch (error) {
      batch.forEach((each) => {
        answers.delete(each.text);
        each.answer(fault(error.message));
      });
    }
  }

  /** Let a call wait for others; a batch that is full goes at once. */
  function queue(text) {
    const size = sizeOf(text) + 1;
    if (waiting.length && (waiting.length === MOST_CALLS || bytes + size + 2 > MOST_BYTES)) send();
    const each = { text: text };
    each.promise = new Promise((answer) => { each.answer = answer; });
    waiting.push(each);
    bytes += size;
    if (waiting.length === MOST_CALLS) send();
    else if (timer === null) timer = setTimeout(send, WINDOW);
    return each.promise;
  }

  /** Return the answer that is remembered or on its way, else ask for it. */
  function remembered(text) {
    if (!answers.has(text)) {
      if (answers.size >= MOST_ANSWERS) answers.delete(answers.keys().next().value);
      answers.set(text, queue(text));
    }
    return answers.get(text);
  }

  /** Look whether the version still holds, once for all that ask; while the server is away, what it answered stays. */
  function look() {
    looking = looking || fetched("/health", {}).then((told) => note(told.version), () => { seen = Date.now(); });
    return looking.then(() => { looking = null; });
  }

  return {
    ask: (call) => {
      const text = textOf(call);
      return version && Date.now() - seen > FRESH ? look().then(() => remembered(text)) : remembered(text);
    },
    start: () => Promise.resolve(),
    memory: () => 0,
  };
})();
