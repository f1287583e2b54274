"""Doubts about a question that only the judge and the voice can raise: each lint says what, where and what to do."""
