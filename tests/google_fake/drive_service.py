"""The Drive service, as far as a spreadsheet program uses it: files, permissions, export, and CSV import."""

import re

from google_fake import exporting
from google_fake.errors import DriveError
from google_fake.world import SPREADSHEET

DEFAULT_FIELDS = "kind,id,name,mimeType"
TERM = re.compile(
    r"""\s*(?:(not)\s+)?(?:(['"])(.*?)(?<!\\)\2\s+in\s+(\w+)|(\w+)\s*(=|!=|contains|>=|<=|>|<|in)\s*(?:(['"])(.*?)(?<!\\)\7|(true|false)))\s*"""
)


def record(file):
    """Return a file's whole record."""
    found = {
        "kind": "drive#file",
        "id": file.file_id,
        "name": file.name,
        "mimeType": file.mime_type,
        "createdTime": file.created,
        "modifiedTime": file.modified,
        "parents": file.parents,
        "permissions": file.permissions,
        "permissionIds": [each["id"] for each in file.permissions],
        "trashed": file.trashed,
        "starred": file.starred,
        "appProperties": file.app_properties,
        "description": file.description,
        "owners": [owner(file)],
        "shared": len(file.permissions) > 1,
        "ownedByMe": True,
        "webViewLink": f"https://docs.google.com/spreadsheets/d/{file.file_id}/edit",
    }
    return {key: value for key, value in found.items() if value not in ("", {})}


def owner(file):
    """Return the account that a file belongs to."""
    address = next((each.get("emailAddress", "") for each in file.permissions if each["role"] == "owner"), "")
    return {"kind": "drive#user", "displayName": address.partition("@")[0], "emailAddress": address}


def create(world, _path, _options, body):
    """Answer files.create."""
    made = world.create(
        body.get("name", "Untitled"), body.get("mimeType", SPREADSHEET), parents=body.get("parents", ())
    )
    return record(made)


def get(world, path, _options, _body):
    """Answer files.get."""
    return record(world.file(path["fileId"]))


def delete(world, path, _options, _body):
    """Answer files.delete."""
    world.file(path["fileId"])
    del world.files[path["fileId"]]
    world.books.pop(path["fileId"], None)


def update(world, path, options, body):
    """Answer files.update: name, description, trash, parents."""
    file = world.file(path["fileId"])
    file.name = body.get("name", file.name)
    file.trashed = body.get("trashed", file.trashed)
    file.starred = body.get("starred", file.starred)
    file.description = body.get("description", file.description)
    added = options["addParents"].split(",") if options.get("addParents") else []
    removed = options["removeParents"].split(",") if options.get("removeParents") else []
    file.parents = [each for each in file.parents if each not in removed] + added
    file.modified = world.timestamp()
    if path["fileId"] in world.books:
        book = world.books[path["fileId"]].copy()
        book.properties = {**book.properties, "title": file.name}
        world.books[path["fileId"]] = book
    return record(file)


def copy(world, path, _options, body):
    """Answer files.copy: a spreadsheet with all its sheets under a new id."""
    source = world.file(path["fileId"])
    name = body.get("name", f"Copy of {source.name}")
    made = world.create(name, source.mime_type, parents=body.get("parents", ()) or source.parents)
    if source.file_id in world.books:
        twin = world.books[source.file_id].copy()
        twin.book_id, twin.properties = made.file_id, {**twin.properties, "title": name}
        world.books[made.file_id] = twin
    return record(made)


def list_files(world, _path, options, _body):
    """Answer files.list: the newest first, by pages."""
    found = [each for each in world.files.values() if each.file_id not in world.private]
    found = [each for each in found if matches(each, options.get("q", ""))]
    found.sort(key=lambda each: each.modified, reverse=True)
    start, size = int(options.get("pageToken") or 0), int(options.get("pageSize") or 100)
    page = found[start : start + size]
    answer = {"kind": "drive#fileList", "incompleteSearch": False, "files": [record(each) for each in page]}
    return {**answer, "nextPageToken": str(start + size)} if start + size < len(found) else answer


def matches(file, query):
    """Whether a file is what a search asks for: terms joined by `and`; `or` and brackets are not read."""
    at, query = 0, query.strip()
    while at < len(query):
        match = TERM.match(query, at)
        if not match:
            raise DriveError(400, "Invalid Value", "invalid", "q")
        if not _term(file, match):
            return False
        at = match.end()
        if query[at : at + 4].lower() == "and ":
            at += 4
        elif at < len(query):
            raise DriveError(400, "Invalid Value", "invalid", "q")
    return True


def _term(file, match):
    negated, _, member, group, name, operator, _, text, flag = match.groups()
    held = {
        "name": file.name,
        "mimeType": file.mime_type,
        "trashed": file.trashed,
        "starred": file.starred,
        "parents": file.parents,
        "createdTime": file.created,
        "modifiedTime": file.modified,
    }
    if group:
        found = member in held.get(group, [])
    else:
        wanted = flag == "true" if flag else text.replace("\\'", "'").replace('\\"', '"').replace("\\\\", "\\")
        found = _compare(held.get(name), operator, wanted)
    return found != bool(negated)


def _compare(held, operator, wanted):
    if operator == "in":
        return wanted in held
    if operator == "contains":
        return any(word.startswith(wanted.lower()) for word in [held.lower(), *held.lower().split()])
    if not isinstance(held, type(wanted)):
        raise DriveError(400, "Invalid Value", "invalid", "q")
    if isinstance(held, str) and operator in ("=", "!="):
        return (held.lower() == wanted.lower()) == (operator == "=")
    checks = {"=": held == wanted, "!=": held != wanted}
    if operator in checks:
        return checks[operator]
    return {">": held > wanted, "<": held < wanted, ">=": held >= wanted, "<=": held <= wanted}[operator]


def export(world, path, options, _body):
    """Answer files.export: the spreadsheet in another format, as bytes."""
    file = world.file(path["fileId"])
    if file.file_id not in world.books:
        raise DriveError(403, "Export only supports Docs Editors files.", "fileNotExportable")
    return exporting.export(world.books[file.file_id], options.get("mimeType", ""))


def permissions_create(world, path, options, body):
    """Answer permissions.create; the same account again changes its role."""
    file = world.file(path["fileId"])
    kind, role = body.get("type"), body.get("role")
    if kind not in ("user", "group", "domain", "anyone") or not role:
        raise DriveError(400, "The permission type field is required.", "required", "permission.type")
    address = body.get("emailAddress") or body.get("domain")
    made = world.permission(kind, role, address)
    if kind == "anyone":
        made["allowFileDiscovery"] = body.get("allowFileDiscovery", False)
    same = [each for each in file.permissions if _who(each) == _who(made)]
    made["id"] = same[0]["id"] if same else made["id"]
    if options.get("transferOwnership"):
        file.permissions = [
            {**each, "role": "writer"} if each["role"] == "owner" else each for each in file.permissions
        ]
    file.permissions = [each for each in file.permissions if _who(each) != _who(made)] + [made]
    return made


def _who(permission):
    return permission["type"], permission.get("emailAddress"), permission.get("domain")


def permissions_list(world, path, _options, _body):
    """Answer permissions.list."""
    return {"kind": "drive#permissionList", "permissions": world.file(path["fileId"]).permissions}


def _permission(world, path):
    for each in world.file(path["fileId"]).permissions:
        if each["id"] == path["permissionId"]:
            return each
    raise DriveError(404, f"Permission not found: {path['permissionId']}.", "notFound", "permissionId")


def permissions_get(world, path, _options, _body):
    """Answer permissions.get."""
    return _permission(world, path)


def permissions_update(world, path, _options, body):
    """Answer permissions.update."""
    file, old = world.file(path["fileId"]), _permission(world, path)
    new = {**old, **{key: body[key] for key in ("role",) if key in body}}
    file.permissions[file.permissions.index(old)] = new
    return new


def permissions_delete(world, path, _options, _body):
    """Answer permissions.delete."""
    file, old = world.file(path["fileId"]), _permission(world, path)
    if old["role"] == "owner":
        raise DriveError(403, "The owner of a file cannot be removed.", "insufficientFilePermissions")
    file.permissions.remove(old)


def about_get(world, _path, _options, _body):
    """Answer about.get: who is asking."""
    return {
        "kind": "drive#about",
        "user": {
            "kind": "drive#user",
            "displayName": world.owner.partition("@")[0],
            "me": True,
            "emailAddress": world.owner,
        },
    }


def import_csv(world, path, _options, body):
    """Answer the older upload call that gspread's `import_csv` makes: one sheet with the file's rows is left."""
    file = world.file(path["fileId"])
    exporting.fill_from_csv(world, file, body)
    return {"kind": "drive#file", "id": file.file_id, "title": file.name, "mimeType": file.mime_type}


def comments_list(world, path, _options, _body):
    """Answer comments.list: the stand-in keeps what was written, nothing more."""
    return {"kind": "drive#commentList", "comments": world.file(path["fileId"]).comments}


def comments_create(world, path, _options, body):
    """Answer comments.create."""
    world.counter += 1
    now = world.timestamp()
    made = {"kind": "drive#comment", "id": f"C{world.counter}", "createdTime": now, "modifiedTime": now, **body}
    made |= {"author": {"kind": "drive#user", "displayName": world.owner.partition("@")[0], "me": True}}
    world.file(path["fileId"]).comments.append(made)
    return made


CALLS = {
    "comments.list": comments_list,
    "comments.create": comments_create,
    "files.create": create,
    "files.get": get,
    "files.delete": delete,
    "files.update": update,
    "files.copy": copy,
    "files.list": list_files,
    "files.export": export,
    "permissions.create": permissions_create,
    "permissions.list": permissions_list,
    "permissions.get": permissions_get,
    "permissions.update": permissions_update,
    "permissions.delete": permissions_delete,
    "about.get": about_get,
    "files.update.upload": import_csv,
}
