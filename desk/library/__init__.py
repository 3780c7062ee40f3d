"""The library of pictures and files at the desk: what it lists, and what uses a file."""
