"""What all tests share: one browser for a whole run, and who runs what beside whom."""

import re
from collections import Counter

import pytest
from hypothesis import settings
from playwright.sync_api import sync_playwright
from support.browser import find_browser
from support.failing import FAILED
from support.javascript import Runtime
from support.pages import Pages
from xdist.scheduler import LoadScopeScheduling

# How long an example takes says something about the machine, not about the code.
settings.register_profile("book", deadline=None)
settings.load_profile("book")

#: Chromium must not talk to its maker while we watch for requests that leave.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

#: What is set up once for many tests, so that one worker runs them all: a page of the built
#: book and its figures, and the throw-away book.
SHARED = [
    # These read all pages to look at one.
    re.compile(r"(tests/book/test_pages\.py::test_every_link)"),
    re.compile(r"tests/book/[^[]*\[.*?(\d\d-[a-z-]+|index|concepts|notation|bibliography)"),
    re.compile(r"tests/book/test_(index)\.py"),
    re.compile(r"(tests/live/homes/sphinx/)"),
]
#: What begins first, so that no worker is left alone with a long one: what these paths begin
#: with takes longest, then notebooks, then what needs a browser.
LONGEST = ("tests/lab/", "tests/book/", "tests/live/homes/sphinx/", "chapters/")
#: What `--quick` leaves out: whatever needs a browser, or a book that is built.
UNDER_A_BROWSER = ("tests/lab/", "tests/book/")
SLOW = ("browser", "site")


def pytest_addoption(parser):
    parser.addoption(
        "--quick", action="store_true", help="run only what needs neither book nor browser"
    )


@pytest.fixture(scope="session")
def browser():
    """Return a Chromium; without one the tests fail, they are not skipped."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def runtime(browser):
    context = browser.new_context()
    yield Runtime(context.new_page())
    context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture(scope="session")
def pages(browser):
    return Pages(browser)


@pytest.fixture
def opened(request, pages):
    """Return a function that opens a page of these elements, with a link's state.

    Its keywords are those of a new context. Whatever the page complains of fails the test.
    """
    yield pages.open
    assert pages.take_back(FAILED in request.node.stash) == []


def scope_of(nodeid):
    """Return what a test shares with others; with none but those of its file, the file."""
    found = next(filter(None, (shared.match(nodeid) for shared in SHARED)), None)
    return found[1] if found else nodeid.partition("::")[0]


def rank_of(item):
    """Return how early a test begins: 0 for those of the longest."""
    for rank, path in enumerate(LONGEST):
        if item.nodeid.startswith(path):
            return rank
    return len(LONGEST) + (not needs(item, "browser"))


def needs(item, *fixtures):
    return not set(fixtures).isdisjoint(getattr(item, "fixturenames", ()))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Leave out what takes long, if asked to; and put first what takes longest."""
    if config.getoption("quick"):
        slow = [i for i in items if i.nodeid.startswith(UNDER_A_BROWSER) or needs(i, *SLOW)]
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in set(slow)]
    scopes = {item: scope_of(item.nodeid) for item in items}
    sizes = Counter(scopes.values())
    ranks = {}
    for item, scope in scopes.items():
        ranks[scope] = min(rank_of(item), ranks.get(scope, len(items)))
    items.sort(key=lambda item: (ranks[scopes[item]], -sizes[scopes[item]], scopes[item]))


class ByScope(LoadScopeScheduling):
    """Gives one worker what would be set up twice."""

    def _split_scope(self, nodeid):
        return scope_of(nodeid)


def pytest_xdist_make_scheduler(config, log):
    return ByScope(config, log)
