"""Rendering under a limit, in a process that may be killed."""
