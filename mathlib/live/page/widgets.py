"""What figures and questions have in common as widgets: a name of their own, and HTML beside."""

from __future__ import annotations

from collections import Counter
from typing import Any

_given: Counter[str] = Counter()


def unique(name: str) -> str:
    """Return an identifier that no earlier figure or question of this session has."""
    _given[name] += 1
    return name if _given[name] == 1 else f"{name}-{_given[name]}"


def with_html(shown: Any, text: str, html: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what a widget shows, and beside it text and HTML for where no kernel is."""
    data, metadata = shown if isinstance(shown, tuple) else (shown or {}, {})
    return data | {"text/plain": text, "text/html": html}, metadata
