from coach.bank.update import compare_versions
from coach.domain.rubric import Alias, KeyPoint, Rubric
from coach.ui.screens.offers import offer_change

BASE = Rubric("q", "Why?", (KeyPoint("a", "One."),))
SHIPPED = Rubric(
    "q",
    "Why?",
    (KeyPoint("a", "One.", also=("Uno.", "Eins.")), KeyPoint("b", "Two.")),
    aliases=(Alias("RAG", ("rack",)),),
)
OWN = Rubric("q", "Why?", (KeyPoint("a", "One.", also=("Mine.",)),))


def test_each_change_shows_three_versions_and_whether_the_user_changed_the_same() -> None:
    offers = [offer_change(change, {"a": "One."}) for change in compare_versions(BASE, SHIPPED, OWN)]
    assert [(offer.title, offer.lines) for offer in offers] == [
        ("Accept: aliases", ("ships now: RAG = rack", "before: –", "yours: –")),
        (
            "Accept: also of “One.”",
            ("ships now: Uno.; Eins.", "before: –", "yours, edited: Mine."),
        ),
        ("Accept: a new key point", ("ships now: Two.", "before: –", "yours: –")),
    ]
