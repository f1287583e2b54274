"""How the encoder's difference and the judge's numbers are made; needs the extra `training`, nothing else does."""
