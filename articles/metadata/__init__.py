"""What pages say of themselves: share images and JSON-LD."""
