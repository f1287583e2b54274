"""An attempt or a history as text or JSON."""
