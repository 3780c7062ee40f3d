"""Engine: texts in, ranked ids and marked snippets out. It knows no article and no Django."""
