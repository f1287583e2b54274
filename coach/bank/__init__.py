"""The questions: TOML files to rubrics, shipped ones with the user's own laid over them."""
