"""What is left of a pasted text: what could have been typed."""

import unicodedata


def without_control_signs(text: str) -> str:
    """Take out what steers a terminal instead of being seen; lines and tabs stay, with one sign for each line's end.

    Args:
        text: As it was pasted.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"})
