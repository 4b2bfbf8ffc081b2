"""Shortens the paths of a picture: leaves out points that nobody sees, and digits too.

A contour map is thousands of points. matplotlib thins them here to what the eye can tell
apart, and what is left is written as small steps from point to point, which compress
well.
"""

from __future__ import annotations

import re

from matplotlib.path import Path

#: A path of fewer points is written as it is.
_LONG = 8
#: In units of the picture; a unit is about a pixel.
_TOLERANCE = 0.08

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")


def shortened(d: str) -> str:
    """Return the data of a path made of straight lines, in fewer characters.

    Parameters
    ----------
    d : str
        The ``d`` of an SVG path, with absolute coordinates. One with curves is returned
        as it is.
    """
    if set("CQAcqa") & set(d):
        return d
    return "".join(_subpath(subpath) for subpath in d.split("M")[1:])


def _subpath(text: str) -> str:
    numbers = [float(word) for word in _NUMBER.findall(text)]
    points = list(zip(numbers[::2], numbers[1::2], strict=True))
    closing = "z" if "z" in text.lower() else ""
    if len(points) <= _LONG:
        return "M" + "L".join(f"{_short(x)} {_short(y)}" for x, y in points) + closing
    return _steps(_thinned(points)) + closing


def _thinned(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    path = Path(points)
    path.simplify_threshold = _TOLERANCE
    kept = path.cleaned(simplify=True)
    return [tuple(p) for p, code in zip(kept.vertices, kept.codes, strict=True) if code]


def _steps(points: list[tuple[float, float]]) -> str:
    """Write points as steps in tenths; rounding them first keeps errors from adding up."""
    tenths = [(round(10 * x), round(10 * y)) for x, y in points]
    (x, y), *rest = tenths
    words = [f"M{_tenth(x)} {_tenth(y)}l"]
    for next_x, next_y in rest:
        if (next_x, next_y) != (x, y):
            words.append(f"{_tenth(next_x - x)} {_tenth(next_y - y)}")
        x, y = next_x, next_y
    return words[0] + " ".join(words[1:]).replace(" -", "-")


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _tenth(tenths: int) -> str:
    return f"{tenths / 10:g}"
