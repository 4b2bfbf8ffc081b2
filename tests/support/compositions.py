"""Functions of plain NumPy to record and replay: chosen ones, and ones composed at random."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import numpy as np

from mathlib.iteration import iterate

points = np.linspace(-2.0, 3.0, 7)
table = np.array([[1.0, -2.0, 0.5], [0.0, 3.0, -1.0]])

#: name -> function(rate, start, n), of a number, two numbers and a whole number.
CHOSEN: dict[str, Callable[..., Any]] = {
    "broadcast": lambda a, w, n: (a + points)[:, None] * w + np.reshape(w, (1, 2)),
    "outer of a row and a column": lambda a, w, n: np.reshape(w, (2, 1)) - np.reshape(w, (1, 2)),
    "middle axis": lambda a, w, n: table[:, None, :] * np.reshape(w, (1, 2, 1)) + table[0],
    "empty": lambda a, w, n: np.concatenate([w[:0] * points[:1], np.sum(w[:0]) + np.zeros(1)]),
    "empty against one": lambda a, w, n: (w[:0] + a, np.reshape(w[:0], (0, 1)) * points),
    "sum of an empty axis": lambda a, w, n: np.sum(np.zeros((2, 0)) * a, axis=1),
    "mean of nothing": lambda a, w, n: np.mean(w[:0]) + a,
    "sums": lambda a, w, n: (
        np.sum(table * a, axis=0),
        np.sum(table * a, axis=1, keepdims=True),
        np.mean(table * a),
        np.sum(table * a, axis=()),
        np.mean(table * a, axis=(0, 1), keepdims=True),
    ),
    "moved": lambda a, w, n: (
        np.transpose(table * a),
        np.flip(table * a, 1),
        np.roll(table * a, 2),
        np.tile(w, 3),
        np.repeat(w, [2, 3]),
        (table * a)[::-1, [2, 0]],
        (table * a)[table > 0],
        w[None, ..., 0],
    ),
    "stacked": lambda a, w, n: np.stack([w, a * w, np.ones(2)], axis=1),
    "joined": lambda a, w, n: np.concatenate([w, points, np.stack([a])]),
    "picked": lambda a, w, n: (
        (points + 0 * n)[n],
        np.take(table * a, n, axis=1),
        (table * a)[:, n, None],
        np.take(points * a, n),
    ),
    "chosen": lambda a, w, n: np.where(
        points < a, np.sin(points * a), np.where(points > 1, w[0], w[1])
    ),
    "conditions": lambda a, w, n: (
        (points < a) & ~(points > w[0]) | (points == 0),
        np.sum((points < a) + (points > 1)),
        np.mean(points < a),
        (points < a) * (points > w[0]),
        (points <= a) / (points >= w[0]),
    ),
    "whole numbers": lambda a, w, n: (
        n + 1,
        n - 3,
        -n,
        0 * -n,
        1 / (n * 0 * -1),
        n * n / 7,
        n**2,
        2.0**n,
        abs(-n),
        n / (n - 2),
        np.minimum(n, 1),
        np.maximum(n, a),
        np.where(n > 2, n, -n),
        np.sign(n),
        np.sqrt(n),
        np.sum(n + np.arange(3)),
    ),
    "powers": lambda a, w, n: (
        points**2,
        points**3,
        np.abs(points) ** a,
        points**-1.0,
        a**points,
        points ** np.arange(7.0),
    ),
    "overflow": lambda a, w, n: (
        np.exp(1e3 * a),
        -np.exp(1e3 * a) * 0,
        np.log(-a),
        np.log(0 * a),
        1e308 * w * 10,
    ),
    "clipped": lambda a, w, n: (
        np.clip(points * a, -1, 1),
        np.clip(points, w[0], None),
        np.isnan(np.log(points * a)),
    ),
    "lengths": lambda a, w, n: (np.linalg.norm(w), np.linalg.norm(table * a, axis=1), np.dot(w, w)),
    "descent": lambda a, w, n: iterate(lambda v, k: v - a * np.stack([v[0], 10 * v[1]]), w, 20),
    "number": lambda a, w, n: iterate(lambda v, k: v - a * np.cos(v), w[0], 10),
    "whole start": lambda a, w, n: iterate(lambda v, k: v / 2 + k * a, n, 5),
    "momentum": lambda a, w, n: iterate(
        lambda s, k: (s[0] - a * s[1], 0.9 * s[1] + np.sin(s[0])), (w, np.zeros(2)), 12
    ),
    "swap": lambda a, w, n: iterate(lambda s, k: (s[1], s[0]), (w, a * w), 5),
    "rotation of three": lambda a, w, n: iterate(
        lambda s, k: (s[1], s[2], s[0] + k), (a, w[0], 2.0 * a), 7
    ),
    "the same twice": lambda a, w, n: iterate(lambda s, k: (s[1], s[1]), (w, a * w), 3),
    "a constant": lambda a, w, n: iterate(lambda v, k: 3, a, 3),
    "a condition": lambda a, w, n: iterate(lambda v, k: v > 0, a - 0.3, 3),
    "the captured value": lambda a, w, n: iterate(lambda v, k: w, a * w, 3),
    "the step's number": lambda a, w, n: iterate(lambda v, k: k * a, a, 4),
    "picked by the step": lambda a, w, n: iterate(lambda v, k: v + (points + 0 * k)[k] * a, a, 6),
    "beyond the end": lambda a, w, n: iterate(
        lambda v, k: np.where(k < 7, (points + 0 * k)[np.minimum(k, 6)], v) * a, a, 9
    ),
    "no steps": lambda a, w, n: iterate(lambda v, k: v * 2, w, 0),
    "no steps of two": lambda a, w, n: iterate(lambda v, k: v, (w, a), 0),
    "spread in a loop": lambda a, w, n: iterate(
        lambda v, k: v * a + np.reshape(w, (2, 1)) + np.reshape(v[0], (1, 2)), np.stack([w, w]), 4
    ),
    "parts of the other state": lambda a, w, n: iterate(
        lambda s, k: (s[1][1], np.stack([s[0], s[1][0]])), (a, w), 5
    ),
    "the state itself": lambda a, w, n: iterate(lambda v, k: v[:], w, 3),
    "nested": lambda a, w, n: iterate(
        lambda v, k: iterate(lambda u, j: u - a * v + k * j, v * k, 3)[-1] / 4, w, 4
    ),
    "nested on the outer state": lambda a, w, n: iterate(
        lambda v, k: v + np.sum(iterate(lambda u, j: u * a + v[0] * k, v[1], 3)), w, 3
    ),
    "loop of a loop": lambda a, w, n: iterate(
        lambda v, k: v * a + 1, iterate(lambda v, k: v + a, w, 3), 2
    ),
    "a list as the next state": lambda a, w, n: iterate(lambda v, k: [v[1], a * v[0]], w, 4),
    "an empty state": lambda a, w, n: iterate(lambda v, k: v * a, w[:0], 3),
}

_UNARY = (np.negative, np.absolute, np.sign, np.sqrt, np.exp, np.sin, np.tanh, np.floor, np.square)
_BINARY = (np.add, np.subtract, np.multiply, np.divide, np.minimum, np.maximum, np.less, np.equal)


def _copied(a: Any) -> Any:
    """Lay a view out anew: NumPy adds the elements of a view in the order of its memory."""
    return np.reshape(np.ravel(a), np.shape(a))


def _step(choose: random.Random, pool: list[Any]) -> Any:
    a, b, c = (choose.choice(pool) for _ in range(3))
    kind = choose.randrange(9)
    if kind == 0:
        return choose.choice(_UNARY)(a * 1.0)
    if kind == 1:
        function = choose.choice(_BINARY)
        return function(a * 1.0 if function is np.subtract else a, b)  # True - True is an error
    if kind == 2:
        return np.where(a < b, b, c * 1.0)
    if kind == 3:
        axis = choose.choice([None, *range(-np.ndim(a), np.ndim(a))])
        return choose.choice((np.sum, np.mean))(a, axis=axis, keepdims=choose.random() < 0.5)
    if kind == 4 and np.ndim(a):
        return _copied(
            a[choose.choice([0, -1, slice(None, None, -1), (..., None), slice(1, None)])]
        )
    if kind == 5:
        return _copied(np.transpose(a))
    if kind == 6:
        return np.stack([a * 1.0, a / 2], axis=choose.randrange(np.ndim(a) + 1))
    if kind == 7:
        return np.concatenate([np.ravel(a), np.ravel(b * 1.0)])[:6]
    factor, steps = choose.uniform(-1, 1), choose.randrange(4)
    return iterate(lambda v, k: np.sin(v) * factor + k * np.mean(b), a * 1.0, steps)[-1]


def composed(seed: int) -> Callable[..., Any]:
    """Return a function of (rate, start, n), composed at random from the seed."""

    def function(a: Any, w: Any, n: Any) -> tuple[Any, ...]:
        choose = random.Random(seed)
        pool = [a, w, n, np.stack([w, w * a, w + n]), np.float64(0.5)]
        for _ in range(8):
            try:
                made = _step(choose, pool)
            except (ValueError, IndexError):  # shapes that do not fit, on both sides alike
                continue
            if np.size(made) and np.size(made) < 100:
                pool.append(made)
        return tuple(pool[5:])

    return function


def flat(results: Any) -> list[Any]:
    """Return a function's results, one array or several of them, as a list."""
    return list(results) if isinstance(results, tuple | list) else [results]
