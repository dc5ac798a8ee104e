"""The figures of all benchmarks as Markdown: what was measured beside its peers, how cost grows, and the bars."""

import os
import platform
from itertools import groupby

from bars import BARS
from shape import OURS

NARROW = 1.05  # a peer within so much is as fast


def shown(value, unit):
    """Return a value with three digits and its unit; seconds below 1 as milliseconds."""
    if unit == "s" and value < 1:
        value, unit = value * 1000, "ms"
    return f"{value:,.0f} {unit}" if value >= 100 or value == int(value) else f"{value:.3g} {unit}"


def plainly(times):
    """Return how many times, in two digits or as a whole number, never in powers of ten."""
    return f"{times:,.0f}" if times >= 10 else f"{times:.2g}"


def spread(figure):
    """Return the least and the most of several runs."""
    if len(figure.runs) < 2:
        return ""
    return f"{shown(min(figure.runs), figure.unit)} to {shown(max(figure.runs), figure.unit)}"


def same_work(figure):
    """Return what figures of the same work share."""
    return figure.what, figure.size, figure.unit


def ratio(figure, ours):
    """Return how many times as much a peer needs; it says where the peer is ahead."""
    if figure.by == OURS or ours is None or not ours.middle:
        return ""
    times = figure.middle / ours.middle
    ahead = " **(ahead)**" if times * NARROW < 1 else ""
    return f"{plainly(times)} x{ahead}"


def verdict(figure):
    """Return whether a figure's bar holds, where it was measured at the size that the bar is said for."""
    if not figure.bar:
        return ""
    bar = BARS[figure.bar]
    if bar.size and figure.size != bar.size:
        return f"{bar.words} (said for another size)"
    if bar.holds(figure.middle):
        return f"{bar.words}: holds"
    return f"{bar.words}: missed, {bar.missed_by(figure.middle):.1f} x"


def measured_rows(figures):
    """Return the rows of the table of all figures, peers under what they are beside."""
    rows = []
    for _, group in groupby(sorted(figures, key=same_work), key=same_work):
        together = sorted(group, key=lambda each: each.by != OURS)
        ours = together[0] if together[0].by == OURS else None
        for each in together:
            size = f"{each.size:,}" if each.size else ""
            busy = shown(each.processor, "s") if each.processor is not None else ""
            cells = [each.what, size, each.by, shown(each.middle, each.unit), spread(each), busy, ratio(each, ours)]
            rows.append([*cells, each.note])
    return rows


def growth_rows(figures):
    """Return how our cost grows with the size, where several sizes were measured."""
    rows, own = [], [each for each in figures if each.by == OURS and each.size]
    for (what, unit), group in groupby(
        sorted(own, key=lambda each: (each.what, each.unit, each.size)), key=lambda each: (each.what, each.unit)
    ):
        steps = list(group)
        if len(steps) > 1:
            first = steps[0]
            said = [
                f"{each.size / first.size:g}x: {shown(each.middle, unit)} ({plainly(each.middle / first.middle)} x)"
                for each in steps
            ]
            rows.append([what, f"{first.size:,}", ", ".join(said)])
    return rows


def bar_rows(figures):
    """Return each bar with the worst that was measured for it: at its own size, or else at the nearest."""
    rows = []
    for key, bar in BARS.items():
        found = sorted(
            (each for each in figures if each.bar == key),
            key=lambda each: (abs(each.size - bar.size), each.middle if bar.at_least else -each.middle),
        )
        got = found[0] if found else None
        value = "not measured in this run" if got is None else shown(got.middle, got.unit)
        is_its_size = got is not None and (not bar.size or got.size == bar.size)
        said = verdict(got).removeprefix(bar.words).lstrip(": ") if got is not None else ""
        rows.append([str(bar.issue), bar.words, value, said if is_its_size or got is None else f"at {got.size:,} only"])
    return rows


def markdown(heads, rows):
    """Return a table of Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(each.replace("|", "/") for each in line) + " |" for line in lines)


def report(figures, size, failures):
    """Return all of it as one text."""
    where = f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.machine()}, size {size}"
    heads = ["what", "size", "by", "median", "spread", "processor", "beside ours", "note"]
    parts = [f"# Benchmarks\n\n{where}. A ratio below 1 is a peer that is ahead."]
    parts.append("## Measured\n\n" + markdown(heads, measured_rows(figures)))
    if growth := growth_rows(figures):
        parts.append("## How cost grows\n\n" + markdown(["what", "smallest", "cost by size"], growth))
    parts.append("## Bars\n\n" + markdown(["issue", "bar", "measured", "holds"], bar_rows(figures)))
    parts += ["Failed:\n\n" + "\n".join(f"- {name}: {why}" for name, why in failures.items())] if failures else []
    return "\n\n".join(parts) + "\n"
