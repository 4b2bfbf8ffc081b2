"""The mathematics behind neural networks, in plain NumPy.

One small module holds the formulas of one chapter. The chapters import them and retype nothing.
"""
