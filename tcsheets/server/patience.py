"""How long a connection may take to say what it wants, and to take its answer.

uvicorn waits for ever for headers, and for an answer to be read; a few hundred such connections would shut all
others out.
"""

from __future__ import annotations

from asyncio import TimerHandle, Transport

from uvicorn.protocols.http.h11_impl import H11Protocol

HEADERS = 10.0  # seconds for a request's headers, from the first byte or the connection's beginning
READING = 15.0  # seconds in which what waits to be read must become less


class PatientProtocol(H11Protocol):
    """A connection that is closed where it does not say what it wants, or does not take what it asked for."""

    asking: TimerHandle | None = None
    reading: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self.await_headers()

    def data_received(self, data: bytes) -> None:
        """Take what has come; begin to wait for the rest of a request's headers, or end it."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self.stop_waiting()
        else:
            self.await_headers()

    def on_response_complete(self) -> None:
        """Let the connection rest, as long as uvicorn allows, or go on with what has come meanwhile."""
        self.stop_waiting()
        super().on_response_complete()

    def pause_writing(self) -> None:
        """Begin to wait for the answer to be read."""
        super().pause_writing()
        self.reading = self.reading or self.loop.call_later(READING, self.give_up)

    def resume_writing(self) -> None:
        """End to wait: it is being read."""
        super().resume_writing()
        if self.reading:
            self.reading.cancel()
            self.reading = None

    def connection_lost(self, exc: Exception | None) -> None:
        """End all waiting."""
        self.stop_waiting()
        if self.reading:
            self.reading.cancel()
        super().connection_lost(exc)

    def timeout_keep_alive_handler(self) -> None:
        """Close a connection that has rested long enough; what is not read by then, some time later."""
        super().timeout_keep_alive_handler()
        self.reading = self.reading or self.loop.call_later(READING, self.give_up)

    def await_headers(self) -> None:
        """Begin to wait for a request's headers, unless that has begun."""
        self.asking = self.asking or self.loop.call_later(HEADERS, self.give_up)

    def stop_waiting(self) -> None:
        """End to wait for a request's headers."""
        if self.asking:
            self.asking.cancel()
            self.asking = None

    def give_up(self) -> None:
        """Close the connection, whatever is still to be sent."""
        self.transport.abort()
