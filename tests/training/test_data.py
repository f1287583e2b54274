from data import COVERED, MODEL_ANSWERS, TOPICS, load_answers, load_questions

QUESTIONS = load_questions()


def test_hands_that_are_kept_for_development_are_left_out() -> None:
    hands = {answer.hand for answer in load_answers(QUESTIONS)}
    assert {"shipped-concepts", TOPICS, MODEL_ANSWERS} <= hands
    assert "shipped-concepts" not in {answer.hand for answer in load_answers(QUESTIONS, ["shipped-concepts"])}


def test_the_held_hands_are_not_trained_on() -> None:
    assert not any(answer.hand.startswith("fourth-hand") for answer in load_answers(QUESTIONS))


def test_the_words_of_a_point_are_where_they_are_said_to_be() -> None:
    answers = [answer for answer in load_answers(QUESTIONS) if answer.spans]
    assert len(answers) > 700
    assert all(0 <= start < end <= len(answer.text) for answer in answers for start, end in answer.spans.values())


def test_a_model_answer_makes_every_point() -> None:
    model = [answer for answer in load_answers(QUESTIONS) if answer.hand == MODEL_ANSWERS]
    assert len(model) == 41
    assert all(set(answer.labels.values()) == {COVERED} for answer in model)


def test_statements_on_a_shipped_question_go_by_its_rubric() -> None:
    assert all(point["point"] for question in QUESTIONS for point in question["key_points"])
