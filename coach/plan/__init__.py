"""What to practise next: when key points come back, the four weeks, today's session."""
