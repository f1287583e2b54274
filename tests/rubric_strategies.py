"""Valid questions of any kind, for property tests."""

from hypothesis import strategies as st

from coach.domain.rubric import Alias, Difficulty, FollowUp, KeyPoint, Rubric
from coach.plain import without_hidden

IDS = st.text("abcxyz019-", min_size=1, max_size=20)
CHARACTERS = st.one_of(
    st.sampled_from("ab cD .,\"'\\#[]={}\n-é–🙂"),
    st.characters(codec="utf-8"),
)


def _line(text: str) -> str:
    return " ".join(text.split())


LINES = st.text(CHARACTERS, min_size=1, max_size=30).map(without_hidden).map(_line).filter(bool)
OPTIONAL_LINES = st.one_of(st.just(""), LINES)


def _block(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


BLOCKS = st.text(CHARACTERS, max_size=200).map(without_hidden).map(_block).map(_block)
"""Twice, because taking out a line can leave another one at the edge."""


@st.composite
def key_points(draw: st.DrawFn, point_id: str) -> KeyPoint:
    """Draw a key point with this id."""
    point = draw(LINES)
    others = draw(st.lists(LINES, max_size=5, unique_by=str.casefold))
    others = [each for each in others if each.casefold() != point.casefold()]
    cut = draw(st.integers(0, len(others)))
    return KeyPoint(
        id=point_id,
        point=point,
        importance=draw(st.one_of(st.just(1.0), st.floats(0.01, 1000.0))),
        also=tuple(others[:cut]),
        mistakes=tuple(others[cut:]),
        threshold=draw(st.one_of(st.none(), st.floats(0.0, 1.0))),
    )


@st.composite
def rubrics(draw: st.DrawFn, question_id: str = "q") -> Rubric:
    """Draw a question with this id."""
    ids = draw(st.lists(IDS, min_size=1, max_size=4, unique=True))
    terms = draw(st.lists(LINES, max_size=3, unique=True))
    shortest = draw(st.floats(0.5, 100.0))
    return Rubric(
        id=question_id,
        question=draw(LINES),
        key_points=tuple(draw(key_points(each)) for each in ids),
        spoken=draw(OPTIONAL_LINES),
        topic=draw(OPTIONAL_LINES),
        chapter=draw(OPTIONAL_LINES),
        seconds=(shortest, shortest + draw(st.floats(0.5, 100.0))),
        difficulty=draw(st.sampled_from(Difficulty)),
        model_answer=draw(BLOCKS),
        reference=draw(BLOCKS),
        aliases=tuple(
            Alias(term, tuple(draw(st.lists(LINES, min_size=1, max_size=3, unique_by=str.casefold)))) for term in terms
        ),
        follow_ups=tuple(
            FollowUp(each, draw(LINES), draw(OPTIONAL_LINES))
            for each in draw(st.permutations(ids))
            if draw(st.booleans())
        ),
    )
