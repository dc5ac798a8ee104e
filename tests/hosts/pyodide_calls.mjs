// Runs a program in Pyodide, CPython in WebAssembly, as xlwings Lite has it; nothing is fetched.
// Standard input: {"files": {path: base64}, "wheel": base64, "path": [folder], "program": text}; prints the program's `answer`.
import { readFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));
const told = JSON.parse(readFileSync(0, "utf8"));
try {
  const python = await loadPyodide();
  for (const [path, content] of Object.entries(told.files)) {
    python.FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    python.FS.writeFile(path, bytes(content));
  }
  if (told.wheel) python.unpackArchive(bytes(told.wheel).buffer, "wheel");
  python.runPython(`import sys\nsys.path[:0] = ${JSON.stringify(told.path)}`);
  python.runPython(told.program);
  process.stdout.write(python.globals.get("answer"));
} catch (error) {
  process.stderr.write(String(error.message).slice(-3000));
  process.exitCode = 1;
}
