"""Hears an unknown that is admitted and then reasoned on from."""

import re
from collections.abc import Iterator

from coach.skills.heard_text import HeardText, any_of, compile_all

_ADVERB = (
    r"(?: (?:personally|actually|really|honestly|exactly|yet|even|fully|quite|myself|ever|off|the|top|to be honest))*"
)
_ADMIT = any_of(
    rf"(?:i|we|i've|we've)(?: have)? ?(?:haven't|never|have never|hadn't|have not|didn't|don't|"
    rf"do not|can't|cannot|couldn't){_ADVERB} "
    r"(?:used|use|worked|work|tried|implemented|read|seen|done|built|know|knew|remember|recall|"
    r"touched|trained|had|dealt|come across|"
    r"deployed|looked|had to|studied|heard|play(?:ed)?|run|quote|derive|say|have)"
    rf"|i'm not{_ADVERB} (?:sure|certain|familiar|an expert|that familiar|too familiar|very "
    rf"familiar|super familiar|100|a hundred|completely|totally|confident|deep)"
    r"|i am not (?:sure|certain|familiar|an expert)"
    r"|(?:i'd|i would) (?:have to|need to) (?:look|check|read)"
    r"|(?:that's|that one's|it's|this is|that is|that one is) (?:new to me|outside|not something i|beyond what)"
    r"|no (?:hands-on|hands on|real|direct|production|practical) experience"
    r"|my (?:memory|knowledge)(?: of [^ .]+)? (?:is|stops|ends)"
    r"|(?:exact|precise) (?:name|formula|number|details?|constant|term)(?: of [^ .]+)? (?:escapes|"
    r"slips|i don't|i can't|i forget|i'd)"
    r"|i forget (?:the|which|what|how)|i've only (?:read|heard|seen)"
)
_REASON = any_of(
    r"(?:i|it|that|they|you|one|we|this)(?:'d| would) (?:expect|assume|guess|imagine|reason|"
    r"suspect|think|bet|probably|have to|start from|work it out|presumably|look at|test|check|"
    r"try|need to|want to|be|behave|derive|approach)"
    r"|(?:it|that|they) (?:has to|have to|ought to) [^ .]+"
    r"|(?:i|we) (?:can|could) (?:reason|derive|work|infer|reconstruct|guess|think|tell|estimate)"
    r"|(?:i|we) (?:expect|assume|guess|imagine|suspect|presume|(?:think|believe)(?! i (?:said|mentioned)))"
    r"|from (?:first principles|fundamentals|what i|the name|how|scratch|the basics)"
    r"|(?:it's|it is|it sounds|sounds|that's|it looks|they're|it must be|it should be|it has "
    r"to be|i know it's)(?: probably| basically| presumably| a lot| just| very)? (?:like|similar|"
    r"close|analogous|related|because|the same idea|a kind of|about|some)"
    r"|by analogy|(?:my|a|best) (?:best )?(?:guess|understanding|intuition|hunch|reasoning) (?:is|would be)"
    r"|(?:i|we)(?: do)? (?:know|understand|remember|have used|used|have done)(?: [^ .]+){1,14}? "
    r"(?:so|which means|and that|and it|because|that|and)"
    r"|what i (?:do )?(?:know|remember|have used|can say)|reasoning from|given (?:that|how|"
    r"what)|based on|since (?:it|the|you|they|we|that|both|i)|so (?:i|it|that|you|the|they|"
    r"we)(?:'d| would| should| must| probably| expect| assume)"
    r"|if (?:it|that|they) (?:works?|is|behaves?|follows?|does|are)|the idea (?:is|should|"
    r"must|has)|should (?:be|behave|work|mean|give|have)|must (?:be|have|mean|work)|probably(?: "
    r"[^ .]+){2}"
)
_GIVE_UP = re.compile(
    r"(?:move on|come back to|mentioned|google|next question|sorry|pass on|skip (?:it|this|that)|no idea|fast learner|"
    r"quick learner|learn (?:it|quickly|fast)|"
    r"pick it up|ask (?:a|my|the|someone|somebody)|look it up later|let's talk about)"
)

PATTERNS = compile_all((rf"{_ADMIT}(?: [^ ]+){{0,24}}? {_REASON}(?: [^ .]+){{3,}}?",))


def find_honesty(heard: HeardText) -> Iterator[re.Match[str]]:
    """Find what is admitted and then reasoned on from; giving up, or promising to learn, is none."""
    for pattern in PATTERNS:
        for match in pattern.finditer(heard.text):
            behind = heard.text[match.start() : match.end() + 30]
            if not _GIVE_UP.search(behind):
                yield match
