"""The texts that people read, and what stands in them."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Document:
    """One Markdown file."""

    path: str
    """Relative to the repository."""

    @property
    def text(self) -> str:
        return (ROOT / self.path).read_text(encoding="utf-8")

    @property
    def links(self) -> list[str]:
        """What it links or shows."""
        return re.findall(r"\]\(([^)\s]+)\)", self.text)

    @property
    def pictures(self) -> list[str]:
        return re.findall(r"!\[[^]]*\]\(([^)\s]+)\)", self.text)

    @property
    def anchors(self) -> set[str]:
        """What can be linked within it, named as GitHub names headings."""
        headings = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", self.text, flags=re.M | re.S), re.M)
        return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}

    @property
    def named(self) -> set[str]:
        """Every file and folder of the repository that it names in code."""
        spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", self.text, flags=re.M | re.S))
        words = [word for span in spans for word in span.split()]
        words += re.findall(r"\bcoach/[\w./-]+", self.text)
        begins = ("coach/", "tests/", "models/", "rubrics/", ".ci/", ".github/")
        return {word.rstrip(".,:;") for word in words if word.startswith(begins) and not re.search(r"[<>{}*$]", word)}

    def blocks(self, language: str) -> list[str]:
        """The fenced blocks that are marked as being in a language; an empty name gives those without a mark."""
        marked = re.findall(r"^```(\w*)\n(.*?)^```$", self.text, re.MULTILINE | re.DOTALL)
        return [text for name, text in marked if name == language]

    def section(self, heading: str) -> str:
        """What stands below a heading of the second level."""
        return self.text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


README = Document("README.md")
MAP = Document("coach/README.md")
MANUAL = Document(".github/MANUAL.md")
PRIVACY = Document(".github/PRIVACY.md")
CONTRIBUTING = Document(".github/CONTRIBUTING.md")
QUESTIONS = Document("rubrics/README.md")
WEIGHTS = Document("models/README.md")
CHANGELOG = Document("CHANGELOG.md")
CLIPS = Document("tests/clips/README.md")
DOCUMENTS = (
    README,
    MAP,
    MANUAL,
    PRIVACY,
    CONTRIBUTING,
    QUESTIONS,
    WEIGHTS,
    CHANGELOG,
    Document("coach/speech/README.md"),
    Document("coach/content/README.md"),
    Document("tests/answers/README.md"),
    CLIPS,
    Document("tests/skills/README.md"),
)
"""Everything that is written for people who use the program or change it."""
