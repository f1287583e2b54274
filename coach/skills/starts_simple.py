"""Hears a baseline, or the simplest version, that comes first."""

import re
from collections.abc import Iterator

from coach.skills.heard_text import HeardText, any_of, compile_all, gap

_I = any_of("i|we|you|i'd|we'd|you'd|i'll|we'll|i've|let's|let me|team")
_HELP = (
    r"(?: (?:would|will|could|should|might|usually|always|typically|probably|just|want to|"
    r"like to|first|want|to|definitely|generally|normally|still|then|try to|begin by|would "
    r"always|only|honestly|can))*"
)
_START = any_of("start|begin|started|began|starting|beginning|kick off|kicked off|open with|opened with")
_SIMPLE = any_of(
    "baselines?|simple|simpler|simplest|heuristics?|rule|rules|rule-based|majority|popularity|"
    "most popular|dumb|dumbest|naive|basic|"
    "logistic regression|linear regression|linear model|logistic|tf-?idf|bm25|plain|cosine|bag of words|"
    "average|moving average|decision tree|naive bayes|small|stupid|stupidest|boring|straightforward|minimal|keyword|"
    "existing|off-the-shelf|off the shelf|last value|single tree|one feature|three features|"
    "two features|few features|lookup|look-up|hard-coded|if statement|if-statements?|trivial|"
    "cheapest|easiest|crude|brute force|brute-force"
)
_MAKE = any_of(
    "build|get|set up|train|fit|try|put|ship|write|do|make|implement|run|have|establish|measure|"
    "take|create|compute|need|use|want|see how|check how|deploy"
)
_NOT = re.compile(
    r"(?:not|never|wouldn't|don't|didn't|won't|without|instead of|no need to|skip|skipped|"
    r"rather than|can't|why|no point in)(?: [^ .]+){0,3} $"
)

PATTERNS = compile_all(
    (
        rf"{_I}{_HELP} {_START}(?: out| off| by| from)*{gap(9)} {_SIMPLE}",
        rf"(?:start|begin) (?:simple|small)(?: and| then|,)?{gap(3)}(?: [^ .]+){{1,}}?",
        rf"(?:starting|beginning) (?:point|with|from|out|simple|small|off)(?: would be| is| with|"
        rf" from| with a| simple)?{gap(4)} {_SIMPLE}",
        rf"(?:first|initially|to begin with|to start with|to start|at first|step one|first of all|"
        rf"first thing|version one|for version one|day one|on day one)(?: off| thing| step| is|"
        rf" i do| would be)?{gap(3)} {_I}?{_HELP}(?: {_MAKE}){gap(7)} {_SIMPLE}",
        rf"(?:my|the|our) (?:very )?first (?:model|version|step|thing|attempt|cut|pass|iteration|"
        rf"try|move)(?: i'd do| i would do| i do)?(?: would be| is| was| will be|'d be)?{gap(6)} "
        rf"{_SIMPLE}",
        rf"{_SIMPLE}{gap(6)} (?:first(?= (?:and|then|to|so|because|before|even|just|always|\.)|"
        rf"$)|as (?:a|the|my|our) (?:first )?(?:baseline|starting point|first step|first cut|first "
        rf"version|floor))(?: [^ .]+)?",
        rf"(?:as|for) (?:a|the|my|our) (?:first )?baseline {_I}{_HELP}(?: [^ .]+){{2,}}?",
        rf"{_I}{_HELP} (?:have|need|want|get|establish|set|beat|build|put in|put|run|ran|built|"
        rf"measure|measured|had|got|use|take|train|trained) (?:a|the|that|some|myself a|in a) (?:[^ "
        rf".]+ )?(?:baseline|floor)(?: [^ .]+){{0,6}}? (?:first|before|then|to beat|and then|so|"
        rf"up front)",
        rf"before (?:anything|reaching|going|trying|adding|building|touching|i|we|you|doing|any|"
        rf"throwing|jumping|thinking)(?: [^ .]+){{0,8}}? (?:fancy|fancier|complex|complicated|deep|"
        rf"neural|transformer|bert|bigger|big|network|networks|heavy|clever|sophisticated|llm|gpu|"
        rf"two-tower){gap(8)} {_I}{_HELP}(?: [^ .]+){{1,10}}? {_SIMPLE}",
        r"(?:the |with the )?simplest (?:thing|version|model|approach|solution|baseline|possible "
        r"thing|possible model|one|code|implementation)(?: [^ .]+){0,14}? (?:and then|then|first|"
        r"before|only then|and only|after that|and see|to start|to begin|and grow)",
        r"(?:only|and only) (?:then|if|when|once|after)(?: [^ .]+){0,12}? (?:complex|complexity|"
        r"complicated|fancier|deep|neural|bigger|upgrade|transformer|something smarter|more features|"
        r"heavier)",
    )
)


def find_simple_start(heard: HeardText) -> Iterator[re.Match[str]]:
    """Find where something simple comes first; saying that one would not is none."""
    for pattern in PATTERNS:
        for match in pattern.finditer(heard.text):
            if not _NOT.search(heard.text[: match.start()][-40:]) and not re.search(
                r"(?:wouldn't|don't|never|not|didn't|won't) (?:even )?(?:start|begin|build|bother|train|need|use)",
                match.group(),
            ):
                yield match
