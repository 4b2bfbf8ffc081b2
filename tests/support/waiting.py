"""Waits for what a browser does some time after it was asked.

It calls back for a frame, for a new size and for an opened ``<details>`` in tasks of their
own. Who looks at once sees, on a busy machine, the page as it was before.
"""

FRAME = "() => new Promise((done) => requestAnimationFrame(done))"


STILL = """() => Promise.allSettled(document.getAnimations()
    .filter((each) => each.effect.getComputedTiming().endTime < Infinity)
    .map((each) => each.finished))"""


def wait_a_frame(page):
    """Wait for a figure to draw what it was told: who asks for a frame later is called later."""
    page.evaluate(FRAME)


def wait_two_frames(page):
    """Wait for the frame in which what was asked is done, and for the next, which shows it."""
    wait_a_frame(page)
    wait_a_frame(page)


def wait_until_still(page):
    """Wait for what was opened to have faded in: it is seen in the frames that follow."""
    wait_two_frames(page)
    page.evaluate(STILL)


def eventually(page, condition, tries=100):
    """Tell whether a condition comes true within a few seconds."""
    for _ in range(tries):
        if condition():
            return True
        page.wait_for_timeout(50)
    return False


def open_drawer(figure):
    """Open the drawer under a live figure, and wait for its rows."""
    figure.locator(".live-inspector summary").click()
    figure.locator(".live-inspector tr").first.wait_for()
