"""Recorded conversations with the real service, replayed against the stand-in and compared answer by answer.

What a run cannot repeat is made alike before comparing: ids (a recorded id stands for the id the stand-in gave in its
place, and later requests are rewritten so), e-mail addresses and times. Files that were there before a recording began
are known only from its answers; they are laid out first, and such requests are counted apart.
"""

import base64
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from google_fake import drive_service, shapes
from google_fake.google import Google
from google_fake.service import Asked, call_of

IDS = {
    "id",
    "spreadsheetId",
    "sheetId",
    "namedRangeId",
    "protectedRangeId",
    "filterViewId",
    "bandedRangeId",
    "chartId",
    "slicerId",
    "tableId",
    "metadataId",
    "permissionIds",
}
TIMES = {"createdTime", "modifiedTime", "modifiedDate", "createdDate", "version", "etag"}
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
FILE_ID = re.compile(r"1[\w-]{43}")


@dataclass
class Compared:
    """One request: which recording and call it belongs to, and what differs (nothing: they agree)."""

    recording: str
    place: int
    call: str
    kind: str
    differs: str = ""
    schema: list = field(default_factory=list)
    laid_out: bool = False


class Replay:
    """One recording against a stand-in of its own."""

    def __init__(self, path):
        self.name = path.stem
        self.interactions = list(json.loads(path.read_text(encoding="utf-8"))["interactions"])
        self.google = Google()
        self.ids = {}
        self.made = set()

    def run(self):
        """Return what came of each request, in order; one that cannot be replayed at all is a mismatch like any."""
        return [self._tried(place, each) for place, each in enumerate(self.interactions)]

    def _tried(self, place, interaction):
        try:
            return self._one(place, interaction)
        except Exception as error:  # noqa: BLE001 - whatever a strange recording brings about is named, and the rest go on
            return Compared(self.name, place, "unreadable", "", f"cannot be replayed: {type(error).__name__}: {error}")

    def _one(self, place, interaction):
        self.google.clock.sleep(1)
        asked = asked_of(interaction["request"], self.ids)
        found = call_of(asked)
        call = found[0].name if found else "unknown"
        recorded = _recorded(interaction["response"])
        laid_out = lay_out(self.google, self.made, call, found, (recorded[0], known_as(recorded[1], self.ids)), asked)
        answer = self.google.answer(asked)
        ours = answer.json if answer.json is not None else answer.content.decode("utf-8", "replace")
        result = Compared(self.name, place, call, kind_of(call, interaction["request"]), laid_out=laid_out)
        result.schema = self._schema(found, answer)
        if call != "files.list":
            self._learn(recorded[1], ours)
        result.differs = self._difference(recorded, (answer.status, ours))
        return result

    def _schema(self, found, answer):
        if answer.status != 200 or answer.json is None or not found or not found[0].answer:
            return []
        return shapes.faults(found[0].document, found[0].answer, answer.json)

    def _learn(self, recorded, ours):
        for theirs, mine in zip(_ids(recorded), _ids(ours), strict=False):
            if theirs[0] == mine[0]:
                self.ids.setdefault(str(theirs[1]), str(mine[1]))
        if isinstance(ours, dict) and ours.get("kind") == "drive#file" and "id" in ours:
            self.made.add(ours["id"])

    def _difference(self, recorded, ours):
        if recorded[0] != ours[0]:
            return f"status {recorded[0]} recorded, {ours[0]} answered: {_short(ours[1])}"
        if recorded[0] == 204:
            return ""
        return difference(alike(recorded[1], self.ids), alike(ours[1], {}))


def _short(found):
    text = json.dumps(found, ensure_ascii=False)
    return text if len(text) < 200 else text[:200] + "..."


def _recorded(response):
    text = text_of(response.get("body"))
    try:
        return response["status"]["code"], json.loads(text)
    except (ValueError, TypeError):
        return response["status"]["code"], text


def text_of(body):
    """Return the text of a recorded body, however the recorder has kept it."""
    if isinstance(body, dict) and "base64_string" in body:
        return base64.b64decode(body["base64_string"]).decode("utf-8", "replace")
    return (body.get("string") if isinstance(body, dict) else body) or ""


def asked_of(request, ids):
    """Return a recorded request with the stand-in's ids in place of the recorded ones."""
    uri, body = request["uri"], text_of(request.get("body"))
    for theirs, mine in ids.items():
        if FILE_ID.fullmatch(theirs):
            uri, body = uri.replace(theirs, mine), body.replace(theirs, mine)
        elif theirs != mine:
            uri = re.sub(rf"(?<=[/=]){theirs}(?=[:/?&]|$)", mine, uri)
            body = re.sub(rf'(?<=[:\s"]){theirs}(?=[,\s"}}\]])', mine, body)
    parts = urlsplit(uri)
    return Asked(request["method"], parts.hostname, parts.path, parts.query, body.encode())


def kind_of(call, request):
    """Return what a request is about: the kind of values call, or the requests in a batch."""
    body = request.get("body")
    if call == "spreadsheets.batchUpdate" and isinstance(body, str):
        try:
            return "+".join(sorted({name for each in json.loads(body)["requests"] for name in each}))
        except (ValueError, KeyError, TypeError):
            return "unreadable"
    return ""


def _ids(found):
    """Yield `(key, id)` of every id in an answer, in a fixed order."""
    if isinstance(found, dict):
        for key in sorted(found):
            if key in IDS and isinstance(found[key], str | int):
                yield key, found[key]
            else:
                yield from _ids(found[key])
    elif isinstance(found, list):
        for each in found:
            yield from _ids(each)


def alike(found, ids, key=""):
    """Return an answer with ids, addresses and times made alike."""
    if isinstance(found, dict):
        return {name: alike(value, ids, name) for name, value in found.items()}
    if isinstance(found, list):
        return [alike(value, ids, key) for value in found]
    if key in TIMES:
        return "TIME"
    if key in IDS and found != 0:
        return ids.get(str(found), str(found))
    if isinstance(found, str):
        found = FILE_ID.sub(lambda each: ids.get(each.group(), each.group()), found)
        return ADDRESS.sub("ADDRESS", found)
    return found


def difference(recorded, ours, where="body"):
    """Return the first difference of two answers in a sentence, an empty text if there is none."""
    if isinstance(recorded, dict) and isinstance(ours, dict):
        for key in sorted(set(recorded) | set(ours)):
            if key not in ours:
                return f"{where}.{key} is missing: {_short(recorded[key])}"
            if key not in recorded:
                return f"{where}.{key} is too much: {_short(ours[key])}"
            found = difference(recorded[key], ours[key], f"{where}.{key}")
            if found:
                return found
        return ""
    if isinstance(recorded, list) and isinstance(ours, list) and len(recorded) == len(ours):
        pairs = enumerate(zip(recorded, ours, strict=True))
        found = (difference(one, two, f"{where}[{at}]") for at, (one, two) in pairs)
        return next((each for each in found if each), "")
    same = recorded == ours and isinstance(recorded, bool) == isinstance(ours, bool)
    return "" if same else f"{where}: {_short(recorded)} recorded, {_short(ours)} answered"


def known_as(found, ids):
    """Return an answer with the stand-in's file ids in place of the recorded ones."""
    if isinstance(found, dict):
        return {key: known_as(value, ids) for key, value in found.items()}
    if isinstance(found, list):
        return [known_as(each, ids) for each in found]
    return ids.get(found, found) if isinstance(found, str) else found


def lay_out(google, made, call, found, recorded, asked):
    """Make what was there before the recording began; return whether this request speaks of such files."""
    status, body = recorded
    file_id = (found[1].get("spreadsheetId") or found[1].get("fileId")) if found else None
    if call == "files.list" and isinstance(body, dict):
        query = dict(parse_qsl(asked.query)).get("q", "")
        return _lay_out_list(google, made, body.get("files", []), query)
    if not file_id or file_id in made:
        return False
    if status == 403:
        google.world.create("private", file_id=file_id)
        google.world.private.add(file_id)
    if status != 200 or not isinstance(body, dict):
        return status == 403
    google.world.private.discard(file_id)
    if file_id not in google.world.files:
        google.world.create(body.get("name", ""), file_id=file_id)
    book = google.world.books.get(file_id)
    if call == "spreadsheets.get" and book and "properties" in body:
        _lay_out_book(google, book, body)
    return True


def _lay_out_list(google, made, files, query):
    listed = {each["id"]: each for each in files if "id" in each}
    world = google.world
    strange = [each for each in listed if each not in made]
    for file_id in strange:
        if file_id not in world.files:
            world.create(listed[file_id].get("name", ""), file_id=file_id)
        world.private.discard(file_id)
        world.files[file_id].modified = listed[file_id].get("modifiedTime", world.files[file_id].modified)
    meant = [each for each in world.files if drive_service.matches(world.files[each], query)]
    world.private |= {each for each in meant if each not in listed and each not in made}
    return bool(strange)


def _lay_out_book(google, book, body):
    from google_fake.grid import Sheet

    twin = book.copy()
    twin.properties = body["properties"]
    if all("properties" in each for each in body.get("sheets", [{}])):
        twin.sheets = [Sheet(each["properties"]) for each in body["sheets"]]
        for sheet, each in zip(twin.sheets, body["sheets"], strict=True):
            sheet.merges, sheet.protected = each.get("merges", []), each.get("protectedRanges", [])
    google.world.books[book.book_id] = twin


def replay(folder):
    """Return what came of every request of every recording in a folder."""
    return [each for path in sorted(Path(folder).glob("*.json")) for each in replay_of(path)]


def replay_of(path):
    """Return what came of every request of a recording; a file that is none is one mismatch."""
    try:
        return Replay(path).run()
    except (ValueError, KeyError, TypeError) as error:
        return [Compared(path.stem, 0, "unreadable", "", f"no recording: {type(error).__name__}: {error}")]


def share(results):
    """Return the share of requests that agree, 1 for none."""
    return sum(1 for each in results if not each.differs) / len(results) if results else 1.0


def is_values(result):
    """Whether a request is one of the values calls."""
    return result.call.startswith("spreadsheets.values.")


def report(results):
    """Return the lines that say how far recordings and stand-in agree, and every mismatch by name."""
    agreed = Counter((each.call, each.kind) for each in results if not each.differs)
    counted = Counter((each.call, each.kind) for each in results)
    lines = [f"recordings: {sum(agreed.values())} of {len(results)} requests agree"]
    for call, kind in sorted(counted):
        lines.append(f"  {call} {kind}".rstrip() + f": {agreed[call, kind]} of {counted[call, kind]}")
    some = [each for each in results if is_values(each)]
    lines.append(f"values.*: {sum(not each.differs for each in some)} of {len(some)}")
    rest = [each for each in results if not each.laid_out]
    alone = f"{sum(not each.differs for each in rest)} of {len(rest)}"
    lines.append(f"without the {len(results) - len(rest)} that speak of files from before a recording: {alone}")
    lines.append(f"answers that do not fit Google's schema: {sum(bool(each.schema) for each in results)}")
    wrong = [each for each in results if each.differs]
    return lines + [
        f"MISMATCH {each.recording}[{each.place}] {each.call} {each.kind}: {each.differs}" for each in wrong
    ]
