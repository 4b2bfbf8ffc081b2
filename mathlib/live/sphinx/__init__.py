"""The book's Sphinx part: every page loads from its own folder, and figures live."""

from sphinx.application import Sphinx

from mathlib.live.sphinx import formulas, icons, offline, repairs, runtime, scrolling, styles, trim


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect each part to Sphinx's events.

    Parameters
    ----------
    app : Sphinx
        The running build.

    Returns
    -------
    dict of str to bool
        The promises that Sphinx asks of an extension.
    """
    for part in (offline, trim, repairs, formulas, runtime, scrolling, styles, icons):
        part.connect(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
