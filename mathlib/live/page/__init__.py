"""Writes a recorded figure as HTML; in `runtime/` stands the JavaScript that moves it there."""
