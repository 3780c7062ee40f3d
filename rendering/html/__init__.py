"""What authors may write in HTML: the one security boundary."""
