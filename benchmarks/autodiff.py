"""Value and gradient, ours against the same written by hand in NumPy, interleaved in one run.

Run `python benchmarks/autodiff.py`. Ratios come first; the budgets are 2.5 and 1.1.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

import numpy as np

from mathlib.autodiff import value_and_grad
from mathlib.graph import new_input


# ---------------------------------------------------------------- a 2-8-1 network, 200 points
def network_loss(parameters, x, y):
    w1, b1, w2, b2 = parameters
    hidden = np.tanh(x @ w1 + b1)
    return np.mean((hidden @ w2 + b2 - y) ** 2)


def network_by_hand(parameters, x, y):
    w1, b1, w2, b2 = parameters
    hidden = np.tanh(x @ w1 + b1)
    off = hidden @ w2 + b2 - y
    back = off * (2 / len(y))
    inside = (back @ w2.T) * (1 - hidden * hidden)
    slopes = x.T @ inside, inside.sum(axis=0), hidden.T @ back, back.sum(axis=0)
    return np.mean(off**2), slopes


def network(generator):
    shapes = (2, 8), (8,), (8, 1), (1,)
    parameters = tuple(generator.standard_normal(shape) for shape in shapes)
    return parameters, generator.standard_normal((200, 2)), generator.standard_normal((200, 1))


# ---------------------------------------------------------------- logistic regression, 1e6 rows
def logistic_loss(w, x, y):
    z = x @ w
    return np.mean(np.logaddexp(0, z) - y * z)


def logistic_by_hand(w, x, y):
    z = x @ w
    value = np.mean(np.logaddexp(0, z) - y * z)
    return value, (1 / (1 + np.exp(-z)) - y) @ x / len(y)


def logistic(generator):
    x = generator.standard_normal((1_000_000, 10))
    return generator.standard_normal(10), x, (x[:, 0] > 0).astype(float)


# ---------------------------------------------------------------- measuring
def interleaved(*calls: Callable[[], object], seconds: float = 4.0) -> list[float]:
    """Return each call's median time, in turns, so that a busy moment meets all of them."""
    times: list[list[float]] = [[] for _ in calls]
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(times[0]) < 5:
        for call, taken in zip(calls, times, strict=True):
            start = time.perf_counter()
            call()
            taken.append(time.perf_counter() - start)
    return [median(taken) for taken in times]


def side_by_side(name: str, ours: Callable, hand: Callable, arguments: tuple) -> None:
    for a, b in zip(_flat(ours(*arguments)), _flat(hand(*arguments)), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-9)
    mine, theirs = interleaved(lambda: ours(*arguments), lambda: hand(*arguments))
    print(f"{mine / theirs:8.2f}  {name:42}{mine * 1e6:12.1f}{theirs * 1e6:12.1f}")


def _flat(answer):
    value, slopes = answer
    return [value, *(slopes if isinstance(slopes, tuple) else [slopes])]


def recording_costs() -> None:
    """Print what one operation costs, recorded and plain, on eight numbers."""
    x, b = new_input(np.ones(8)), np.ones(8)
    operations = {
        "x * 2.0": lambda v: v * 2.0,
        "x + array": lambda v: v + b,
        "np.tanh(x)": np.tanh,
        "x ** 2": lambda v: v**2,
        "np.sum(x)": np.sum,
        "x @ x": lambda v: v @ v,
        "x[0]": lambda v: v[0],
        "np.where(x > 0, x, 0)": lambda v: np.where(v > 0, v, 0),
    }
    print(f"\n{'µs recorded':>12}{'µs plain':>10}")
    for name, operation in operations.items():
        recorded, plain = interleaved(
            lambda f=operation: [f(x) for _ in range(100)],
            lambda f=operation: [f(b) for _ in range(100)],
            seconds=0.5,
        )
        print(f"{recorded * 1e4:12.2f}{plain * 1e4:10.2f}  {name}")


def main() -> None:
    generator = np.random.default_rng(0)
    print(f"{'ratio':>8}  {'value and gradient':42}{'ours, µs':>12}{'by hand, µs':>12}")
    name = "network 2-8-1, 200 points"
    side_by_side(name, value_and_grad(network_loss), network_by_hand, network(generator))
    name = "logistic regression, 1e6 rows of 10"
    side_by_side(name, value_and_grad(logistic_loss), logistic_by_hand, logistic(generator))
    recording_costs()


if __name__ == "__main__":
    main()
