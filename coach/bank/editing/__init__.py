"""Changes a question's file and keeps everything else in it as it is: comments, order, wording of the TOML."""
