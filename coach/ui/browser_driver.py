"""Draws the screen for a browser, through the server that started this process."""

from textual import messages
from textual.drivers.web_driver import WebDriver


class BrowserDriver(WebDriver):
    """Textual's own driver for browsers, which ends the program when nobody is left to send keys."""

    def run_input_thread(self) -> None:
        """Hand on keys until the server is gone, also where it was killed; then leave as on its word."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.post_message(messages.ExitApp())
