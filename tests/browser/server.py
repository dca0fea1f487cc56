"""A site served over HTTP below a sub-path, as a static host does."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import sleep
from urllib.parse import unquote, urlsplit

PREFIX = "/some/sub/path/"


@dataclass(frozen=True, slots=True)
class Served:
    """Where the site stands, and every request that reached the host: (path, status)."""

    base: str
    log: list[tuple[str, int]] = field(default_factory=list)


@contextmanager
def served(site: Path, *, late: Mapping[str, float] | None = None) -> Iterator[Served]:
    """Serve `site` on the loopback address for as long as the context lasts, files that end in `late` so many
    seconds late."""
    log: list[tuple[str, int]] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            file = site / path.removeprefix(PREFIX) if path.startswith(PREFIX) else None
            if file is not None and file.is_dir():
                file /= "index.html"
            status = 200 if file is not None and file.is_file() else 404
            if file is None or status == 404:
                file = site / "404.html"
            content = file.read_bytes()
            log.append((self.path, status))
            sleep((late or {}).get(file.suffix, 0))
            self.send_response(status)
            self.send_header("Content-Type", mimetypes.guess_type(file.name)[0] or "application/octet-stream")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield Served(f"http://127.0.0.1:{server.server_port}{PREFIX}", log)
        finally:
            server.shutdown()
