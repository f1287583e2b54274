import pytest

from coach.bank.formats import write_csv
from coach.bank.imported import Draft, Found
from coach.bank.sheet import Role, UnknownColumnsError, parse_columns
from coach.bank.table import read_table
from coach.errors import RubricError


def test_a_table_goes_by_its_header_and_names_rows_that_are_too_short() -> None:
    imported = read_table('Points;Question\n"one\ntwo";Why?\nalone\n;;\n"";What?\n')
    assert imported.found == (Found(2, Draft("Why?", "", ("one", "two"))),)
    assert [(each.line, each.why) for each in imported.unread] == [
        (4, "it has too few columns"),
        (6, "there are no key points"),
    ]


def test_semicolons_separate_where_a_question_has_more_commas() -> None:
    imported = read_table('What are bias, variance and noise, and why?;Error.;"One\nTwo";Basics\nWhat?;So.;"A\nB";T\n')
    assert imported.found == (
        Found(1, Draft("What are bias, variance and noise, and why?", "Error.", ("One", "Two"), "Basics")),
        Found(3, Draft("What?", "So.", ("A", "B"), "T")),
    )


@pytest.mark.parametrize("first", ["sep=;\n", '"sep=;"\n', "SEP=;\n", ""])
def test_the_line_that_excel_writes_is_no_row(first: str) -> None:
    imported = read_table(f"{first}question;answer;points\nWhat is it?;A thing.;Small\n")
    assert imported.drafts == (Draft("What is it?", "A thing.", ("Small",)),)
    assert imported.unread == ()


@pytest.mark.parametrize(
    "header",
    [
        "Front,Back,Tags",
        "QUESTION,Answer,Category",
        "Prompt,Response,Deck",
        "Term,Definition,Topic",
        "Frage,Antwort,Thema",
    ],
)
def test_a_header_of_other_names_is_understood_and_said(header: str) -> None:
    imported = read_table(f"{header}\nWhat is a margin?,A distance.,svm\n")
    assert imported.found == (Found(2, Draft("What is a margin?", "A distance.", ("A distance.",), "svm")),)
    assert imported.remarks == (f"Line 1 names the columns: {header.replace(',', ', ')}.",)


def test_a_header_may_stand_below_a_title_and_again_further_down() -> None:
    imported = read_table("My cards;;\nQuestion;Answer;Points\nWhy?;So.;One\nQuestion;Answer;Points\nHow?;Thus.;Two\n")
    assert [(each.line, each.draft.question) for each in imported.found] == [(3, "Why?"), (5, "How?")]
    assert [(each.line, each.text, each.what) for each in imported.left_out] == [(1, "My cards", "a title")]
    assert imported.unread == ()


def test_key_points_may_have_a_column_each_and_other_columns_are_said() -> None:
    imported = read_table("No,Question,Answer,Key point 1,key_points_2,Source\n1,Why?,So.,One,Two,book\n")
    assert imported.drafts == (Draft("Why?", "So.", ("One", "Two")),)
    assert [(each.line, each.what, each.text) for each in imported.left_out] == [
        (1, "all of column 1", "No"),
        (1, "all of column 6", "Source"),
    ]


def test_cells_beyond_the_columns_are_said_with_their_line() -> None:
    imported = read_table("Why?,So.,One,T\nWhat?,This.,Two,T,more\n")
    assert len(imported.drafts) == 2
    assert [(each.line, each.what, each.text) for each in imported.left_out] == [(2, "column 5", "more")]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Karta,Svar\nVad är bias?,Fel\nVad är varians?,Spridning\n", "1 “Karta”, 2 “Svar”"),
        ("Karta,Answer\nVad är bias,Fel\n", "1 “Karta”, 2 “Answer”"),
        ("Question,Svar\nWhat is bias?,Fel\n", "1 “Question”, 2 “Svar”"),
        ("1,What is bias?,Error\n2,What is variance?,Spread\n", "1 “1”, 2 “What is bias?”, 3 “Error”"),
    ],
)
def test_a_header_that_does_not_say_enough_is_an_error_that_names_the_columns(text: str, shown: str) -> None:
    with pytest.raises(UnknownColumnsError) as caught:
        read_table(text)
    assert shown in caught.value.message
    assert "--columns=" in caught.value.hint


def test_a_single_unknown_column_is_worth_a_question_only_where_somebody_can_be_asked() -> None:
    text = "Question,Answer,Mnemonic\nWhy?,So.,Rhyme\n"
    assert [each.text for each in read_table(text).left_out] == ["Mnemonic"]
    with pytest.raises(UnknownColumnsError) as caught:
        read_table(text, ask=True)
    assert [(each.name, each.sample, each.role) for each in caught.value.columns] == [
        ("Question", "Why?", Role.QUESTION),
        ("Answer", "So.", Role.ANSWER),
        ("Mnemonic", "Rhyme", None),
    ]


def test_what_the_user_says_of_the_columns_counts() -> None:
    text = "Typ,Karta,Svar\nx,Vad är bias?,Fel\n"
    imported = read_table(text, parse_columns("-,question,answer"))
    assert imported.found == (Found(2, Draft("Vad är bias?", "Fel", ("Fel",))),)
    assert imported.remarks == ("Line 1 names the columns: Typ, Karta, Svar.",)
    assert [(each.line, each.text) for each in imported.left_out] == [(1, "Typ")]


@pytest.mark.parametrize("said", ["question", "answer,points", "question,question,answer", "question,anser", ""])
def test_columns_that_make_no_question_are_refused(said: str) -> None:
    with pytest.raises(RubricError):
        parse_columns(said)


def test_terms_and_definitions_without_a_header_are_all_questions() -> None:
    imported = read_table("Bias\tError from assumptions\nVariance\tHow far predictions move with the data\n")
    assert [each.question for each in imported.drafts] == ["Bias", "Variance"]


def test_the_marks_of_a_list_are_no_part_of_its_key_points() -> None:
    cell = (
        "- It splits\n* It is greedy\n1. It overfits\n• It is fast\n– [x] It is\n   pruned\n(b) It stops\n-1 is less\n2"
    )
    assert read_table(f'question,points\nWhy?,"{cell}"\n').drafts[0].points == (
        "It splits",
        "It is greedy",
        "It overfits",
        "It is fast",
        "It is pruned",
        "It stops",
        "-1 is less",
        "2",
    )
    assert read_table("question,points\nWhy?,• One • Two\n").drafts[0].points == ("One", "Two")


def test_text_with_signs_for_less_and_greater_stays_as_it_is() -> None:
    imported = read_table(
        "When is n<k a problem?\tBecause k>n then a<b holds\tp<q always; then r>s\nIs a<b>c?\tx\t<y> & z\n"
    )
    assert imported.drafts == (
        Draft("When is n<k a problem?", "Because k>n then a<b holds", ("p<q always; then r>s",)),
        Draft("Is a<b>c?", "x", ("<y> & z",)),
    )


def test_html_loses_its_tags_and_a_list_on_the_back_becomes_points() -> None:
    imported = read_table(
        "#separator:tab\n#html:true\n#tags column:3\n"
        'What is <b>bias</b> &amp; variance?\t"<div>Two:</div><ul><li>Bias is <i>error</i>.</li><li>1 &lt; 2</li></ul>'
        '<script>bad()</script>"\n'
        "no back\n"
    )
    assert imported.found == (
        Found(4, Draft("What is bias & variance?", "Two:\nBias is error.\n1 < 2", ("Bias is error.", "1 < 2"))),
    )
    assert [(each.line, each.text, each.what) for each in imported.left_out] == [(4, "bad()", "a script or style")]
    assert [(each.line, each.why) for each in imported.unread] == [(5, "it has too few columns")]


def test_sounds_and_pictures_are_left_out_and_said() -> None:
    imported = read_table(
        "#separator:tab\n#html:true\n"
        'What does it show?<img src="paste-1.jpg">\t[sound:rec1.mp3]<br>Loss falls<br>Accuracy rises\n'
    )
    assert imported.drafts == (
        Draft("What does it show?", "Loss falls\nAccuracy rises", ("Loss falls", "Accuracy rises")),
    )
    assert [(each.line, each.text, each.what) for each in imported.left_out] == [
        (3, '<img src="paste-1.jpg">', "a picture"),
        (3, "[sound:rec1.mp3]", "a sound"),
    ]


def test_a_rule_separates_question_and_answer() -> None:
    imported = read_table('#html:true\nWhat?\t"What?<hr id=""answer"">This."\nWhy?<hr>So.\n')
    assert imported.drafts == (Draft("What?", "This.", ("This.",)), Draft("Why?", "So.", ("So.",)))


def test_anki_says_which_columns_are_its_own_and_how_the_others_are_called() -> None:
    imported = read_table("#guid column:1\n#tags column:4\nx1\tWhy?\tBecause.\tml stats\n", default="\t")
    assert imported.drafts == (Draft("Why?", "Because.", ("Because.",), "ml stats"),)
    assert [each.line for each in imported.left_out] == [1]
    named = read_table("#separator:Semicolon\n#columns:Back;Front\n#deck:ML\nBecause.;Why?\n")
    assert named.drafts == (Draft("Why?", "Because.", ("Because.",), "ML"),)


def test_a_first_line_that_is_no_word_of_ankis_is_not_swallowed() -> None:
    imported = read_table("# my cards\n#1 Why?\tBecause.\n", default="\t")
    assert imported.drafts == (Draft("#1 Why?", "Because.", ("Because.",)),)
    assert [(each.line, each.text) for each in imported.left_out] == [(1, "# my cards")]


def test_a_text_with_gaps_is_asked_with_the_gaps_open() -> None:
    imported = read_table("#separator:tab\n{{c1::Bias}} is error\textra\n")
    assert imported.drafts == (Draft("Fill in: … is error", "Bias is error\nextra", ("Bias is error",)),)


def test_an_entry_wrapped_in_its_html_is_one_point() -> None:
    assert read_table('Why?\t"<li>It is\nso.</li>"\n').drafts[0].points == ("It is so.",)


def test_a_cell_that_a_spreadsheet_would_run_is_kept_from_that_and_comes_back() -> None:
    text = write_csv([Draft("=1+1", "", ("@a", "'quoted"))])
    assert "'=1+1" in text
    assert read_table(text).drafts == (Draft("=1+1", "", ("@a", "'quoted")),)
