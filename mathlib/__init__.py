"""The mathematics behind neural networks, in plain NumPy.

One small module holds the formulas of one subject. The chapters import them and retype nothing.
"""
