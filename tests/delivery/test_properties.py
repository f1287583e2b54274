"""What holds for any answer, however it was said."""

from hypothesis import given, settings
from hypothesis import strategies as st

from coach.delivery.fillers import filler_words
from coach.delivery.measure import measure_delivery
from coach.domain.delivery import Delivery, Phrase
from coach.domain.transcript import TimeSpan, Transcript, Word

TOKENS = (
    "um Uh, the the. a I we it it's is use, apply kind of, sort maybe think you know like, so because and very m- reg "
    "reg- regularized one 10% ROC-AUC … — that"
).split()


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    words, at = [], draw(st.floats(0.0, 3.0))
    for token in draw(st.lists(st.sampled_from(TOKENS) | st.text(min_size=1, max_size=6), max_size=40)):
        at += draw(st.sampled_from((0.0, 0.1, 0.4, 1.0)))
        words.append(Word(token, at, at + 0.3, spelled=draw(st.integers(0, 9)) > 0))
        at += 0.3
    speech: list[TimeSpan] = []
    for word in words:
        if speech and word.start - speech[-1].end < 0.05:
            speech[-1] = TimeSpan(speech[-1].start, word.end)
        else:
            speech.append(word.span)
    return Transcript(tuple(words), tuple(speech) if draw(st.booleans()) else (), total_seconds=at + 1.0)


def phrases(delivery: Delivery) -> tuple[tuple[Phrase, ...], ...]:
    return (delivery.hedges, delivery.repetitions, delivery.false_starts)


@given(transcripts())
@settings(max_examples=100, deadline=None)
def test_every_phrase_lies_within_the_answer_in_order_and_apart_from_its_kind(transcript: Transcript) -> None:
    delivery = measure_delivery(transcript)
    for found in (delivery.fillers, *phrases(delivery)):
        reached = -1
        for each in found:
            assert reached < each.first_word <= each.last_word < len(transcript.words)
            assert each.span.start == transcript.words[each.first_word].start
            assert each.span.end == transcript.words[each.last_word].end
            reached = each.last_word


@given(transcripts())
@settings(max_examples=100, deadline=None)
def test_no_other_kind_takes_a_fillers_word_for_its_own(transcript: Transcript) -> None:
    delivery = measure_delivery(transcript)
    fillers = filler_words(delivery.fillers)
    for found in phrases(delivery):
        assert not any({each.first_word, each.last_word} & fillers for each in found)
    assert not any(fillers.intersection(range(each.first_word, each.last_word + 1)) for each in delivery.hedges)


@given(transcripts())
@settings(max_examples=100, deadline=None)
def test_numbers_of_one_answer_agree_with_each_other(transcript: Transcript) -> None:
    delivery = measure_delivery(transcript)
    assert 0.0 <= delivery.speech_share <= 1.0 + 1e-9
    assert delivery.articulation_rate >= delivery.words_per_minute - 1e-9
    assert delivery.articulation_syllables_per_second >= delivery.syllables_per_second - 1e-9
    assert 0 <= delivery.spoken_words <= len(transcript.words)
    if transcript.words:
        stretch = delivery.longest_stretch
        assert stretch is not None
        assert stretch.seconds <= delivery.answer_seconds + 1e-9
        assert not any(pause.overlap(stretch) > 0 for pause in delivery.pauses)
    else:
        assert delivery.longest_stretch is None
