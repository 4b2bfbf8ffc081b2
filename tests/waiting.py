"""Waits for what a browser does some time after it was asked.

It calls back for a frame, for a new size and for an opened ``<details>`` in tasks of their
own. Who looks at once sees, on a busy machine, the page as it was before.
"""

TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def wait_two_frames(page):
    """Wait for the frame in which what was asked is done, and for the next, which shows it."""
    page.evaluate(TWO_FRAMES)


def open_drawer(figure):
    """Open the drawer under a live figure, and wait for its rows."""
    figure.locator(".live-hood summary").click()
    figure.locator(".live-hood tr").first.wait_for()
