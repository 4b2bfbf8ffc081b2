"""The built book, as a folder and as a web site."""

import functools
import http.server
import threading

import pytest
from support.book import HTML


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args):
        pass


@pytest.fixture(scope="session")
def site():
    """Return the address of the built book, served by this computer."""
    assert (HTML / "index.html").exists(), "the book is not built: run `make book` first"
    handler = functools.partial(Quiet, directory=str(HTML))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
