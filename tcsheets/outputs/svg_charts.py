"""Charts as inline SVG: bars and columns that say in words what they show, and print without colour."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tcsheets.outputs.showing import plain_text

WIDTH, ROW, LABEL = 640, 38, 110
HEIGHT, FOOT, LEFT = 240, 34, 66
TICKS = 4


def bars(title: str, parts: Sequence[tuple[str, int]]) -> str:
    """Return horizontal bars with their counts."""
    most = max([count for _, count in parts], default=0) or 1
    room = WIDTH - LABEL - 60
    drawn = []
    for place, (name, count) in enumerate(parts):
        top, length = place * ROW + 4, room * count / most
        drawn.append(f'<text x="{LABEL - 8}" y="{top + 19}" text-anchor="end">{safe(name)}</text>')
        drawn.append(f'<rect class="a" x="{LABEL}" y="{top}" width="{length:.1f}" height="{ROW - 10}"/>')
        drawn.append(f'<text class="n" x="{LABEL + length + 8:.1f}" y="{top + 19}">{count}</text>')
    words = f"{title}: " + ", ".join(f"{name} {count}" for name, count in parts)
    return framed(words, len(parts) * ROW + 4, drawn)


def columns(title: str, names: Sequence[str], series: Sequence[tuple[str, Sequence[float]]]) -> str:
    """Return columns side by side for each name, with a scale in dollars and a key."""
    top = scale_top(max([value for _, values in series for value in values], default=0.0))
    drawn = grid(top)
    step = (WIDTH - LEFT) / max(len(names), 1)
    width = step * 0.7 / max(len(series), 1)
    for place, name in enumerate(names):
        left = LEFT + place * step
        for number, (_, values) in enumerate(series):
            height = (HEIGHT - 10) * max(values[place], 0) / top
            x, y = left + step * 0.15 + number * width, HEIGHT - height
            drawn.append(
                f'<rect class="{"ba"[number]}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'
            )
        drawn.append(f'<text x="{left + step / 2:.1f}" y="{HEIGHT + 16}" text-anchor="middle">{safe(name[2:])}</text>')
    for number, (name, _) in enumerate(series):
        x = LEFT + number * 150
        drawn.append(f'<rect class="{"ba"[number]}" x="{x}" y="{HEIGHT + 26}" width="11" height="11"/>')
        drawn.append(f'<text x="{x + 17}" y="{HEIGHT + 36}">{safe(name)}</text>')
    told = "; ".join(
        f"{name} " + " and ".join(f"{what.lower()} ${values[place]:,.0f}" for what, values in series)
        for place, name in enumerate(names)
    )
    return framed(f"{title}: {told}", HEIGHT + FOOT + 8, drawn)


def scale_top(most: float) -> float:
    """Return the end of a scale that holds a value: 1, 2 or 5 with zeros, four times.

    >>> scale_top(16789.0), scale_top(0)
    (20000.0, 4.0)
    """
    size = 1.0
    while True:
        for digit in (1, 2, 5):
            if digit * size * TICKS >= most:
                return digit * size * TICKS
        size *= 10


def grid(top: float) -> list[str]:
    """Return the lines of a scale in dollars."""
    drawn = []
    for tick in range(TICKS + 1):
        y = HEIGHT - (HEIGHT - 10) * tick / TICKS
        drawn.append(f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH}" y2="{y:.1f}"/>')
        drawn.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">${top * tick / TICKS:,.0f}</text>')
    return drawn


def framed(words: str, height: int, drawn: Sequence[str]) -> str:
    """Return a chart with its words for who does not see it."""
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{safe(words)}">'
        f"<title>{safe(words)}</title>{''.join(drawn)}</svg>"
    )


def safe(text: str) -> str:
    """Return a text that is only text in HTML and in its attributes."""
    return escape(plain_text(text), quote=True)
