"""Formulas as the page draws them, measured, and beside KaTeX."""
