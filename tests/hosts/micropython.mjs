// Runs a lowered program inside MicroPython: node micropython.mjs MICROPYTHON.mjs, with JSON on standard input:
// {"program": {path: source}, "entry": [module, function], "requests": [text]}; prints the list of answers.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { program, entry, requests } = JSON.parse(readFileSync(0, "utf8"));
const { loadMicroPython } = await import(pathToFileURL(process.argv[2]));
const python = await loadMicroPython({ heapsize: 8 << 20, pystack: 64 << 10, stdout: () => {} });

for (const [path, source] of Object.entries(program)) {
  const names = path.split("/");
  for (let depth = 1; depth < names.length; depth += 1) {
    const folder = "/" + names.slice(0, depth).join("/");
    if (!python.FS.analyzePath(folder).exists) python.FS.mkdir(folder);
  }
  python.FS.writeFile("/" + path, source);
}
python.runPython(`import sys; sys.path.append("/"); from ${entry[0]} import ${entry[1]}`);
const run = python.globals.get(entry[1]);
process.stdout.write(JSON.stringify(requests.map((request) => run(request))));
