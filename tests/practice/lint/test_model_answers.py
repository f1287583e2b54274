from collections.abc import Sequence

from fakes import DECISION, FakeEmbedder, FakeReader

from coach.content.encoder import Encoder
from coach.content.judge import Compared, Judge
from coach.domain.rubric import Rubric
from coach.domain.transcript import Transcript
from coach.practice.lint.model_answers import ModelAnswers


class Counting(Judge):
    """Remembers how many answers it prepared."""

    heard = 0

    def hear(self, rubric: Rubric, transcripts: Sequence[Transcript]) -> tuple[Compared, ...]:
        self.heard += len(transcripts)
        return super().hear(rubric, transcripts)


def question(name: str, answer: str) -> Rubric:
    return Rubric(name, "Why?", (), model_answer=answer)


def test_an_answer_is_prepared_once_however_often_it_is_asked_for() -> None:
    judge = Counting(Encoder(FakeEmbedder(), FakeReader()), DECISION)
    answers = ModelAnswers(judge)
    one, other = question("one", "Trees split nodes."), question("other", "Nets have layers.")
    first = answers.hear([one, other])
    assert [each.said.words for each in first] == [("trees", "split", "nodes"), ("nets", "have", "layers")]
    assert answers.hear([other, one]) == (first[1], first[0])
    assert judge.heard == 2


def test_an_answer_that_was_edited_is_prepared_anew() -> None:
    answers = ModelAnswers(Counting(Encoder(FakeEmbedder(), FakeReader()), DECISION))
    answers.hear([question("one", "Trees split nodes.")])
    (edited,) = answers.hear([question("one", "Trees grow deep.")])
    assert edited.said.words == ("trees", "grow", "deep")
