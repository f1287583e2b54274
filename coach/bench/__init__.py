"""Measures the program itself: how well it hears, and how soon a result is there."""
