from fakes import fake_judge

from coach.content.judge import Judge
from coach.domain.rubric import KeyPoint, Rubric
from coach.practice.lint.lint_rubric import lint_rubric

JUDGE = fake_judge()
WORDS = "lasso drives many weights exactly to zero"
RUBRIC = Rubric(
    "l1",
    "What helps?",
    (
        KeyPoint(
            "sparse",
            WORDS,
            also=("useless columns vanish with weights at zero",),
            mistakes=("lasso drives no weights exactly to zero",),
        ),
        KeyPoint("zeros", "lasso drives many weights right to zero"),
        KeyPoint("depends", "the best choice depends on your data"),
    ),
    model_answer=f"Frobnicate. {WORDS}.",
)
FOREIGN = tuple(
    Rubric(
        f"q{at}",
        "Why?",
        (KeyPoint("own", "trees split nodes until every leaf stays pure"),),
        model_answer="Trees split nodes until every leaf stays pure. The best choice depends on your data.",
    )
    for at in range(3)
)


class OneWord:
    """Does not know how to say one word."""

    def unknown_words(self, text: str) -> tuple[str, ...]:
        return ("Frobnicate",) if "Frobnicate" in text else ()

    def pronounce(self, text: str) -> str:
        return text.replace("Frobnicate", "?")


def whats(judge: Judge | None, pronouncer: OneWord | None) -> list[str]:
    return [doubt.what for doubt in lint_rubric(RUBRIC, FOREIGN, judge, pronouncer)]


def test_every_lint_has_its_say() -> None:
    found = "\n".join(whats(JUDGE, OneWord()))
    for said in (
        "(depends) is missed in the question's own `model_answer`",
        "(depends) is so general",
        "`key_points[1].mistakes[1]` (sparse) is nearer to the point",
        '`model_answer` has "Frobnicate"',
    ):
        assert said in found


def test_without_a_judge_only_the_voice_has_a_say_and_the_other_way_round() -> None:
    (only,) = whats(None, OneWord())
    assert "Frobnicate" in only
    assert len(whats(JUDGE, None)) == len(whats(JUDGE, OneWord())) - 1
    assert whats(None, None) == []
