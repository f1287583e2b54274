"""How an answer was said: pure functions from a transcript to pace, pauses and disfluencies."""
