"""What a reader loads: the runtime, and each page with all it needs, compressed."""

from __future__ import annotations

import gzip

from mathlib.live.homes.scripts import page_script, page_style


def compressed(text: str) -> int:
    """Return the bytes of a text as a web server sends it."""
    return len(gzip.compress(text.encode(), mtime=0))


def report() -> None:
    """Print the sizes in bytes."""
    script, style = compressed(page_script()), compressed(page_style())
    print(f"runtime, compressed: {script} B of JavaScript + {style} B of CSS")


if __name__ == "__main__":
    report()
