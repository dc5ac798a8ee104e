/**
 * MicroPython in WebAssembly with nothing around it: no file, socket, clock, timer or page is touched, so it runs
 * wherever JavaScript does: in Apps Script, in Excel's add-ins, in Node.
 *
 * embeddedPython(module, files) returns call(name, text): what a Python function of main.py returns, text for text.
 *   module  the WebAssembly.Module of MicroPython 1.27
 *   files   Python sources by path, the only files that this Python sees
 */
function embeddedPython(module, files) {
  const HEAP = 4 << 20; // bytes to begin with; it grows
  const CALLS = 64 << 10; // bytes for the frames of nested Python calls
  const EXCEPTION = -1;
  const TEXT = 5;
  const MISSING = 44; // "no such file", in the numbering of WASI
  const FOLDER = 0o040755;
  const FILE = 0o100644;

  let python; // what the module exports, once it runs
  const integers = () => new Int32Array(python.memory.buffer);
  const bytes = () => new Uint8Array(python.memory.buffer);

  /** Return the bytes of a text in UTF-8, each as a character: engines without TextEncoder have these two. */
  const encoded = (text) => unescape(encodeURIComponent(text));
  const decoded = (octets) => decodeURIComponent(escape(octets));

  /** Put a text into Python's memory, ended by a zero; return its place and length. */
  function placed(text) {
    const octets = encoded(text);
    const place = python.malloc(octets.length + 1);
    const memory = bytes();
    for (let each = 0; each < octets.length; each += 1) memory[place + each] = octets.charCodeAt(each);
    memory[place + octets.length] = 0;
    return [place, octets.length];
  }

  /** Return the text at a place of Python's memory; up to the next zero where no length is given. */
  function textAt(place, length) {
    const memory = bytes();
    const end = length === undefined ? memory.indexOf(0, place) : place + length;
    const parts = [];
    for (let from = place; from < end; from += 8192) {
      parts.push(String.fromCharCode.apply(null, memory.subarray(from, Math.min(from + 8192, end))));
    }
    return decoded(parts.join(""));
  }

  /** Return the value that Python left at a place: a text, or the number by which it knows an object. */
  function outcome(place) {
    const [kind, first, second] = integers().subarray(place >> 2, (place >> 2) + 3);
    if (kind === EXCEPTION) throw new Error(textAt(second, first).split("\x04").pop());
    return kind === TEXT ? textAt(second, first) : first;
  }

  // The files, read-only: folders are known by what is in them.
  const folders = new Set([""]);
  Object.keys(files).forEach((path) => {
    const names = path.split("/");
    for (let depth = 1; depth < names.length; depth += 1) folders.add(names.slice(0, depth).join("/"));
  });
  const opened = [];
  const plain = (place) => textAt(place).replace(/^\/+|\/+$/g, "");

  function look(place, out) {
    const path = plain(place);
    if (!(path in files) && !folders.has(path)) return -MISSING;
    const memory = integers();
    memory.fill(0, out >> 2, (out + 96) >> 2);
    memory[(out + 4) >> 2] = path in files ? FILE : FOLDER;
    return 0;
  }

  function open(folder, place) {
    const path = plain(place);
    if (!(path in files)) return -MISSING;
    return opened.push({ octets: encoded(files[path]), read: 0 }) + 2; // 0, 1 and 2 are taken
  }

  function read(number, parts, count, out) {
    const file = opened[number - 3];
    const memory = bytes();
    const before = file.read;
    for (let part = 0; part < count; part += 1) {
      const [place, length] = integers().subarray((parts >> 2) + 2 * part);
      const end = Math.min(file.read + length, file.octets.length);
      for (let each = file.read; each < end; each += 1) memory[place + each - file.read] = file.octets.charCodeAt(each);
      file.read = end;
    }
    integers()[out >> 2] = file.read - before;
    return 0;
  }

  /** Run a function of the module's table; a number thrown inside is Python's own way of leaving several frames. */
  function invoke(index, ...values) {
    const stack = python.emscripten_stack_get_current();
    try {
      return python.__indirect_function_table.get(index)(...values);
    } catch (thrown) {
      python._emscripten_stack_restore(stack);
      if (thrown !== thrown + 0) throw thrown;
      python.setThrew(1, 0);
      return 0;
    }
  }

  function grow(size) {
    const more = Math.ceil((size - python.memory.buffer.byteLength) / 65536);
    try {
      python.memory.grow(more);
      return 1;
    } catch (full) {
      return 0;
    }
  }

  const given = {
    emscripten_resize_heap: grow,
    _emscripten_throw_longjmp: () => { throw Infinity; },
    __syscall_stat64: look,
    __syscall_openat: open,
    fd_read: read,
    fd_close: (number) => { opened[number - 3] = undefined; return 0; },
    proxy_js_free_obj: () => undefined,
  };
  const imports = { env: {}, wasi_snapshot_preview1: {} };
  WebAssembly.Module.imports(module).forEach((wanted) => {
    const refused = () => { throw new Error("the embedded Python has no " + wanted.name); };
    imports[wanted.module][wanted.name] = wanted.name.startsWith("invoke_") ? invoke : given[wanted.name] || refused;
  });
  python = new WebAssembly.Instance(module, imports).exports;
  python.emscripten_stack_init();
  python.__wasm_call_ctors();
  python.mp_js_init(CALLS, HEAP);
  python.proxy_c_init();
  const result = python.malloc(12);
  const argument = python.malloc(12);

  python.mp_js_do_import(placed("main")[0], result);
  const main = outcome(result);
  const functions = {};

  /** Return the number by which Python knows a function of /main.py. */
  function named(name) {
    if (!(name in functions)) {
      const [place] = placed(name);
      python.proxy_c_to_js_lookup_attr(main, place, result);
      python.free(place);
      functions[name] = outcome(result);
    }
    return functions[name];
  }

  function call(name, text) {
    const callee = named(name);
    const [place, length] = placed(text);
    integers().set([TEXT, length, place], argument >> 2); // Python frees the text
    python.proxy_c_to_js_call(callee, 1, argument, result);
    return outcome(result);
  }

  /** Return the bytes of memory that Python has taken so far. */
  call.memory = () => python.memory.buffer.byteLength;
  return call;
}
