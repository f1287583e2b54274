"""Hears reasons given for a choice, and trade-offs named."""

import re
from collections.abc import Iterator

from coach.skills.heard_text import HeardText, any_of, compile_all, gap

_I = any_of("i|we|i'd|we'd|i'll|we'll|i've|we've|you|you'd|team")
_HELP = (
    r"(?: (?:would|will|could|might|should|have|had|then|probably|usually|also|always|personally|"
    r"just|rather|still|first|did|actually|finally|ended|up|to|want|decided|be|tempted|inclined|"
    r"still|then|typically|generally|normally|not|wouldn't|don't|didn't))*"
)
_CHOOSE = any_of(
    "go with|go for|going with|going for|went with|went for|choose|chose|choosing|pick|picked|picking|use|used|using|"
    "prefer|preferred|take|lean towards?|leaning towards?|opt for|opted for|avoid|avoided|"
    "skip|skipped|keep|kept|"
    "add|added|try|tried|start|started|switch|switched|move|moved|drop|dropped|put|set|favou?r|recommend|"
    "build|built|train|trained|cap|split|log|store|freeze|cache|precompute|replace|replaced|"
    "reach for|stick with|stay with|begin"
)
_BECAUSE = any_of(
    "because|cause|'cause|since|as it|as they|so that|the reason being|given that|on the grounds that|mainly for"
)
_IDLE = (
    r"(?! (?:i was|i am|i'm|i got|i felt|i had|i forgot|i like|i love|i just|everyone|everybody|"
    r"they told|my (?:boss|manager|teacher|professor)|that's (?:what|how)|it's (?:cool|fun|"
    r"popular|what)|it was (?:late|fun|cool|there|easy to remember)|of course|why not|you "
    r"know)(?![^ ]))"
)
_NAMED = any_of(
    "bias variance|bias-variance|precision recall|precision-recall|exploration exploitation|the bias variance"
)
_WHOSE = any_of("the|my|main|one|another|big")
_VIEW = any_of("my reasoning|my thinking|my logic|my rationale|the way i think about (?:it|this)|the way i see it")

PATTERNS = compile_all(
    (
        rf"{_I}{_HELP} {_CHOOSE}{gap(16)} {_BECAUSE}{_IDLE}(?: [^ .]+){{3,}}?",
        rf"{_I}{_HELP} {_CHOOSE}{gap(10)} (?:over|rather than|instead of|not){gap(8)} {_BECAUSE}{_IDLE}(?: "
        rf"[^ .]+){{2,}}?",
        rf"{_WHOSE} reasons? (?:is that|i|we|i'd|we'd|for (?:that|choosing|picking|using|this choice)|"
        rf"to (?:use|prefer|choose|pick)|why i|why we|i would){gap(6)}(?: [^ .]+){{3}}",
        rf"(?:that's|that is|which is|this is) why {_I}{_HELP} {_CHOOSE}(?: [^ .]+){{1,}}?",
        rf"{_VIEW} (?:is|was|here|would|goes|being)(?: [^ .]+){{4}}",
        r"at the (?:cost|expense|price) of(?: [^ .]+){1,}?",
        r"(?:in exchange for|in return for|traded? off|trading off|trading|we trade|you trade|"
        r"i'd trade|i traded|i trade)(?: [^ .]+){1,4} (?:for|against|with)(?: [^ .]+){1,}?",
        r"(?:in exchange|in return) (?:for (?!which)|i|you|we|it)(?: [^ .]+){2,}?",
        r"trade-?offs? (?:is|here|there|i|we|between|for me|with|being|comes|would|you)(?: [^ .]+){3,}?",
        r"trade off (?:is|here|between|i|with)(?: [^ .]+){3,}?",
        r"(?:the|a|one|its|their|only|main|obvious|big) (?:downside|drawback|price|catch|cost|"
        r"flip side|disadvantage|risk) (?:is|of that is|of this is|there is|there's|i pay|we pay|"
        r"you pay|would be|being|here is|i'd pay|with that is|with this is)(?: [^ .]+){2,}?",
        r"(?:i|we|you|it|that|this|which|that'd|it'd) (?:would |will |just |only |usually )?(?:pay|"
        r"pays|paid|paying) (?:for (?:that|it|this) )?(?:with|in|by)(?: [^ .]+){1,}?",
        rf"(?:on the one hand|on one hand|on one side){gap(30)} (?:on the other|on the other hand|"
        rf"but)(?: [^ .]+){{1,}}?",
        r"(?:i|we|you|it|that|this)(?:'d| would|'ll| will)? (?:lose|give up|sacrifice|gives up|"
        r"loses|gave up|lost|giving up)(?: [^ .]+){1,8} (?:but|for|to get|and gain|in exchange)(?: "
        r"[^ .]+){2,}?",
        r"(?:i|we|you|it|that|this|which)(?:'d| would|'ll| will)? (?:gain|gains|buys? (?:me|us|"
        r"you)|gets? (?:me|us|you)|gives? (?:me|us|you)|saves? (?:me|us|you)|wins? (?:me|us|you))(?: "
        r"[^ .]+){1,10} (?:but|though|although|while|at|except)(?: [^ .]+){3,}?",
        r"(?:faster|slower|cheaper|simpler|easier|more accurate|smaller|bigger|safer|cleaner|quicker|"
        r"lighter) but (?:it |you |we |also |much |a bit |far )*(?:less|more|slower|harder|riskier|"
        r"worse|heavier|costs?|lose|loses|miss|misses|harder|weaker|[a-z]+er)(?: [^ .]+){1,}?",
        r"(?:i'm|i am|i was|we're|we were) (?:weighing|balancing|torn between|trading off)(?: [^ .]+){2,}?",
        r"worth (?:it|the (?:extra )?(?:cost|latency|complexity|effort|memory|money|compute)) "
        r"(?:because|since|here because)(?: [^ .]+){2,}?",
    )
)


def find_thinking(heard: HeardText) -> Iterator[re.Match[str]]:
    """Find reasons of choices and trade-offs; the name of a concept is none."""
    for pattern in PATTERNS:
        for match in pattern.finditer(heard.text):
            before = heard.text[max(0, match.start() - 18) : match.start()]
            if not (match.group().startswith(("trade", "the trade")) and re.search(rf"{_NAMED} $", before)):
                yield match
