"""Runs all benchmarks: `make bench`. Ratios come first; no test depends on them."""

from . import autodiff, frames, sizes, training

sizes.report()
print()
frames.report()
print()
training.report()
print()
autodiff.main()
