"""What an import does with files that this system wrote, beside the usual."""
