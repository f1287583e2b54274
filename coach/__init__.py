"""Practise spoken machine-learning interview answers; everything stays on this machine."""

__version__ = "0.1.0"
