"""What rendering keeps of a source, against what other people's programs make of it."""
