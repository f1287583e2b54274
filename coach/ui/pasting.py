"""What is left of a pasted text: what could have been typed."""

from coach.plain import without_hidden


def without_control_signs(text: str) -> str:
    """Take out what steers a terminal or hides; lines and tabs stay, with one sign for each line's end.

    Args:
        text: As it was pasted.
    """
    return without_hidden(text.replace("\r\n", "\n").replace("\r", "\n"))
