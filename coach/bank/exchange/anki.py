"""Writes questions as Anki's "Notes in Plain Text": four fields with HTML in them."""

import csv
import html
import io
from collections.abc import Iterable

from coach.bank.exchange.drafted import Draft
from coach.bank.exchange.html_text import as_entities
from coach.bank.exchange.marks import guarded
from coach.bank.exchange.table import written_back


def write_anki(drafts: Iterable[Draft]) -> str:
    """Write notes of four fields: question, answer, key points, topic."""
    out = io.StringIO(newline="")
    out.write("#separator:tab\n#html:true\n#columns:Question\tAnswer\tPoints\tTopic\n")
    writer = csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_ALL)  # no field begins as a header
    for draft in drafts:
        writer.writerow(_fields(draft))
    return out.getvalue()


def _fields(draft: Draft) -> tuple[str, ...]:
    texts = (draft.question, draft.answer, "\n".join(map(guarded, draft.points)), draft.topic)
    fields = tuple(html.escape(text, quote=False).replace("\n", "<br>") for text in texts)
    if written_back(fields, as_html=True) == draft:
        return fields
    return tuple(as_entities(text).replace("\n", "<br>") for text in texts)
