"""What matplotlib's artists hold, by the names that the page has for it."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.patches import Patch


def _polygon_data(parts: list[Any], got: dict[str, np.ndarray]) -> dict[str, Any]:
    """Return the corners of patches or of a collection's paths."""
    if isinstance(parts[0], Patch):
        outlines = [p.get_patch_transform().transform(p.get_path().vertices) for p in parts]
    else:
        outlines = [path.vertices for path in parts[0].get_paths()]
    outlines = np.array([outline[: got["x"].size // len(outlines)] for outline in outlines])
    # What has a corner nowhere is not shown.
    whole = np.isfinite(outlines).all(axis=(1, 2))[:, None]
    for name in "xy":
        got[name] = np.where(whole, np.reshape(got[name], (len(outlines), -1)), np.nan)
    outlines = np.where(whole[..., None], outlines, np.nan)
    x, y = np.moveaxis(outlines, -1, 0)
    return {"x": x, "y": y}


def _band_data(parts: list[Any], got: dict[str, np.ndarray]) -> dict[str, Any]:
    """Return a band's two edges, with nan where matplotlib leaves a gap."""
    edges = {name: np.full(value.shape, np.nan) for name, value in got.items()}
    finite = np.isfinite(sum(got.values()))
    outlines = [path.vertices for path in parts[0].get_paths()]
    halves = [((len(v) - 3) // 2, v) for v in outlines]
    there = np.concatenate([v[1 : n + 1] for n, v in halves]) if halves else np.empty((0, 2))
    back = [v[n + 2 : 2 * n + 2][::-1] for n, v in halves]
    back = np.concatenate(back) if halves else np.empty((0, 2))
    for i, letter in enumerate("xy"):
        edges[letter][finite] = there[:, i]
        if f"{letter}2" in edges:
            edges[f"{letter}2"][finite] = back[:, i]
    for name, value in got.items():
        value[~finite] = np.nan
        assert name in edges
    return edges


def _point_data(parts: list[Any], got: dict[str, np.ndarray]) -> dict[str, Any]:
    seen = np.isfinite(sum(got.values()))
    for name in got:
        got[name] = got[name][seen]
    places = np.ma.compress_rows(np.ma.asarray(parts[0].get_offsets()))
    data = {"x": places[:, 0], "y": places[:, 1]}
    if "value" in got:
        data["value"] = np.ma.compressed(parts[0].get_array())
    if "size" in got:
        data["size"] = np.broadcast_to(np.ma.compressed(parts[0].get_sizes()), got["x"].shape)
    return data


def _arrow_data(parts: list[Any], got: dict[str, np.ndarray]) -> dict[str, Any]:
    quiver = parts[0]
    mask = np.broadcast_to(quiver.Umask, quiver.U.shape)
    for name in ("u", "v", "value"):
        if name in got:
            got[name][mask] = np.nan
    data = {"x": quiver.X, "y": quiver.Y}
    data |= {n: np.where(mask, np.nan, a) for n, a in (("u", quiver.U), ("v", quiver.V))}
    return data | ({"value": quiver.get_array()} if "value" in got else {})


#: kind -> what matplotlib was given, by the names that the page has for it. A contour set
#: does not keep its heights; its lines are compared in the picture.
FRESH: dict[str, Any] = {
    "line": lambda parts, got: dict(zip("xy", parts[0].get_data(), strict=True)),
    "polygons": _polygon_data,
    "band": _band_data,
    "points": _point_data,
    "arrows": _arrow_data,
    "image": lambda parts, got: {"value": parts[0].get_array()},
    "contour": lambda parts, got: {},
}
