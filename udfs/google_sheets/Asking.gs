/**
 * The functions, asked of a server: stands in the place of tcsheets_core.gs where a practice wants one price book.
 * Its address and the sheet's token are script properties (TCSHEETS_SERVER, TCSHEETS_TOKEN), never in the code.
 * Each cell of a sheet is a run of its own, so answers are remembered where all runs find them: in the script's cache,
 * by function, arguments and the version that the server told.
 */
var tcsheets = (function () {
  "use strict";
  var FRESH = 600; // seconds for which a version is taken to hold
  var KEPT = 21600; // seconds for which an answer is remembered; Google allows no more
  var MOST_KEPT = 90000; // characters of an answer; Google keeps 100 KB
  var TRIES = 3; // where the server is busy

  function property(name) {
    return PropertiesService.getScriptProperties().getProperty(name);
  }

  /** Ask the server; its answer as data, or an error in words. */
  function fetched(path, body) {
    var address = property("TCSHEETS_SERVER");
    if (!address) throw new Error("set the script property TCSHEETS_SERVER: Extensions, Apps Script, Project Settings");
    var settings = { method: body ? "post" : "get", contentType: "application/json", muteHttpExceptions: true };
    var token = property("TCSHEETS_TOKEN");
    if (token) settings.headers = { Authorization: "Bearer " + token };
    if (body) settings.payload = body;
    for (var left = TRIES - 1; ; left -= 1) {
      var response = answered(address.replace(/\/+$/, "") + path, settings);
      var status = response.getResponseCode();
      if (status === 200) return JSON.parse(response.getContentText());
      if (!left || (status !== 429 && status !== 503)) throw new Error(reason(response, status));
      Utilities.sleep(1000);
    }
  }

  function answered(address, settings) {
    try {
      return UrlFetchApp.fetch(address, settings);
    } catch (error) {
      throw new Error("the tcsheets server cannot be reached; try again later");
    }
  }

  function reason(response, status) {
    if (status === 401) return "the tcsheets server wants a token; set the script property TCSHEETS_TOKEN";
    try {
      return JSON.parse(response.getContentText()).message || "the tcsheets server answered " + status;
    } catch (error) {
      return "the tcsheets server answered " + status;
    }
  }

  /** Half a character without its other half is no text to a server. */
  function textOf(call) {
    return JSON.stringify({ function: call.function, arguments: call.arguments })
      .replace(/\\\\|\\ud[89a-f]../g, function (found) { return found === "\\\\" ? found : "\ufffd"; });
  }

  function keyOf(version, text) {
    var all = version + "\n" + text;
    var digest = Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, all, Utilities.Charset.UTF_8);
    return "tcsheets " + Utilities.base64Encode(digest);
  }

  /** Return the version that the server's answers hold for, looked up every ten minutes. */
  function version(cache) {
    var known = cache.get("tcsheets version");
    if (known) return known;
    var told = fetched("/health").version;
    cache.put("tcsheets version", told, FRESH);
    return told;
  }

  function resultOf(call) {
    var cache = CacheService.getScriptCache();
    var text = textOf(call);
    var known = version(cache);
    var kept = cache.get(keyOf(known, text));
    if (kept) return JSON.parse(kept);
    var told = fetched("/v1/call", '{"calls":[' + text + "]}");
    if (told.version !== known) cache.put("tcsheets version", told.version, FRESH);
    var found = JSON.stringify(told.results[0]);
    if (found.length < MOST_KEPT) cache.put(keyOf(told.version, text), found, KEPT);
    return told.results[0];
  }

  return {
    ask: function (call) {
      try {
        return resultOf(call);
      } catch (error) {
        return { error: "#VALUE!", message: error.message };
      }
    },
    memory: function () { return 0; },
  };
})();
