"""Calls a figure's function with recorded values, and notes what of the picture is live."""
