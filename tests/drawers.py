"""Opens the drawer under a live figure, for the tests that read it."""


def open_drawer(figure):
    """Open the drawer of a figure, and wait for its rows.

    The browser tells the page of an opened ``<details>`` in a task of its own, some time
    after the click, and only then does the page fill it.
    """
    figure.locator(".live-hood summary").click()
    figure.locator(".live-hood tr").first.wait_for()
