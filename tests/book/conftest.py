"""The built book as a web site, and its pages in a browser, each opened once for many tests."""

import functools
import http.server
import threading

import pytest
from support.book import HTML, WIDE, Visits

FAILED = pytest.StashKey()


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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture(scope="session")
def visits(browser):
    visits = Visits(browser)
    yield visits
    visits.forget()


@pytest.fixture
def visit(request, visits):
    """Return a function that opens a page of the book, or finds it open and as it was.

    Its keywords are those of a new context. Whatever asks for something from outside the book,
    or says anything, fails the test.
    """
    used, fresh_ones = [], []

    def open_page(address, fresh=False, **options):
        used.append(visits.visit(address, fresh, **(options or WIDE)))
        fresh_ones.extend(used[-1:] if fresh else [])
        return used[-1]

    yield open_page
    complaints = [(each.left, each.said) for each in used if each.left or each.said]
    for each in fresh_ones:
        each.page.close()
    if complaints or FAILED in request.node.stash:
        visits.forget()
    assert complaints == []
