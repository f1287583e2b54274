"""What the user's own labels teach about a rubric: how far the judge agrees with them, and which changes would help."""
