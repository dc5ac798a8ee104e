"""Colours, which Google keeps twice: the older `backgroundColor` beside the newer `backgroundColorStyle`."""

import struct

PAIRS = {
    "backgroundColor": "backgroundColorStyle",
    "foregroundColor": "foregroundColorStyle",
    "tabColor": "tabColorStyle",
    "color": "colorStyle",
    "headerColor": "headerColorStyle",
    "firstBandColor": "firstBandColorStyle",
    "secondBandColor": "secondBandColorStyle",
    "footerColor": "footerColorStyle",
}
OLD_OF = {new: old for old, new in PAIRS.items()}


def single(number):
    """Return a number as a 32-bit float would keep it, in its shortest form."""
    kept = struct.unpack("f", struct.pack("f", number))[0]
    for digits in range(1, 10):
        short = float(f"{kept:.{digits}g}")
        if struct.pack("f", short) == struct.pack("f", kept):
            return int(short) if short.is_integer() else short
    return kept


def colour(found):
    """Return a colour without its zeros."""
    return {name: single(part) for name, part in found.items() if part}


def both(held):
    """Return a format in which each colour stands in both of its fields."""
    if not isinstance(held, dict):
        return held
    paired = {}
    for name, value in held.items():
        if name in PAIRS and isinstance(value, dict):
            style = held.get(PAIRS[name])
            plain = colour(style["rgbColor"]) if style and "rgbColor" in style else colour(value)
            paired |= {name: plain, PAIRS[name]: style if style and "themeColor" in style else {"rgbColor": plain}}
        elif name in OLD_OF and isinstance(value, dict):
            if "rgbColor" in value:
                paired |= {OLD_OF[name]: colour(value["rgbColor"]), name: {"rgbColor": colour(value["rgbColor"])}}
            else:
                paired[name] = value
        else:
            paired[name] = both(value)
    return paired


def widen(tree):
    """Return a mask that names both fields of each colour it names."""
    wide = {name: widen(inner) for name, inner in tree.items()}
    for name in tree:
        for other in (PAIRS.get(name), OLD_OF.get(name)):
            if other:
                wide.setdefault(other, {})
                if name == "tabColor" or not tree[name]:
                    wide[other] = {}
    return wide
