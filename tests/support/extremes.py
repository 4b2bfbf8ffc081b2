"""Extreme-value tables of SciPy and scikit-learn, with the tolerances that they set themselves.

scikit-learn's table of losses is read from where it is installed. SciPy's numbers
stand inside its tests, so they are written here as there, each with the name of its test in
`scipy/special/tests` (SciPy 1.17.1); they were computed with mpmath.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from sklearn._loss import HalfBinomialLoss, HalfMultinomialLoss
from sklearn._loss.tests import test_loss as sklearn_tests

from mathlib import activations, costs, distributions

inf, nan = np.inf, np.nan


def _sklearn_rows(loss: type) -> list[list[Any]]:
    """Return scikit-learn's rows: label, logit, loss, gradient, curvature (nan: not tested)."""
    (mark,) = sklearn_tests.test_loss_on_specific_values.pytestmark
    rows = [row[1:] for row in mark.args[1] if isinstance(row[0], loss)]
    return [[nan if v is None else v for v in row] for row in rows]


LOGISTIC = np.array(_sklearn_rows(HalfBinomialLoss), dtype=float)
_of_classes = _sklearn_rows(HalfMultinomialLoss)
#: The rows that hold all three numbers: logits from -1e20 to 1e20.
WHOLE = LOGISTIC[~np.isnan(LOGISTIC).any(axis=1)]


class Table(NamedTuple):
    """What a function must give: each element within rtol of it, or within atol."""

    function: Callable[..., Any]
    arguments: tuple[np.ndarray, ...]
    expected: np.ndarray
    rtol: float
    atol: float = 0.0


def passed(found: Any, expected: Any, rtol: float, atol: float = 0.0) -> np.ndarray:
    """Return for each element whether it passes; nan and the infinities must be themselves."""
    found, expected = np.broadcast_arrays(np.asarray(found, float), expected)
    same = (found == expected) | (np.isnan(found) & np.isnan(expected))
    with np.errstate(invalid="ignore"):
        near = np.abs(found - expected) <= np.maximum(rtol * np.abs(expected), atol)
    return same | (np.isfinite(expected) & near)


def _table(function, arguments, expected, rtol, atol=0.0) -> Table:
    arrays = tuple(np.asarray(a, dtype=float) for a in arguments)
    return Table(function, arrays, np.asarray(expected, dtype=float), rtol, atol)


_label, _logit, _loss, _gradient, _curvature = WHOLE.T
_random = np.random.default_rng(3298432985245)
_ends = [(-100, -37), (-37, 18), (18, 33.3), (33.33, 100)]
_digits = [0.03205860328008499, 0.08714431874203256, 0.23688281808991013, 0.6439142598879722]
_logarithms = [-3.4401896985611953, -2.4401896985611953, -1.4401896985611953, -0.44018969856119533]
_far = np.array([[-25.0, 0.0, 25.0, 50.0], [1.0, 325.0, 749.0, 750.0]])
_far_digits = np.array([
    [2.678636961770877e-33, 1.9287498479371314e-22, 1.3887943864771144e-11, 0.999999999986112],
    [0.0, 1.9444526359919372e-185, 0.2689414213699951, 0.7310585786300048],
])  # fmt: skip
_wide = np.array([88, 89, 709, 710, 11356, 11357.0])
_signed = [-0.0, -0.5, -1.0, 0.0, 0.5, 1.0]
_pairs = np.array([(x, y) for x in _signed for y in _signed]).T


def _rel_entr(x, y):  # as test_basic.py says it, test_rel_entr
    if x > 0 and y > 0:
        return x * np.log(x / y)
    return 0 if x == 0 and y >= 0 else inf


#: Elementwise functions, and those of the last axis.
TABLES: dict[str, Table] = {
    "logistic loss (scikit-learn)": _table(
        costs.logistic_loss, LOGISTIC[:, [1, 0]].T, LOGISTIC[:, 2], 1e-15, 1e-15
    ),
    "logistic slope (scikit-learn)": _table(
        costs.logistic_slope, (_logit, _label), _gradient, 1e-15, 1e-15
    ),
    "logistic curvature (scikit-learn)": _table(
        activations.sigmoid_slope, (_logit,), _curvature, 1e-15, 1e-15
    ),
    "cross-entropy (scikit-learn)": _table(
        costs.cross_entropy,
        ([row[1] for row in _of_classes], [row[0] for row in _of_classes]),
        [row[2] for row in _of_classes], 1e-15, 1e-15,
    ),
    "logit (test_logit.py, test_float64)": _table(
        activations.logit,
        (np.concatenate([np.linspace(0, 1, 10), [1e-8, 0.4999999999999, 0.50000000001]]),),
        [-inf, -2.079441541679836, -1.252762968495368, -0.6931471805599454, -0.22314355131420985,
         0.22314355131420985, 0.6931471805599452, 1.2527629684953674, 2.0794415416798353, inf,
         -18.420680733952366, -3.999023334699814e-13, 4.000000330961484e-11],
        16 * 2.0**-52,
    ),
    "logit outside (test_logit.py, test_nan)": _table(
        activations.logit, ([-3.0, -2.0, 2.0, 3.0],), [nan] * 4, 0
    ),
    "sigmoid (test_logit.py, test_large)": _table(
        activations.sigmoid, ([*_wide, *-_wide],), [1.0] * 6 + [0.0] * 6, 1e-7, 1e-20
    ),
    "log sigmoid, far below (test_logit.py, test_large_negative)": _table(
        activations.log_sigmoid, ([-1e4, -750, -500, -35],), [-1e4, -750, -500, -35], 0
    ),
    "log sigmoid, far above (test_logit.py, test_large_positive)": _table(
        activations.log_sigmoid, ([750, 1000, 10000],), [0, 0, 0], 0
    ),
    "log sigmoid (test_logit.py, test_basic_float64)": _table(
        activations.log_sigmoid,
        ([-32, -20, -10, -3, -1, -0.1, -1e-9, 0, 1e-9, 0.1, 1, 10, 100, 500, 710, 725, 735],),
        [-32.000000000000014, -20.000000002061153, -10.000045398899218, -3.048587351573742,
         -1.3132616875182228, -0.7443966600735709, -0.6931471810599453, -0.6931471805599453,
         -0.6931471800599454, -0.6443966600735709, -0.3132616875182228, -4.539889921686465e-05,
         -3.720075976020836e-44, -7.124576406741286e-218, -4.47628622567513e-309,
         -1.36930634e-315, -6.217e-320],
        1e-15,
    ),
    "softplus (test_basic.py, TestSoftplus)": _table(
        activations.softplus,
        (np.stack([_random.uniform(*ends, size=3) for ends in _ends]),),
        [[1.692721323272333e-42, 7.42673911145206e-41, 8.504608846033205e-35],
         [1.8425343736349797, 9.488245799395577e-15, 7.225195764021444e-08],
         [31.253760266045106, 27.758244090327832, 29.995959179643634],
         [73.26040086468937, 76.24944728617226, 37.83955519155184]],
        2e-15,
    ),
    "log-sum-exp of large logits (test_logsumexp.py, test_logsumexp)": _table(
        activations.log_sum_exp, ([1000.0, 1000.0],), 1000.0 + np.log(2.0), 1.5e-8
    ),
    "log-sum-exp of 1000 equals (test_logsumexp.py, test_logsumexp)": _table(
        activations.log_sum_exp, (np.full(1000, 1e4),), 10000.0 + np.log(1000), 1.5e-8
    ),
    "log-sum-exp of 200 (test_logsumexp.py, test_logsumexp)": _table(
        activations.log_sum_exp, (np.arange(200.0),), np.log(np.sum(np.exp(np.arange(200.0)))),
        1.5e-8,
    ),
    "log-sum-exp of sizes apart (test_logsumexp.py, test_logsumexp)": _table(
        activations.log_sum_exp, ([[1e10, 1e-10], [-1e10, -inf]],), [1e10, -1e10], 1.5e-8
    ),
    "log-sum-exp of one infinity (test_logsumexp.py, test_logsumexp)": _table(
        activations.log_sum_exp, ([[inf], [-inf], [nan]],), [inf, -inf, nan], 0
    ),
    "log-sum-exp of infinities (test_logsumexp.py, test_gh22601)": _table(
        activations.log_sum_exp, ([[-inf, -inf], [-inf, inf], [inf, -inf], [inf, inf]],),
        [-inf, inf, inf, inf], 0,
    ),
    "log-sum-exp where one rules (test_logsumexp.py, test_gh18295)": _table(
        activations.log_sum_exp, ([0.0, -40.0],), np.logaddexp(0.0, -40.0), 1.5e-8
    ),
    "softmax (test_logsumexp.py, test_softmax_fixtures)": _table(
        activations.softmax, ([[1000.0, 0, 0, 0], np.arange(4.0), np.arange(4.0) + 100],),
        [[1, 0, 0, 0], _digits, _digits], 1e-13,
    ),
    "softmax of two (test_logsumexp.py, test_softmax_fixtures)": _table(
        activations.softmax, ([[1.0, 1.0], [0.0, 1.0]],),
        [[0.5, 0.5], [1 / (1 + np.e), np.e / (1 + np.e)]], 1e-13,
    ),
    "softmax far apart (test_logsumexp.py, test_softmax_multi_axes)": _table(
        activations.softmax, (_far,), _far_digits, 1e-13
    ),
    "log softmax far apart (test_logsumexp.py, test_log_softmax_basic)": _table(
        activations.log_softmax, ([1000.0, 1.0],), [0.0, -999.0], 1e-13
    ),
    "log softmax (test_logsumexp.py, test_log_softmax_translation)": _table(
        activations.log_softmax, ([np.arange(4.0), np.arange(4.0) + 100],),
        [_logarithms, _logarithms], 1e-13,
    ),
    "log softmax of equals (test_logsumexp.py, test_axes)": _table(
        activations.log_softmax, ([1000.0, 1000.0],), [np.log(0.5)] * 2, 1e-13
    ),
    "p log q (test_basic.py, test_xlogy)": _table(
        lambda p, q: costs.times(p, np.log(q)), ([0, 0, 0, 1], [0, nan, inf, 2]),
        [0, nan, 0, np.log(2)], 1e-13, 1e-13,
    ),
    "entropy's terms (test_basic.py, test_entr)": _table(
        distributions.entropy_terms,
        ([-0.0, -0.5, -1.0, -inf, 0.0, 0.5, 1.0, inf],),
        [0.0, -inf, -inf, -inf, 0.0, 0.5 * np.log(2), 0.0, -inf],
        1e-13, 1e-13,
    ),
    "KL's terms (test_basic.py, test_rel_entr)": _table(
        distributions.divergence_terms, _pairs,
        [_rel_entr(x, y) for x, y in _pairs.T], 1e-13, 1e-13,
    ),
    "KL's terms near each other (test_basic.py, test_rel_entr_gh_20710_near_zero)": _table(
        distributions.divergence_terms,
        np.array([(0.9456657713430001, 0.9456657713430094),
                  (0.48066098564791515, 0.48066098564794774),
                  (0.786048657854401, 0.7860486578542367)]).T,
        [-9.325873406851269e-15, -3.258504577274724e-14, 1.6431300764454033e-13], 1e-13,
    ),
    "KL's terms that overflow (test_basic.py, test_rel_entr_gh_20710_overflow)": _table(
        distributions.divergence_terms,
        np.array([(4, 2.22e-308), (1e-200, 1e200), (2.22e-308, 1e15)]).T,
        [2839.139983229607, -9.210340371976183e-198, -1.6493212008074475e-305], 1e-13,
    ),
}  # fmt: skip
