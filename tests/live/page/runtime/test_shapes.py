"""Tests of runtime/shapes.js: level lines against contourpy's, which matplotlib draws."""

import contourpy
import numpy as np
import pytest

CALL = """({ levelLine }, { z, columns, level }) => {
    const place = (i) => [i % columns, Math.floor(i / columns)];
    return new Float64Array(levelLine(z, columns, level, place).flat());
}"""


def pieces_of(lines):
    """Cut lines into straight pieces, shape (n, 2, 2), those of no length left out."""
    cut = [np.stack([line[:-1], line[1:]], axis=1) for line in lines]
    pieces = np.concatenate([np.empty((0, 2, 2)), *cut])
    return pieces[np.abs(pieces[:, 0] - pieces[:, 1]).max(axis=1) > 1e-9]


def all_among(pieces, others):
    both = np.concatenate([others, others[:, ::-1]])
    return all(np.abs(both - piece).max(axis=(1, 2)).min() < 1e-9 for piece in pieces)


def tables():
    chance = np.random.default_rng(5)
    rough = chance.normal(size=(12, 9))
    holes = np.where(chance.random(rough.shape) < 0.15, np.nan, rough)
    endless = np.where(chance.random(rough.shape) < 0.1, np.inf, rough)
    return {
        "saddles everywhere": rough,
        "corners missing": holes,
        "infinite corners": endless,
        "whole numbers on the level": np.round(rough),
        "one square": np.array([[1.0, -1.0], [-1.0, 1.5]]),
        "one row": rough[:1],
        "flat": np.zeros((4, 4)),
    }


@pytest.mark.parametrize("z", tables().values(), ids=tables())
@pytest.mark.parametrize("level", [0.0, 0.13, -0.6, 7.0])
def test_level_lines_run_where_contourpy_s_do(runtime, z, level):
    given = {"z": z, "columns": z.shape[1], "level": level}
    ours = np.reshape(runtime.call("shapes.js", CALL, given), (-1, 2, 2))
    ours = pieces_of(list(ours))
    if min(z.shape) < 2:
        assert len(ours) == 0
        return
    masked = np.ma.masked_invalid(z)
    fresh = contourpy.contour_generator(z=masked, name="serial", corner_mask=True).lines(level)
    fresh = pieces_of(fresh)
    assert len(ours) == len(fresh)
    assert all_among(ours, fresh) and all_among(fresh, ours)
