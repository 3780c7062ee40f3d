"""What the editor offers while one writes: LaTeX commands, emoji, titles of articles."""
