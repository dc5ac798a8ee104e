"""The figures that have a peer, as a picture: how many times as long each peer takes, on a scale of powers of ten."""

from html import escape
from math import ceil, floor, log10

from shape import OURS
from table import plainly, same_work, shown

WIDTH, ROW, LABEL, RIGHT, TOP = 900, 22, 440, 110, 42
STYLE = (
    "text{font:13px sans-serif;fill:#222}.a{fill:#2f6f9f}.b{fill:#c06a2b}line{stroke:#999;stroke-width:1}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}line{stroke:#777}}"
)


def compared(figures):
    """Return (label, ratio, what it took) of each peer, at the largest size that it was measured at."""
    own = {same_work(each): each for each in figures if each.by == OURS}
    found = {}
    for each in sorted(figures, key=lambda each: each.size):
        ours = own.get(same_work(each))
        if each.by != OURS and ours is not None and ours.middle and each.middle:
            label = f"{each.what}, {each.size:,}: {each.by}" if each.size else f"{each.what}: {each.by}"
            found[each.what, each.by] = (label, each.middle / ours.middle, shown(each.middle, each.unit))
    return list(found.values())


def drawn(figures):
    """Return the picture as SVG; its words are in its title, for who does not see it."""
    rows = compared(figures)
    least = floor(min([0, *[log10(ratio) for _, ratio, _ in rows]]))
    most = max(ceil(max([1, *[log10(ratio) for _, ratio, _ in rows]])), least + 1)
    step = (WIDTH - LABEL - RIGHT) / (most - least)

    def place(ratio):
        return LABEL + (log10(ratio) - least) * step

    height = TOP + len(rows) * ROW + 12
    words = "; ".join(f"{label} {plainly(ratio)} times" for label, ratio, _ in rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">',
        f"<title>How many times as much a peer needs: {escape(words)}</title><style>{STYLE}</style>",
        '<text x="8" y="16">Times as much as tcsheets; right of 1 the peer needs more (scale of powers of ten)</text>',
    ]
    for power in range(least, most + 1):
        x = place(10**power)
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 4}" y2="{height - 8}"/>')
        parts.append(f'<text x="{x:.1f}" y="{TOP - 8}" text-anchor="middle">{10.0**power:g}</text>')
    for number, (label, ratio, took) in enumerate(rows):
        y, left, right = TOP + number * ROW, *sorted((place(1), place(ratio)))
        parts.append(f'<text x="{LABEL - 8}" y="{y + 14}" text-anchor="end">{escape(label[:72])}</text>')
        kind = "a" if ratio >= 1 else "b"
        parts.append(f'<rect class="{kind}" x="{left:.1f}" y="{y + 3}" width="{right - left:.1f}" height="{ROW - 8}"/>')
        parts.append(f'<text x="{right + 6:.1f}" y="{y + 14}">{plainly(ratio)} x, {escape(took)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
