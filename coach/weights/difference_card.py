"""A shipped difference in words: what it is, for which weights, from what it was made."""

from coach.weights.differences import MODEL_FILE, ShippedDifference, is_intact
from coach.weights.inventory import State


def difference_card(difference: ShippedDifference) -> str:
    """Write a difference's card, with whether its file is intact."""
    state = State.READY if is_intact(difference) else State.DAMAGED
    size = f"{difference.size / 1e6:.1f} MB"
    lines = [
        f"{difference.name}  difference  {size}  {difference.licence}  {state.value}",
        f"    what    {difference.title}",
        f"    for     {difference.base}, only where {MODEL_FILE} has the SHA-256 {difference.base_sha256}",
        f"    where   {difference.path}",
        *(f"    data    {each.name}, {each.licence}: {each.source}" for each in difference.data),
        f"    made    {difference.command} (seed {difference.seed})",
        f"    scores  {difference.scores}",
    ]
    return "\n".join(lines)
