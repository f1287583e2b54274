"""What an answer said: key points found, with the words that prove it."""
