"""Adds the book's own style, and keeps of the large sheets only what pages can use."""

import re
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx

# The first is Sphinx's, which it imports: one more journey before anything can show. The
# theme's sheet is Bootstrap, Font Awesome and more, 397 KB; MathJax's styles each
# character of its fonts, 243 KB. We use a part.
LARGE_SHEETS = (
    "styles/theme.css",
    "styles/pydata-sphinx-theme.css",
    "sphinx-design.min.css",
    "mystnb.*.css",
    "formulas/formulas.css",
)

CLASS_ATTRIBUTE = re.compile(r"""(?:class|id)=["']([^"']*)["']""")
INLINE_SCRIPT = re.compile(r"<script[^>]*>(.*?)</script>", re.DOTALL)
SCRIPT_LINK = re.compile(r"""<script[^>]*\ssrc=["']([^"'?]+)""")
WORD = re.compile(r"[A-Za-z_][\w-]*")
# A class or id in a selector; the dots and hashes within [...] and (...) are no names.
NAME = re.compile(r"[.#]((?:\\.|[\w-])+)")
BRACKETS = re.compile(r"\[[^\]]*\]|\([^()]*\)")
IMPORT = re.compile(r'@import "([^":]+)";')
ADDRESS = re.compile(r"url\((?![\"']?(?:data:|/|https?:))([\"']?)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
LICENCE = re.compile(r"/\*!.*?\*/", re.DOTALL)
# Strings and addresses are single tokens here, as they may hold braces.
TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|url\([^"\')]*\)|[{};]', re.DOTALL)


def connect(app: Sphinx) -> None:
    """Attach this part to the build: pruning waits until all pages are written."""
    app.add_css_file("book.css", priority=600)  # after the theme's
    app.connect("build-finished", make_way, priority=100)
    app.connect("build-finished", prune, priority=800)


def make_way(app: Sphinx, error: Exception | None) -> None:
    """Delete the sheet that MyST-NB is about to copy; it would tell that ours differs."""
    for sheet in Path(app.outdir, "_static").glob("mystnb.*.css"):
        sheet.unlink()


def prune(app: Sphinx, error: Exception | None) -> None:
    """Rewrite the large style sheets without the rules that no page can use."""
    if error or app.builder.format != "html":
        return
    book = Path(app.outdir)
    used = names_in_use(book)
    for pattern in LARGE_SHEETS:
        for sheet in (book / "_static").glob(pattern):
            css = with_imports(sheet)
            kept = used_rules(COMMENT.sub("", css), used)
            # Only a first @charset counts, so the licences go to the end.
            sheet.write_text(kept + "".join(LICENCE.findall(css)), "utf-8")
            # It would map lines that are no longer there.
            sheet.with_name(f"{sheet.name}.map").unlink(missing_ok=True)


def with_imports(sheet: Path) -> str:
    """Return a style sheet with those that it imports in their place."""

    def imported(found: re.Match[str]) -> str:
        folder = found[1].rpartition("/")[0]
        css = with_imports(sheet.parent / found[1])
        return ADDRESS.sub(rf"url(\1{folder}/", css) if folder else css

    return IMPORT.sub(imported, sheet.read_text("utf-8"))


def names_in_use(book: Path) -> set[str]:
    """Collect the names that the pages bear or that their scripts may give.

    Parameters
    ----------
    book : Path
        The folder of the built book.

    Returns
    -------
    set of str
        Every class and id in the pages, and every word in their scripts: more than
        are classes, so that a class which a script sets is never missed.
    """
    names: set[str] = set()
    scripts: set[Path] = set()
    for page in book.rglob("*.html"):
        text = page.read_text("utf-8")
        for value in CLASS_ATTRIBUTE.findall(text):
            names.update(value.split())
        for script in INLINE_SCRIPT.findall(text):
            names.update(WORD.findall(script))
        scripts.update((page.parent / src).resolve() for src in SCRIPT_LINK.findall(text))
    for script in filter(Path.is_file, scripts):
        names.update(WORD.findall(script.read_text("utf-8")))
    return names


def used_rules(css: str, used: set[str]) -> str:
    """Return a style sheet without the rules whose names are not in use.

    Parameters
    ----------
    css : str
        A style sheet, or the inside of an ``@media`` block, without comments.
    used : set of str
        The classes and ids that exist.

    Returns
    -------
    str
        The rules that can apply, in their order.
    """
    kept = []
    for head, block in rules(css):
        if block is None:
            kept.append(head)
        elif head.lstrip().startswith(("@media", "@supports")):
            if inner := used_rules(block, used):
                kept.append(f"{head}{{{inner}}}")
        elif alive := live_selectors(head, used):
            kept.append(f"{alive}{{{block}}}")
    return "".join(kept)


def rules(css: str) -> Iterator[tuple[str, str | None]]:
    """Split a style sheet into pairs of what stands before and within the braces.

    What has no braces, such as ``@import``, comes with ``None``.
    """
    start = opened = depth = 0
    for token in TOKEN.finditer(css):
        mark = token.group()
        if mark == "{":
            opened = opened if depth else token.start()
            depth += 1
        elif mark == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened], css[opened + 1 : token.start()]
                start = token.end()
        elif mark == ";" and depth == 0:
            yield css[start : token.end()], None
            start = token.end()


def live_selectors(head: str, used: set[str]) -> str:
    """Keep the selectors, of those before one block, that can match an element."""
    # Other at-rules, such as @font-face, have no selector: they stay.
    if head.lstrip().startswith("@"):
        return head
    # A comma within brackets does not part two selectors.
    parts = re.split(r",(?![^(\[]*[)\]])", head)
    return ",".join(part for part in parts if can_match(part, used))


def can_match(selector: str, used: set[str]) -> bool:
    """Tell whether every class and id that a selector demands is in use."""
    bare = selector
    while BRACKETS.search(bare):
        bare = BRACKETS.sub("", bare)
    names = (name.replace("\\", "") for name in NAME.findall(bare))
    return all(name in used for name in names)
