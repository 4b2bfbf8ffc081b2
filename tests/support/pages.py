"""Pages that hold what a test writes into them, each used by one test after the other."""

from mathlib.live.homes.scripts import page_script, page_style
from support.javascript import AWAKE

ADDRESS = "http://figure.test/"
HEAD = (
    '<!doctype html><title>figures</title><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
)


class Pages:
    """Opens pages of these elements, with the style and the script of a live figure.

    A new page takes the browser twice as long as an old one takes to show something new, which
    knows nothing of what it showed before. Only a failed test's pages are not used again.
    """

    def __init__(self, browser):
        self.browser = browser
        self.idle, self.used = {}, []

    def open(self, body, state="", **settings):
        """Show these elements, with a link's state; the keywords are those of a new context."""
        kind = repr(settings)
        page = self.idle[kind].pop() if self.idle.get(kind) else self._new(settings)
        self.used.append((kind, page))
        page.body = body
        page.goto(ADDRESS + state)
        page.wait_for_function(AWAKE)
        return page

    def _new(self, settings):
        page = self.browser.new_context(**settings).new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.route("**/*", lambda route: self._answer(page, route))
        return page

    @staticmethod
    def _answer(page, route):
        style, script = f"<style>{page_style()}</style>", f"<script>{page_script()}</script>"
        route.fulfill(content_type="text/html", body=HEAD + style + page.body + script)

    def take_back(self, failed):
        """Return what the pages complained of, and make them ready for another test."""
        complaints = [text for _, page in self.used for text in page.complaints]
        for kind, page in self.used:
            if failed or complaints:
                page.context.close()
                continue
            page.mouse.move(-1, -1)
            page.goto("about:blank")
            self.idle.setdefault(kind, []).append(page)
        self.used.clear()
        return complaints
