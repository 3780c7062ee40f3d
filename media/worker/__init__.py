"""Reading files with limits on time and memory, in a separate process that can be killed."""
