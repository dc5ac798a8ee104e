"""A stand-in for Google's Drive v3 and Sheets v4, for tests: a state machine that a real gspread client talks to.

    from google_fake import Google, Faults, client

    google = Google()                          # its own clock: google.clock.sleep(60) lets a minute pass
    book_id = google.create("Practice board")
    sheet = client(google).open_by_key(book_id)   # a real gspread.Client, no socket, no waiting
    sheet.batch_update({"requests": [...]})

What may go wrong (each tested in `test_modes.py`):

    google.faults.plan("lost_after")           # done, but the reply is lost (raises requests' ConnectionError)
    google.faults.plan("lost_before")          # lost on the way there
    google.faults.plan("error_before", status=503), google.faults.plan("error_after", status=500)
    google.faults.plan("stale", calls=2)       # the next two reads show what was before the last change
    google.faults.plan("race")                 # the next append lands where the one before it landed
    google.faults.plan("lost_after", only="spreadsheets.batchUpdate", calls=None, share=0.1)
    (a share is drawn from the numbers of Faults(seed=...), the same in each run)
    google.faults.quota = True                 # 60 reads and 60 writes a minute by google.clock, then 429
    google.before_call(function)               # a person who types: function(google, call, path) before each request
    google.person(book_id)                     # ... with: type, sort, insert_row, delete_row (see `person.py`)
    google.only_reading()                      # a viewer: 403 for each change
    google.revoke(), google.unshare(book_id), google.disable()     # 403, 404, 403 SERVICE_DISABLED

`google.log` holds `(HTTP method, call, status)` of each request; `google.book(book_id)` is the state itself.
Over HTTP: `with serving(google) as address:` in `server.py`.
"""

from google_fake.faults import Faults
from google_fake.google import Google
from google_fake.transport import client, session
from google_fake.world import Clock

__all__ = ["Clock", "Faults", "Google", "client", "session"]
