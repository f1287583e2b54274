"""Questions from and to Markdown, CSV and Anki's text export."""
