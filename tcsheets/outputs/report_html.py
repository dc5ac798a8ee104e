"""A month's figures as one HTML file: no script, nothing fetched, light and dark, made to print on Letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tcsheets.outputs.month_figures import MonthFigures, Section
from tcsheets.outputs.showing import NUMBERS, shown
from tcsheets.outputs.svg_charts import bars, columns, safe
from tcsheets.tables import Column

# The policy refuses whatever else a browser could load or run, should a text ever slip through.
FEW, MANY = 6, 8  # a table of fewer columns is not stretched over the page, one of more is set smaller
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
STYLE = """
:root { color-scheme: light dark; --ink: #22313f; --muted: #56646f; --paper: #fff; --accent: #1f5f7a; --pale: #eaf2f5;
  --line: #c9d6dc; --second: #a3b1b9; --head: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4ebef; --muted: #a9b8c1; --paper: #15202a; --accent: #7fb8d2;
  --pale: #1f303c; --line: #3a4c58; --second: #5f7380; --head: #10202a; } }
* { box-sizing: border-box; }
body { font: 15px/1.45 system-ui, "Segoe UI", Calibri, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 68rem; margin: 0 auto; padding: 1.5rem; }
h1, h2 { color: var(--accent); margin: 1.6rem 0 .3rem; line-height: 1.2; } h1 { margin-top: 0; font-size: 1.9rem; }
p { margin: .2rem 0 .7rem; color: var(--muted); max-width: 60rem; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .6rem; margin: 1rem 0; }
dl div { background: var(--pale); padding: .6rem .8rem; border-radius: .3rem; }
dt { color: var(--muted); font-size: .85rem; } dd { margin: 0; font-size: 1.45rem; font-weight: 600;
  color: var(--accent); }
dd small { display: block; font-size: .75rem; font-weight: 400; color: var(--muted); line-height: 1.3; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--muted); padding-bottom: .4rem; }
th, td { padding: .3rem .55rem; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { background: var(--accent); color: var(--head); } tbody th { font-weight: 400; }
.n { text-align: right; } td.n, tbody th { white-space: nowrap; } table.few { width: auto; min-width: 50%; }
table.many { font-size: .8rem; } table.many :is(th, td) { padding: .25rem .35rem; }
 tr.all > * { font-weight: 600; }
svg { width: 100%; max-width: 44rem; height: auto; font-size: 12px; } svg text { fill: var(--ink); }
svg text.n { font-weight: 600; }
svg line { stroke: var(--line); } .a { fill: var(--accent); } .b { fill: var(--second); }
@media print { @page { size: letter; margin: .5in; }
  :root { --ink: #000; --paper: #fff; --muted: #444; --accent: #1f5f7a; --pale: #eef3f5; --line: #bbb;
    --second: #a3b1b9; --head: #fff; }
  html { font-size: 10.5px; } body { padding: 0; font-size: 10.5px; max-width: none; print-color-adjust: exact; }
  section { break-inside: avoid; } thead { display: table-header-group; } .wide { overflow: visible; }
  svg { max-width: 6in; } }
"""


def html_report(figures: MonthFigures) -> str:
    """Return the whole report as one HTML page."""
    title = f"{figures.practice or 'The practice'}: {figures.month}"
    parts = "\n".join(section_html(each, figures) for each in figures.sections)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{safe(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{safe(title)}</h1>\n<p>Plans presented in the month, and what came of them, as the workbook says on "
        f"{figures.as_of.isoformat()}.</p>\n{headlines(figures)}\n{parts}\n</main>\n</body>\n</html>\n"
    )


def headlines(figures: MonthFigures) -> str:
    """Return the figures that people look for first, each with its definition."""
    every = figures.section("coordinator").rows[-1]
    plan, value = figures.section("acceptance").rows[0], figures.section("acceptance").rows[3]
    calls = figures.section("follow_ups").rows[-1]
    earned = sum(row[4] for row in figures.section("commission").rows)
    facts = (
        ("Plans presented", shown(every[1], "Count"), "in the month"),
        ("Value accepted", shown(every[9], "Money"), "of what was presented in the month"),
        ("Plans accepted", shown(plan[1], "Share"), plan[2]),
        ("Value accepted", shown(value[1], "Share"), value[2]),
        ("Calls in time", shown(calls[4], "Share"), f"{calls[3]} of {calls[1]} that wait are not overdue"),
        ("Commission", shown(round(earned, 2), "Money"), "on what was decided in the month"),
    )
    boxes = "".join(
        f"<div><dt>{safe(name)}</dt><dd>{safe(text) or '&ndash;'}<small>{safe(about)}</small></dd></div>"
        for name, text, about in facts
    )
    return f"<dl>{boxes}</dl>"


def section_html(section: Section, figures: MonthFigures) -> str:
    """Return one section: heading, chart where it has one, table."""
    return (
        f'<section aria-labelledby="{section.key}">\n<h2 id="{section.key}">{safe(section.title)}</h2>\n'
        f"{chart_of(section, figures.month)}{table_html(section)}\n</section>"
    )


def chart_of(section: Section, month: str) -> str:
    """Return the chart of a section, "" where it has none."""
    if section.key == "funnel":
        return bars(f"Plans presented in {month}", [(row[0], row[1]) for row in section.rows])
    if section.key == "month":
        series = [("Presented", [row[8] for row in section.rows]), ("Accepted", [row[9] for row in section.rows])]
        return columns("Value by month of presentation", [row[0] for row in section.rows], series)
    return ""


def table_html(section: Section) -> str:
    """Return a table with its caption and the headings of its columns and rows; a line where it has no rows."""
    if not section.rows:
        return f"<p>{safe(section.about)} Nothing to show.</p>"
    head = "".join(f'<th scope="col"{side(each)}>{safe(each.header)}</th>' for each in section.columns)
    few = ' class="few"' if len(section.columns) < FEW else ' class="many"' if len(section.columns) > MANY else ""
    body = "\n".join(row_html(row, section.columns) for row in section.rows)
    return (
        f'<div class="wide"><table{few}>\n<caption>{safe(section.about)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>"
    )


def row_html(row: Sequence[Any], columns: Sequence[Column]) -> str:
    """Return one row of a table; its first cell is its heading."""
    cells = [safe(shown(value, column.kind)) for value, column in zip(row, columns)]
    rest = "".join(f"<td{side(column)}>{cell}</td>" for cell, column in zip(cells[1:], columns[1:]))
    return f'<tr{" class=all" if row[0] == "all" else ""}><th scope="row">{cells[0]}</th>{rest}</tr>'


def side(column: Column) -> str:
    """Return the attribute of a column of numbers."""
    return ' class="n"' if column.kind in NUMBERS else ""
