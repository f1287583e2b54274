"""What a command's exit says to whoever started it."""

FAILED, USAGE, INTERRUPTED = 1, 2, 130
"""What went wrong was explained; the program was started in a way that cannot work; Ctrl+C, as shells have it."""
