/** The bytes of a base64 text; engines without atob have only this. */
function unpacked(text) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const values = new Uint8Array(128);
  for (let each = 0; each < 64; each += 1) values[letters.charCodeAt(each)] = each;
  const bytes = new Uint8Array((text.length >> 2) * 3);
  for (let from = 0, to = 0; from < text.length; from += 4, to += 3) {
    const [a, b, c, d] = [0, 1, 2, 3].map((each) => values[text.charCodeAt(from + each)]);
    bytes.set([(a << 2) | (b >> 4), (b << 4) | (c >> 2), (c << 6) | d], to);
  }
  return bytes.subarray(0, bytes.length - (text.match(/=*$/)[0].length));
}

let python;

/** The functions: text with calls in, text with results out; the first call starts Python. */
const core = {
  version: VERSION,
  call(name, text) {
    if (!python) python = embeddedPython(new WebAssembly.Module(unpacked(BINARY)), FILES);
    return python(name, text);
  },
  /** Return the result of one call, {function, arguments}. */
  ask(call) {
    // Half a character without its other half is all that JSON still escapes like this, and Python could not hold it.
    const whole = (found) => (found === "\\\\" ? found : "\ufffd");
    const text = JSON.stringify([call]).replace(/\\\\|\\ud[89a-f]../g, whole);
    return JSON.parse(core.call("answer", text))[0];
  },
  /** Start Python before it is needed; a browser that compiles only small modules at once needs this. */
  async start() {
    if (!python) python = embeddedPython(await WebAssembly.compile(unpacked(BINARY)), FILES);
  },
  /** Return the bytes of memory taken; none before the first call. */
  memory() {
    return python ? python.memory() : 0;
  },
};
