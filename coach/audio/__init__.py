"""Sound in and out: the sound card, the hand-over out of its callback, and audio files."""
