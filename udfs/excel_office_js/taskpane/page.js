/** Elements of the page, and figures in the words of the page. Text only ever enters as text. */

export const byId = (id) => document.getElementById(id);

/** Return a new element with properties, attributes (aria-..., data-..., for, role) and children. */
export function element(tag, settings = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(settings)) {
    if (name in made && !name.includes("-")) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((each) => each !== null && each !== ""));
  return made;
}

const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });

/** Return cents that Python has rounded as a person reads them. */
export const money = (value) => (typeof value === "number" ? dollars.format(value) : String(value));

/** Return a table of rows with a header row, its first column naming the rows. */
export function tableOf(rows, shown = String) {
  const head = element("tr", {}, ...rows[0].map((cell) => element("th", { scope: "col" }, String(cell))));
  const body = rows.slice(1).map(([first, ...rest]) => element(
    "tr", {}, element("th", { scope: "row" }, shown(first)), ...rest.map((cell) => element("td", {}, shown(cell))),
  ));
  return [element("thead", {}, head), element("tbody", {}, ...body)];
}

/** Return a message that is read out when it appears. */
export const fault = (text) => element("p", { className: "fault", role: "alert" }, text);
