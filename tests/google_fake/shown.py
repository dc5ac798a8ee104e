"""How a value looks in a cell: numbers, dates and times by their format, as Google writes them in English."""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

from google_fake.entered import EPOCH

DATE_TYPES = {"DATE", "TIME", "DATE_TIME"}
DEFAULTS = {
    "DATE": "m/d/yyyy",
    "TIME": "h:mm:ss am/pm",
    "DATE_TIME": "m/d/yyyy h:mm:ss",
    "PERCENT": "0.00%",
    "CURRENCY": '"$"#,##0.00',
    "NUMBER": "#,##0.00",
    "SCIENTIFIC": "0.00E+00",
}
DATE_TOKEN = re.compile(r'"[^"]*"|\\.|y+|Y+|m+|M+|d+|D+|h+|H+|s+|S+|am/pm|AM/PM|a/p|A/P|\.0+|.')
SECTION = re.compile(r"(?P<lead>[^#0?.]*)(?P<number>[#0?,]*(?:\.[#0?]*)?)(?P<power>E[+-]0+)?(?P<tail>.*)", re.S)


def formatted(value, number_format=None):
    """Return the text a cell shows for an ExtendedValue."""
    kind, held = next(iter(value.items()))
    if kind == "boolValue":
        return "TRUE" if held else "FALSE"
    if kind == "errorValue":
        return "#" + {"N_A": "N/A", "DIVIDE_BY_ZERO": "DIV/0!", "NAME": "NAME?"}.get(held["type"], held["type"] + "!")
    if kind != "numberValue":
        return held
    form = number_format or {}
    pattern = form.get("pattern") or DEFAULTS.get(form.get("type"), "")
    if form.get("type") == "TEXT" or pattern == "@" or not pattern or pattern == "General":
        return general(held)
    if form.get("type") in DATE_TYPES or _is_date(pattern):
        return date_text(held, pattern)
    return number_text(held, pattern)


def is_date(number_format):
    """Whether a format shows dates or times."""
    form = number_format or {}
    return form.get("type") in DATE_TYPES or _is_date(form.get("pattern", ""))


def _is_date(pattern):
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", pattern).lower()
    return bool(re.search(r"[ydhs]|m", bare)) and not re.search(r"[#0]", bare.replace(".000", ""))


def general(number):
    """Return a number without a format: at most ten digits after the leading zeros."""
    if number == 0:
        return "0"
    if abs(number) >= 1e15 or (abs(number) < 1e-5 and abs(number) > 0):
        mantissa, power = f"{number:.5E}".split("E")
        mantissa = mantissa.rstrip("0").rstrip(".")
        return f"{mantissa}E{power[0]}{power[1:].zfill(2)}"
    if number == int(number):
        return str(int(number))
    digits = max(0, 10 - len(str(int(abs(number)))) if abs(number) >= 1 else 10)
    text = f"{number:.{digits}f}".rstrip("0").rstrip(".")
    return text if text not in ("", "-0") else "0"


def number_text(number, pattern):
    """Return a number by a pattern such as `#,##0.00` or `0.0%`."""
    sections = pattern.split(";")
    negative = number < 0
    if negative and len(sections) > 1:
        section, number, negative = sections[1], -number, False
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    else:
        section = sections[0]
    section = re.sub(r"\[[^\]]*\]", "", section)
    section = re.sub(r"_.|\*.", "", section)
    plain = re.sub(r'"([^"]*)"', lambda found: "".join("\\" + each for each in found.group(1)), section)
    match = SECTION.fullmatch(plain)
    lead, tail = _literal(match["lead"]), _literal(match["tail"])
    number = number * 100 if "%" in match["tail"] + match["lead"] else number
    body = _scientific(abs(number), match) if match["power"] else _digits(abs(number), match["number"])
    return ("-" if negative else "") + lead + body + tail


def _literal(text):
    return re.sub(r"\\(.)", r"\1", text)


def _digits(number, pattern):
    whole, _, fraction = pattern.partition(".")
    if not whole and not fraction:
        return ""
    number = Decimal(repr(number) if isinstance(number, float) else number)
    rounded = number.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    before, _, after = text.partition(".")
    before = before.rjust(whole.replace(",", "").count("0"), "0")
    before = "" if before == "0" and "0" not in whole else before
    kept = len(fraction.rstrip("#?"))
    after = after[:kept] + after[kept:].rstrip("0")
    return before + ("." + after if fraction and (after or kept) else "")


def _scientific(number, match):
    places = len(match["number"].partition(".")[2])
    mantissa, power = f"{number:.{places}E}".split("E")
    return f"{mantissa}E{power[0]}{int(power[1:]):02d}"


def date_text(number, pattern):
    """Return a serial day by a pattern such as `yyyy-mm-dd h:mm`."""
    moment = EPOCH + dt.timedelta(seconds=round(number * 86400))
    tokens = DATE_TOKEN.findall(re.sub(r"\[([^\]]*)\]", r"\1", pattern))
    half = any(each.lower() in ("am/pm", "a/p") for each in tokens)
    texts = []
    for at, token in enumerate(tokens):
        texts.append(_date_part(moment, token, half, _is_minute(tokens, at)))
    return "".join(texts)


def _is_minute(tokens, at):
    parts = [each for each in tokens[:at] if each[0].lower() in "ymdhs"]
    later = [each for each in tokens[at + 1 :] if each[0].lower() in "ymdhs"]
    return bool(parts and parts[-1][0].lower() == "h") or bool(later and later[0][0].lower() == "s")


def _date_part(moment, token, half, minute):
    low = token.lower()
    if low in ("am/pm", "a/p"):
        return f"{moment:%p}" if low == "am/pm" else f"{moment:%p}"[0]
    if low.startswith(".0"):
        return "." + "0" * (len(low) - 1)
    if low[0] in "ymdhs":
        return _units(moment, half, minute)[low[0]](len(low))
    return token.strip('"').lstrip("\\") if token[0] in '"\\' else token


def _units(moment, half, minute):
    hour = moment.hour % 12 or 12 if half else moment.hour
    days = [str(moment.day), f"{moment:%d}", f"{moment:%a}", f"{moment:%A}"]
    months = [str(moment.month), f"{moment:%m}", f"{moment:%b}", f"{moment:%B}"]
    return {
        "y": lambda size: f"{moment.year % 100:02d}" if size <= 2 else f"{moment.year:04d}",
        "d": lambda size: days[min(size, 4) - 1],
        "h": lambda size: str(hour).zfill(min(size, 2)),
        "s": lambda size: str(moment.second).zfill(min(size, 2)),
        "m": lambda size: str(moment.minute).zfill(size) if minute and size <= 2 else months[min(size, 4) - 1],
    }
