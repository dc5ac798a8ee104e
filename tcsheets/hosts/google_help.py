"""FunctionHelp.html: the sidebar of a Google Sheet that finds a function, shows its help, and puts it into a cell.

All text is in the page, made from the register; the script in it only hides, shows and asks Apps Script to insert.
"""

from __future__ import annotations

from html import escape

from tcsheets.hosts.catalogue import FAMILIES, Argument, Entry, entries

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<base target="_top">
<title>Functions</title>
<style>
/* Google shows this 300 px wide, on white. */
:root {{ --ink: #17212b; --quiet: #4c5a66; --line: #b9c4cc; --blue: #1b5a78; }}
* {{ box-sizing: border-box; }}
[hidden] {{ display: none; }}
body {{ margin: 0; padding: 0 12px 12px; background: #fff; color: var(--ink); font: 14px/1.45 Arial, "Liberation Sans", sans-serif; overflow-wrap: anywhere; }}
#top {{ position: sticky; top: 0; padding: 12px 0 6px; background: #fff; }}
h1 {{ margin: 0 0 6px; font-size: 16px; }}
h2 {{ margin: 16px 0 4px; font-size: 15px; color: var(--blue); }}
p {{ margin: 4px 0; }}
label {{ display: block; font-weight: bold; }}
input {{ width: 100%; margin-top: 2px; padding: 6px; border: 1px solid #6b7a86; border-radius: 3px; font: inherit; }}
details {{ padding: 6px 0; border-bottom: 1px solid var(--line); }}
summary {{ cursor: pointer; font-weight: bold; color: var(--blue); }}
dl {{ margin: 6px 0; }}
dt {{ font-weight: bold; }}
dd {{ margin: 0 0 4px 12px; }}
code {{ font: 13px/1.4 "Liberation Mono", monospace; }}
.quiet {{ color: var(--quiet); font-weight: normal; font-size: 13px; }}
button {{ min-height: 32px; margin-top: 4px; padding: 5px 12px; border: 1px solid var(--blue); border-radius: 4px; background: var(--blue); color: #fff; font: inherit; cursor: pointer; }}
:focus-visible {{ outline: 3px solid #1b5a78; outline-offset: 2px; }}
</style>
</head>
<body>
<main>
<div id="top">
<h1>Functions</h1>
<label for="search">What should it work out?</label>
<input type="search" id="search" autocomplete="off">
<p id="said" class="quiet" role="status" aria-live="polite">{count} functions</p>
</div>
{families}
</main>
<script>
"use strict";
const said = document.getElementById("said");
const all = [...document.querySelectorAll("details")];
document.getElementById("search").addEventListener("input", (event) => {{
  const words = event.target.value.toLowerCase().split(/\\s+/).filter(Boolean);
  for (const each of all) each.hidden = !words.every((word) => each.textContent.toLowerCase().includes(word));
  for (const each of document.querySelectorAll("section")) each.hidden = !each.querySelector("details:not([hidden])");
  const count = all.filter((each) => !each.hidden).length;
  said.textContent = count === 1 ? "1 function" : count + " functions";
}});
document.addEventListener("click", (event) => {{
  const name = event.target.dataset.insert;
  if (!name) return;
  google.script.run
    .withSuccessHandler((cell) => {{ said.textContent = "=" + name + "() stands in " + cell + "; give its arguments there."; }})
    .withFailureHandler((error) => {{ said.textContent = error.message; }})
    .insertFunction(name);
}});
</script>
</body>
</html>
"""  # noqa: E501 (a rule of the style sheet is one line)


def argument(each: Argument) -> str:
    """Return an argument's help."""
    optional = "" if each.required else ' <span class="quiet">may be left out</span>'
    return f"<dt>{escape(each.name)}{optional}</dt><dd>{escape(each.help)}</dd>"


def function(entry: Entry) -> str:
    """Return a function's help, folded."""
    lines = [f"<details><summary>{entry.name}</summary>", f"<p>{escape(entry.summary)}</p>"]
    lines += [f"<p><code>={escape(entry.call)}</code></p>", f"<dl>{''.join(map(argument, entry.arguments))}</dl>"]
    lines += [f"<p>{escape(entry.notes)}</p>"] if entry.notes else []
    return "\n".join([*lines, f'<button type="button" data-insert="{entry.name}">Put into the selected cell</button>'])


def page() -> str:
    """Return the sidebar."""
    known = entries().values()
    families = []
    for family in FAMILIES:
        told = "\n</details>\n".join(function(each) for each in known if each.family == family)
        families.append(f"<section>\n<h2>{family}</h2>\n{told}\n</details>\n</section>")
    return PAGE.format(count=len(known), families="\n".join(families))
