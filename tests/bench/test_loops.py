import pytest

from coach.bench.loops import count_loops


@pytest.mark.parametrize(
    ("said", "heard", "loops"),
    [
        ("it fits the noise", "it fits the noise the noise the noise", 1),
        ("it fits the noise", "it fits the noise the noise", 0),
        ("no no no it is", "no no no it is", 0),
        ("words words words words um", "words words words words words um", 0),
        ("no no no it is", "no no no no no no it is", 1),
        ("yes", "um um um um yes", 1),
        ("a", "b b b b c d c d c d", 2),
        ("one two three", "", 0),
        ("", "thank you thank you thank you", 1),
    ],
)
def test_three_copies_that_nobody_said_are_a_loop(said: str, heard: str, loops: int) -> None:
    assert count_loops(said.split(), heard.split()) == loops
