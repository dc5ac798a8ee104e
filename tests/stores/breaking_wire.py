"""A wire to a PostgreSQL server that breaks where it hurts, and says how often it did."""

import asyncio
import threading
from collections import Counter
from contextlib import contextmanager, suppress

COMMIT = b"Q\x00\x00\x00\x0bCOMMIT\x00"
INSERT = b"insert into "
PIECE = 1 << 16


class BreakingWire:
    """A wire that breaks at some of the commits and statements that go over it.

    before commit: nothing of it is there.  after commit: all of it is there, and nobody was told.
    mid-statement: the server has got half a statement.  anywhere: at any bytes, for a wire that is encrypted.
    """

    def __init__(self, port, dice, **shares):
        self.target, self.dice, self.shares = (
            port,
            dice,
            {name.replace("_", " "): each for name, each in shares.items()},
        )
        self.lost = Counter()
        self.port = 0

    async def serve(self):
        listening = await asyncio.start_server(self.carry, "127.0.0.1", 0, backlog=200)
        self.port = listening.sockets[0].getsockname()[1]

    async def carry(self, near, to_near):
        try:
            far, to_far = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            return to_near.transport.abort()
        deaf = asyncio.Event()
        try:
            with suppress(OSError, asyncio.CancelledError):
                await race(self.there(near, to_far, deaf), back(far, to_near, deaf))
        finally:
            to_far.close()
            to_near.transport.abort()

    async def there(self, near, to_far, deaf):
        while data := await near.read(PIECE):
            fate = self.fate(data)
            if fate == "after commit":
                deaf.set()
            elif fate == "mid-statement":
                to_far.write(data[: len(data) // 2])
                await to_far.drain()
            if fate not in ("", "after commit"):
                return
            to_far.write(data)
            await to_far.drain()

    def fate(self, data):
        """What becomes of the wire at these bytes."""
        kinds = ("before commit", "after commit") if data == COMMIT else ("mid-statement",) if INSERT in data else ()
        for kind in (*kinds, "anywhere"):
            if self.dice.random() < self.shares.get(kind.replace("-", " "), 0):
                self.lost[kind] += 1
                return kind
        return ""


async def back(far, to_near, deaf):
    """Carry what the server answers, until it has answered what nobody is to hear."""
    while (data := await far.read(PIECE)) and not deaf.is_set():
        to_near.write(data)
        await to_near.drain()


async def race(*works):
    """Go on until one of some pieces of work has ended."""
    tasks = [asyncio.ensure_future(each) for each in works]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@contextmanager
def breaking_wire(port, dice, **shares):
    """A wire that breaks, for as long as it is needed; each share says how often what it is named for happens."""
    wire, loop = BreakingWire(port, dice, **shares), asyncio.new_event_loop()
    loop.run_until_complete(wire.serve())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield wire
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(30)
        for task in asyncio.all_tasks(loop):
            task.cancel()
            with suppress(asyncio.CancelledError):
                loop.run_until_complete(task)
        loop.close()
