"""Hears what an answer depends on, and conditions that decide between options."""

import re
from collections.abc import Iterator

from coach.skills.heard_text import HeardText, any_of, compile_all, gap

_ANSWER = any_of(
    "it|that|this|answer|choice|which|which one|decision|call|honestly|really|what|i'd say "
    "it|one|best|method|approach|threshold"
)
_ADVERB = (
    r"(?: (?:really|all|kind of|sort of|mostly|also|just|would|will|does|very much|largely|"
    r"mainly|entirely|totally|always|often|usually|i use|i pick|i'd pick|i choose|i'd choose|"
    r"you pick|you use|i want|is better|wins|matters more|matters|i'd use|to use|to pick|i "
    r"optimize for|to optimize|works|works best|i would use))*"
)
_VAGUE = (
    r"(?! (?:the )?(?:situation|case|circumstances|context|things?|stuff|factors?|problem|"
    r"scenario|a lot|lots|many|several|various|"
    r"different|some|you|who you ask|everything|specifics|details|(?:a )?(?:lot|number|bunch|"
    r"couple) of (?:things|factors)|"
    r"many (?:things|factors)|several (?:things|factors)|all sorts|so many|(?:the )?input|"
    r"inputs|x|(?:the )?weights?|parameters?|(?:the )?previous)(?: |$|\.))"
)
_DO = any_of(
    "i'd|i would|we'd|we would|i'll|i will|you'd|you would|you should|you want|i might|i "
    "go|i pick|i use|i prefer|i choose|"
    "then i|then we|use|go with|prefer|choose|i take|i'd rather|we use|we go|pick|i lean|"
    "we should|you use|you go|you need|i want|"
    "is fine|is enough|is better|wins|makes sense|is the better|is the right|it's better|i care|matters more"
)
_ELSE = any_of(
    "otherwise|if not|but if|but when|if|whereas|on the other hand|else|and if|when|in contrast|"
    "for a|once|but for|but with|as soon as"
)

PATTERNS = compile_all(
    (
        rf"{_ANSWER}{_ADVERB} depends? (?:a lot |mostly |mainly |very much |heavily |really |entirely "
        rf"|also )?(?:up)?on{_VAGUE}(?: [^ .]+){{1,}}?",
        r"depends (?:on )?(?:whether|how (?:much|many|often|big|large|long|fast|bad|expensive|"
        r"costly|noisy|clean|critical|important)|which)(?: [^ .]+){2,}?",
        r"depending on (?:whether|how|what|which|if|where|when|who|the (?:size|cost|budget|latency|"
        r"data|amount|number|use|kind|type|goal|metric|traffic|scale))(?: [^ .]+){1,}?",
        rf"depends(?: [^ ]+){{0,14}}? (?:if|when|for|with) [^ .]+(?: [^ .]+){{0,16}}? {_DO}",
        rf"(?:if|when|once) [^ .]+(?: [^ .]+){{1,14}}? {_DO}(?: [^ ]+){{1,24}}? {_ELSE} [^ .]+(?: "
        rf"[^ .]+){{0,12}}? {_DO}",
        rf"(?:if|when) [^ .]+(?: [^ .]+){{1,14}}? {_DO}(?: [^ ]+){{1,20}}? (?:otherwise|if not)(?: [^ .]+){{1,}}?",
        rf"{_DO}{gap(10)} (?:unless|as long as|only if|provided|only when)(?: [^ .]+){{2,}}?",
        r"(?:comes down to|boils down to|hinges on|question is|i'd ask|first question is|deciding "
        r"factor is|it varies with)(?: me)?(?: [^ .]+)? (?:whether|how|what|which|if)(?: [^ .]+){2,}?",
    )
)


def find_conditions(heard: HeardText) -> Iterator[re.Match[str]]:
    """Find on what an answer depends."""
    for pattern in PATTERNS:
        yield from pattern.finditer(heard.text)
