"""Google with everything that may go wrong: the state machine, and around it the faults that tests switch on."""

from google_fake import discovery
from google_fake.errors import GoogleError, no_permission, unknown_entity
from google_fake.faults import Faults, ReplyLostError, server_error, service_disabled
from google_fake.person import Person
from google_fake.service import call_of, handle, refusal
from google_fake.values import table_at
from google_fake.world import OWNER, Clock, World

KEPT_REVISIONS = 50
READS = ("spreadsheets.get", "spreadsheets.values.get", "spreadsheets.values.batchGet")


class Google:
    """The stand-in: `answer` takes a request; `faults`, `clock` and `world` are there for tests to turn."""

    def __init__(self, clock=None, faults=None):
        self.clock = clock or Clock()
        self.faults = faults or Faults()
        self.world = World(self.clock)
        self.world.believed_table = self._believed_table
        self.log = []
        self.hooks = []
        self.revoked, self.viewers, self.unshared, self.disabled = set(), set(), {}, set()
        self.history = {}
        self.before_append = {}

    def create(self, name="Practice board", file_id=None):
        """Create a spreadsheet; return its id."""
        return self.world.create(name, file_id=file_id).file_id

    def book(self, book_id):
        """Return a spreadsheet's state as it is now."""
        return self.world.books[book_id]

    def before_call(self, function):
        """Have `function(google, call, path)` run before each request: a person who types meanwhile."""
        self.hooks.append(function)
        return function

    def person(self, book_id):
        """Return someone who works in a spreadsheet by hand."""
        return Person(self, book_id)

    def changed_by_person(self, book_id, book):
        """Keep what someone changed by hand."""
        self.history.setdefault(book_id, []).append(self.world.books[book_id])
        self.world.keep(book)

    def revoke(self, account=OWNER):
        """Take an account's access away: from now on 403 for it."""
        self.revoked.add(account)

    def only_reading(self, account=OWNER):
        """Make an account a viewer: it reads, and 403 for each change."""
        self.viewers.add(account)

    def unshare(self, book_id, account=OWNER):
        """Make a spreadsheet one that was never shared with an account: 404 for it."""
        self.unshared.setdefault(book_id, set()).add(account)

    def disable(self, service="sheets.googleapis.com"):
        """Switch an API off for the project: 403 SERVICE_DISABLED."""
        self.disabled.add(service)

    def enable(self, service="sheets.googleapis.com"):
        """Switch an API on again."""
        self.disabled.discard(service)

    def answer(self, asked, account=None):
        """Answer one request, with whatever is switched on."""
        found = call_of(asked)
        method, path = found or (None, {})
        call = method.name if method else ""
        for hook in [*self.hooks]:
            hook(self, call, path)
        try:
            self._gate(asked, method, path, account or OWNER)
        except GoogleError as error:
            return self._logged(asked, call, self._with_retry(refusal(error, method)))
        if self.faults.met("lost_before", call):
            raise ReplyLostError("the connection was reset before the request arrived")
        failing = self.faults.met("error_before", call)
        if failing:
            return self._logged(asked, call, refusal(server_error(failing.status), method))
        answer = self._done(asked, call, path)
        return self._afterwards(asked, call, method, answer)

    def _afterwards(self, asked, call, method, answer):
        self._logged(asked, call, answer)
        if self.faults.met("lost_after", call):
            raise ReplyLostError("the connection was reset before the answer arrived")
        failing = self.faults.met("error_after", call)
        return refusal(server_error(failing.status), method) if failing else answer

    def _logged(self, asked, call, answer):
        self.log.append((asked.http, call, answer.status))
        return answer

    def _with_retry(self, answer):
        if answer.status == 429 and self.faults.retry_after is not None:
            answer.headers["Retry-After"] = str(self.faults.retry_after)
        return answer

    def _gate(self, asked, method, path, account):
        if asked.host in self.disabled or (method and f"{method.api}.googleapis.com" in self.disabled):
            raise service_disabled(f"{method.api}.googleapis.com" if method else asked.host)
        if method and method.document == discovery.SHEETS:
            self.faults.check_quota(asked.http, self.clock())
        if account in self.revoked or (account in self.viewers and asked.http != "GET"):
            raise no_permission()
        book_id = path.get("spreadsheetId") or path.get("fileId")
        if account in self.unshared.get(book_id, ()):
            raise unknown_entity()

    def _done(self, asked, call, path):
        book_id = path.get("spreadsheetId")
        before = self.world.books.get(book_id)
        stale = self.faults.met("stale", call) if call in READS else None
        if stale and self.history.get(book_id):
            return self._read_old(asked, book_id)
        answer = handle(self.world, asked)
        now = self.world.books.get(book_id)
        if before is not None and now is not before:
            self.history.setdefault(book_id, []).append(before)
            del self.history[book_id][:-KEPT_REVISIONS]
            self.before_append[book_id] = before if call == "spreadsheets.values.append" else None
        return answer

    def _read_old(self, asked, book_id):
        now = self.world.books[book_id]
        self.world.books[book_id] = self.history[book_id][-1]
        try:
            return handle(self.world, asked)
        finally:
            self.world.books[book_id] = now

    def _believed_table(self, path):
        """Return the table as an append saw it that ran at the same time as the one before it."""
        if not self.faults.met("race", "spreadsheets.values.append"):
            return None
        old = self.before_append.get(path["spreadsheetId"])
        return (table_at(*old.find(path["range"])),) if old else None


def stand_in(**more):
    """Return a stand-in with a clock that tests turn and no fault switched on."""
    return Google(**more)
