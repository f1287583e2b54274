"""The same screen in a browser on this machine."""
