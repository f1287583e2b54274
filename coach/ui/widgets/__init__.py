"""The pieces that screens are made of; each is given its data and knows nothing of the others."""
