"""A link to a server that delays what passes, in both directions: a TCP proxy in a thread."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

CHUNK = 2**16


class SlowLink:
    """`delay` is in seconds, of each direction; it may be changed at any time."""

    def __init__(self, target: int) -> None:
        self.target, self.delay, self.port = target, 0.0, 0
        self.loop = asyncio.new_event_loop()

    def reset(self) -> None:
        self.delay = 0.0

    async def serve(self, is_ready: threading.Event) -> None:
        server = await asyncio.start_server(self.connect, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        is_ready.set()
        with suppress(asyncio.CancelledError):
            await server.serve_forever()

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.close()
            return
        await asyncio.gather(self.pass_on(reader, far_writer), self.pass_on(far_reader, writer))

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pieces overlap: the delay is that of a long line, and not of a narrow one."""
        with suppress(OSError):
            while data := await reader.read(CHUNK):
                self.loop.call_later(self.delay, writer.write, data)
        self.loop.call_later(self.delay, writer.close)

    def run(self, is_ready: threading.Event) -> None:
        asyncio.set_event_loop(self.loop)
        self.main = self.loop.create_task(self.serve(is_ready))
        self.loop.run_until_complete(self.main)
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0))
        self.loop.close()


@contextmanager
def slow_link(target: int) -> Iterator[SlowLink]:
    """A link to this port of this machine; `port` is where it begins."""
    link, is_ready = SlowLink(target), threading.Event()
    thread = threading.Thread(target=link.run, args=(is_ready,), daemon=True)
    thread.start()
    is_ready.wait()
    try:
        yield link
    finally:
        link.loop.call_soon_threadsafe(link.main.cancel)
        thread.join()
