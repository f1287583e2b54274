"""From verdicts and measures to one score and the few things worth doing next."""
