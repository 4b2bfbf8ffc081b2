"""The built book: where its pages are, and how a test opens one and moves a figure in it."""

import re
from contextlib import contextmanager

import pytest

from mathlib.live import Choice, Handle, Orbit, State, Toggle
from support.chapters import NOTEBOOKS, ROOT, notebooks_with, page_of
from support.waiting import wait_two_frames, wait_until_still

HTML = ROOT / "_build" / "html"
FOLDER = HTML.as_uri() + "/"

#: A laptop, a phone, and a browser that runs no scripts.
WIDE = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 360, "height": 780}, "has_touch": True}
SCRIPTLESS = {"java_script_enabled": False}
#: A page from a folder is read in the dark, and one from a web site in the light. Where it
#: comes from is no matter to its colours, so two visits see both places and both themes.
DARK = WIDE | {"color_scheme": "dark"}

STATE = "(figure, name) => figure.live.state[name]"
READY = """() => [...document.querySelectorAll('figure.live-figure')]
    .every((figure) => figure.dataset.live === 'ready')"""
#: Notes how high the figures are when the page is read, before its deferred scripts run.
MEASURE = """document.addEventListener("readystatechange", () => {
    if (document.readyState === "interactive") window.heights = HEIGHTS();
});
window.HEIGHTS = () => Object.fromEntries(
    [...document.querySelectorAll("figure.live-figure")].map((f) => [f.id, f.offsetHeight]));"""
STATES = """() => JSON.stringify([...document.querySelectorAll("figure.live-figure")]
    .map((figure) => figure.live.state))"""
#: Brings all that a test may have moved back to where it was: figures, drawers, the reader.
RESTORE = """() => {
    for (const figure of document.querySelectorAll("figure.live-figure")) {
        figure.querySelector(".live-reset").click();
        for (const drawer of figure.querySelectorAll("details")) drawer.open = false;
    }
    document.activeElement.blur();
    scrollTo(0, 0);
}"""

#: Opens all answers, solutions and hidden code, or folds them again.
FOLD = """(folded) => document.querySelectorAll("details.admonition")
    .forEach((answer) => { answer.open = !folded; })"""

#: Pages that a reader opens; the others are the search page and the like.
READ = [*map(page_of, NOTEBOOKS), "concepts.html", "notation.html", "bibliography.html"]

every_read_page = pytest.mark.parametrize("name", READ)
chapters = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)


def chapters_with(kind):
    """Give a test each of the chapters that have a control of a kind."""
    found = notebooks_with(kind)
    return pytest.mark.parametrize("notebook", found, ids=lambda path: path.stem)


class Visit:
    """A page opened with the network cut: what it asked for, of that outside, and what it said.

    Parameters
    ----------
    context : BrowserContext
        Playwright's.
    address : str
        In a folder or on a web site; whatever the page asks for elsewhere it does not get.
    scripts : bool
        Whether the browser runs scripts.
    """

    def __init__(self, context, address, scripts=True):
        self.page = context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.set_default_navigation_timeout(30_000)
        self.asked, self.left, self.said = [], [], []
        home = "file:///" if address.startswith("file:") else address[: address.index("/", 8) + 1]
        # What stays at home does not come by here, which would slow every page down.
        self.page.route(re.compile(f"^(?!{re.escape(home)}|data:|blob:)"), self._stop)
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("requestfailed", lambda request: self.said.append(f"failed: {request.url}"))
        self.page.add_init_script(MEASURE)
        self.page.goto(address)
        self.scripts = scripts
        if scripts:
            self.page.wait_for_function(READY)
            wait_two_frames(self.page)
            self.start = self.page.evaluate(STATES)
            #: How high each figure was before the scripts ran, and when they had run.
            self.heights = self.page.evaluate("[heights, HEIGHTS()]")

    def _stop(self, route):
        self.left.append(route.request.url)
        route.abort()

    def restore(self):
        """Make the page again what it was when it was opened, but for answered questions."""
        if self.scripts:
            self.page.mouse.move(-1, -1)
            self.page.evaluate(RESTORE)
            self.page.wait_for_function("() => !location.hash")
            wait_two_frames(self.page)
            assert self.page.evaluate(STATES) == self.start, "reset does not bring a figure back"


class Visits:
    """Opens the book's pages, each once for all the tests in a row that need it.

    To open a chapter takes the browser longer than most tests do. A page is handed to one
    test after the other, restored in between; whoever fails has it closed.
    """

    #: A laptop, a phone, a folder and a page without scripts: a chapter's tests need four.
    KEPT = 4

    def __init__(self, browser):
        self.browser = browser
        self.contexts, self.open = {}, {}

    def visit(self, address, fresh=False, **options):
        """Return a page, opened or restored; a fresh one is the caller's to close."""
        key = (address, repr(options))
        if fresh:
            return self._new(address, options)
        if key in self.open:
            self.open[key] = self.open.pop(key)
            self.open[key].restore()
        else:
            for old in list(self.open)[: -(self.KEPT - 1)]:
                self.open.pop(old).page.close()
            self.open[key] = self._new(address, options)
        return self.open[key]

    def _new(self, address, options):
        # Pages of one kind share a context, and so the browser's memory of their scripts.
        key = repr(options)
        if key not in self.contexts:
            self.contexts[key] = self.browser.new_context(**options)
        return Visit(self.contexts[key], address, options.get("java_script_enabled", True))

    def forget(self):
        """Close all pages."""
        for context in self.contexts.values():
            context.close()
        self.contexts.clear()
        self.open.clear()


@contextmanager
def unfolded(page):
    """Open all answers, solutions and hidden code of a page for a while."""
    page.evaluate(FOLD, False)
    wait_until_still(page)
    yield
    page.evaluate(FOLD, True)


def nudge(figure, name, control):
    """Move one control by keyboard, as far as it takes to be seen."""
    if isinstance(control, Choice):
        other = next(o for o in control.options if o != control.start)
        figure.locator(f"select[name={name}]").select_option(other)
    elif isinstance(control, Toggle):
        figure.locator(f"input[name={name}]").press("Space")
    elif isinstance(control, State):
        figure.locator(f"button[name={name}][data-do=step]").press("Enter")
    elif isinstance(control, Handle | Orbit):
        knob = figure.locator(f'[role=slider][data-name="{name}"]')
        knob.press("ArrowLeft")
        knob.press("ArrowUp")
    else:
        field = figure.locator(f"input[name={name}]")
        field.press("ArrowRight" if control.start < control.high else "ArrowLeft")
