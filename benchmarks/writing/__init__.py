"""Parts of benchmarks/desk.py: texts to write, and a browser that writes them."""
