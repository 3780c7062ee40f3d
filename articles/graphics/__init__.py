"""Drawings: signal strips as SVG, share cards as PNG."""
