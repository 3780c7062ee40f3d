"""Measure formulas as browsers draw them, and compare them with KaTeX."""
