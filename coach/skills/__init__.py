"""Hears ways of reasoning in an answer: reasons, baselines, conditions, unknowns, impact."""
