"""Runs all benchmarks: `make bench`. Ratios come first; no test depends on them."""

from . import autodiff, frames, sizes

sizes.report()
print()
frames.report()
print()
autodiff.main()
