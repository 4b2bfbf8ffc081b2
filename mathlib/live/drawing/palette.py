"""The book's colours and matplotlib style: one visual language for every figure.

Each colour has a name, a light value that matplotlib draws with, and a dark value. The
page swaps them by CSS variable, so one SVG serves both themes. The series colours keep
apart for colour-blind eyes (after Okabe and Ito, 2008) and reach a contrast of 3 : 1
with the page in both themes.
"""

from __future__ import annotations

from matplotlib import colormaps
from matplotlib.colors import LinearSegmentedColormap

#: name -> (light, dark)
COLOURS: dict[str, tuple[str, str]] = {
    "paper": ("#ffffff", "#14181e"),
    "ink": ("#1f2430", "#e6e9ef"),
    "muted": ("#5b6472", "#a3adbb"),
    "faint": ("#d5dae1", "#363f4b"),
    "blue": ("#0b6bb8", "#5fb3f4"),
    "orange": ("#c4500a", "#ff9a52"),
    "green": ("#0a7f5c", "#43c59e"),
    "pink": ("#b03a86", "#f08ac8"),
    "gold": ("#8f6a00", "#e3b93c"),
}

paper, ink, muted, faint, blue, orange, green, pink, gold = (
    light for light, _dark in COLOURS.values()
)

#: The order in which lines take their colours.
SERIES = (blue, orange, green, pink, gold)

#: Colour maps: name -> the palette's colours from the lowest value to the highest. In the
#: page they follow the theme: paper is always the ground, whatever its colour.
COLOUR_MAPS: dict[str, tuple[str, ...]] = {
    "live-sequential": ("paper", "blue"),
    "live-diverging": ("blue", "paper", "orange"),
    "live-grey": ("paper", "ink"),
    "live-ground": ("blue", "faint", "gold"),
}

sequential, diverging, grey, ground = (
    LinearSegmentedColormap.from_list(name, [COLOURS[stop][0] for stop in stops])
    for name, stops in COLOUR_MAPS.items()
)
for _map in (sequential, diverging, grey, ground):
    colormaps.register(_map, force=True)

#: What matplotlib is told before it draws a live figure. The last four keep the SVG the
#: same from run to run, its text as text, and every vertex in its path.
STYLE = {
    "figure.facecolor": "none",
    "figure.dpi": 72,
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.w_pad": 0.08,
    "figure.constrained_layout.h_pad": 0.11,
    "font.size": 12,
    "axes.titlesize": 13,
    "axes.titlelocation": "left",
    "axes.labelsize": 12,
    "axes.facecolor": "none",
    "axes.edgecolor": muted,
    "axes.labelcolor": ink,
    "axes.titlecolor": ink,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.unicode_minus": True,
    "axes.axisbelow": True,
    "grid.color": faint,
    "grid.linewidth": 0.8,
    "text.color": ink,
    "xtick.color": muted,
    "ytick.color": muted,
    "xtick.labelsize": 11,
    "ytick.labelsize": 11,
    "lines.linewidth": 2,
    "lines.markersize": 5,
    "patch.linewidth": 0.8,
    "legend.frameon": False,
    "legend.fontsize": 11,
    "image.cmap": sequential.name,
    "image.interpolation": "none",
    "image.composite_image": False,
    "contour.negative_linestyle": "solid",
    "scatter.edgecolors": "none",
    "svg.fonttype": "none",
    "svg.hashsalt": "live-figure",
    "path.simplify": False,
    "axes.formatter.use_mathtext": False,
}
