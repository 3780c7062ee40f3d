"""Compares two texts and merges three: values in, values out, without Django."""
