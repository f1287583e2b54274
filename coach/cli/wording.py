"""How numbers of things are said on the command line."""


def count(number: int, thing: str, things: str = "") -> str:
    """Say how many there are, for instance `1 attempt` or `2 copies`.

    Args:
        number: How many.
        thing: What one is called.
        things: What several are called; empty adds an s.
    """
    return f"{number:,} {thing if number == 1 else things or f'{thing}s'}"
