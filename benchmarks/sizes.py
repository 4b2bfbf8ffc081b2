"""What a reader loads: the runtime, and each page with all it needs, compressed.

Needs the built book. The budgets are 20 KB and 300 KB.
"""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page, sync_playwright
from support.browser import find_browser

from mathlib.live.homes.scripts import page_script, page_style

HTML = Path(__file__).parents[1] / "_build" / "html"
ADDRESS = "http://book.test/"
#: What the files of a page are, by their suffixes; the others are pictures.
KINDS = {".html": "HTML", ".js": "JavaScript", ".css": "CSS", ".woff2": "fonts", ".woff": "fonts"}
COLUMNS = (*dict.fromkeys(KINDS.values()), "pictures")


def compressed(content: bytes) -> int:
    """Return the bytes of a file as a web server sends it; fonts are compressed already."""
    return min(len(content), len(gzip.compress(content, mtime=0)))


def loaded(page: Page, name: str) -> dict[str, int]:
    """Open a page of the book and return the bytes of all it asks for, by their kind."""
    sizes = dict.fromkeys(COLUMNS, 0)

    def answer(route: Any) -> None:
        file = HTML / unquote(urlsplit(route.request.url).path).removeprefix("/")
        sizes[KINDS.get(file.suffix, "pictures")] += compressed(file.read_bytes())
        route.fulfill(path=file)

    page.route("**/*", answer)
    page.goto(ADDRESS + name, wait_until="networkidle")
    page.evaluate("() => document.fonts.ready.then(() => null)")
    page.unroute("**/*")
    return sizes


def pages() -> dict[str, dict[str, int]]:
    """Return what each page of the built book loads."""
    names = [str(file.relative_to(HTML)) for file in sorted(HTML.glob("**/*.html"))]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        found = {}
        for name in names:
            context = browser.new_context()  # with nothing kept from the page before
            found[name] = loaded(context.new_page(), name)
            context.close()
        browser.close()
    return found


def report() -> None:
    """Print the sizes in KB, the largest page first."""
    script, style = (compressed(text().encode()) for text in (page_script, page_style))
    whole = (script + style) / 1000
    print(f"runtime, compressed: {whole:.1f} KB, {script} B of JavaScript + {style} B of CSS")
    print(f"\na page with all it loads, KB compressed\n{'all':>8}", end="")
    print("".join(f"{column:>12}" for column in COLUMNS))
    for name, sizes in sorted(pages().items(), key=lambda row: -sum(row[1].values())):
        print(f"{sum(sizes.values()) / 1000:8.1f}", end="")
        print("".join(f"{sizes[column] / 1000:12.1f}" for column in COLUMNS), f" {name}")


if __name__ == "__main__":
    report()
