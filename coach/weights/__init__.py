"""Weights of the neural networks: which there are, where they are, whether they are intact."""
