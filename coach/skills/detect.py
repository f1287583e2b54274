"""Detects ways of reasoning in an answer, by the words that show them.

For each way there are patterns that are searched in the words of the answer, as `coach.skills.search_text` gives them,
and a finder that leaves out what only looks like it.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from coach.domain.skills import Skill, SkillEvidence, Skills
from coach.domain.transcript import Transcript
from coach.skills.search_text import SearchText, any_of, compile_all, gap, search_text

MOST_EVIDENCE = 3
"""Pieces of evidence for one way of reasoning; more is no news."""

_CHOOSER = any_of("i|we|i'd|we'd|i'll|we'll|i've|we've|you|you'd|team")

_BEFORE_CHOOSING = (
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

_THINKING_PATTERNS = compile_all(
    (
        rf"{_CHOOSER}{_BEFORE_CHOOSING} {_CHOOSE}{gap(16)} {_BECAUSE}{_IDLE}(?: [^ .]+){{3,}}?",
        rf"{_CHOOSER}{_BEFORE_CHOOSING} {_CHOOSE}{gap(10)} (?:over|rather than|instead of|not){gap(8)} "
        rf"{_BECAUSE}{_IDLE}(?: [^ .]+){{2,}}?",
        rf"{_WHOSE} reasons? (?:is that|i|we|i'd|we'd|for (?:that|choosing|picking|using|this choice)|"
        rf"to (?:use|prefer|choose|pick)|why i|why we|i would){gap(6)}(?: [^ .]+){{3}}",
        rf"(?:that's|that is|which is|this is) why {_CHOOSER}{_BEFORE_CHOOSING} {_CHOOSE}(?: [^ .]+){{1,}}?",
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
"""Reasons given for a choice, and trade-offs named."""


def _find_thinking(said: SearchText) -> Iterator[re.Match[str]]:
    """Find reasons of choices and trade-offs; the name of a concept is none."""
    for pattern in _THINKING_PATTERNS:
        for match in pattern.finditer(said.text):
            before = said.text[max(0, match.start() - 18) : match.start()]
            if not (match.group().startswith(("trade", "the trade")) and re.search(rf"{_NAMED} $", before)):
                yield match


_STARTER = any_of("i|we|you|i'd|we'd|you'd|i'll|we'll|i've|let's|let me|team")

_BEFORE_STARTING = (
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

_NO_START = re.compile(
    r"(?:not|never|wouldn't|don't|didn't|won't|without|instead of|no need to|skip|skipped|"
    r"rather than|can't|why|no point in)(?: [^ .]+){0,3} $"
)

_SIMPLE_START_PATTERNS = compile_all(
    (
        rf"{_STARTER}{_BEFORE_STARTING} {_START}(?: out| off| by| from)*{gap(9)} {_SIMPLE}",
        rf"(?:start|begin) (?:simple|small)(?: and| then|,)?{gap(3)}(?: [^ .]+){{1,}}?",
        rf"(?:starting|beginning) (?:point|with|from|out|simple|small|off)(?: would be| is| with|"
        rf" from| with a| simple)?{gap(4)} {_SIMPLE}",
        rf"(?:first|initially|to begin with|to start with|to start|at first|step one|first of all|"
        rf"first thing|version one|for version one|day one|on day one)(?: off| thing| step| is|"
        rf" i do| would be)?{gap(3)} {_STARTER}?{_BEFORE_STARTING}(?: {_MAKE}){gap(7)} {_SIMPLE}",
        rf"(?:my|the|our) (?:very )?first (?:model|version|step|thing|attempt|cut|pass|iteration|"
        rf"try|move)(?: i'd do| i would do| i do)?(?: would be| is| was| will be|'d be)?{gap(6)} "
        rf"{_SIMPLE}",
        rf"{_SIMPLE}{gap(6)} (?:first(?= (?:and|then|to|so|because|before|even|just|always|\.)|"
        rf"$)|as (?:a|the|my|our) (?:first )?(?:baseline|starting point|first step|first cut|first "
        rf"version|floor))(?: [^ .]+)?",
        rf"(?:as|for) (?:a|the|my|our) (?:first )?baseline {_STARTER}{_BEFORE_STARTING}(?: [^ .]+){{2,}}?",
        rf"{_STARTER}{_BEFORE_STARTING} (?:have|need|want|get|establish|set|beat|build|put in|put|run|ran|built|"
        rf"measure|measured|had|got|use|take|train|trained) (?:a|the|that|some|myself a|in a) (?:[^ "
        rf".]+ )?(?:baseline|floor)(?: [^ .]+){{0,6}}? (?:first|before|then|to beat|and then|so|"
        rf"up front)",
        rf"before (?:anything|reaching|going|trying|adding|building|touching|i|we|you|doing|any|"
        rf"throwing|jumping|thinking)(?: [^ .]+){{0,8}}? (?:fancy|fancier|complex|complicated|deep|"
        rf"neural|transformer|bert|bigger|big|network|networks|heavy|clever|sophisticated|llm|gpu|"
        rf"two-tower){gap(8)} {_STARTER}{_BEFORE_STARTING}(?: [^ .]+){{1,10}}? {_SIMPLE}",
        r"(?:the |with the )?simplest (?:thing|version|model|approach|solution|baseline|possible "
        r"thing|possible model|one|code|implementation)(?: [^ .]+){0,14}? (?:and then|then|first|"
        r"before|only then|and only|after that|and see|to start|to begin|and grow)",
        r"(?:only|and only) (?:then|if|when|once|after)(?: [^ .]+){0,12}? (?:complex|complexity|"
        r"complicated|fancier|deep|neural|bigger|upgrade|transformer|something smarter|more features|"
        r"heavier)",
    )
)
"""A baseline, or the simplest version, that comes first."""


def _find_simple_start(said: SearchText) -> Iterator[re.Match[str]]:
    """Find where something simple comes first; saying that one would not is none."""
    for pattern in _SIMPLE_START_PATTERNS:
        for match in pattern.finditer(said.text):
            if not _NO_START.search(said.text[: match.start()][-40:]) and not re.search(
                r"(?:wouldn't|don't|never|not|didn't|won't) (?:even )?(?:start|begin|build|bother|train|need|use)",
                match.group(),
            ):
                yield match


_ANSWER = any_of(
    "it|that|this|answer|choice|which|which one|decision|call|honestly|really|what|i'd say "
    "it|one|best|method|approach|threshold"
)

_BEFORE_DEPENDS = (
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

_CONDITION_PATTERNS = compile_all(
    (
        rf"{_ANSWER}{_BEFORE_DEPENDS} depends? (?:a lot |mostly |mainly |very much |heavily |really |entirely "
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
"""What an answer depends on, and conditions that decide between options."""


def _find_conditions(said: SearchText) -> Iterator[re.Match[str]]:
    """Find on what an answer depends."""
    for pattern in _CONDITION_PATTERNS:
        yield from pattern.finditer(said.text)


_BEFORE_ADMITTING = (
    r"(?: (?:personally|actually|really|honestly|exactly|yet|even|fully|quite|myself|ever|off|the|top|to be honest))*"
)

_ADMIT = any_of(
    rf"(?:i|we|i've|we've)(?: have)? ?(?:haven't|never|have never|hadn't|have not|didn't|don't|"
    rf"do not|can't|cannot|couldn't){_BEFORE_ADMITTING} "
    r"(?:used|use|worked|work|tried|implemented|read|seen|done|built|know|knew|remember|recall|"
    r"touched|trained|had|dealt|come across|"
    r"deployed|looked|had to|studied|heard|play(?:ed)?|run|quote|derive|say|have)"
    rf"|i'm not{_BEFORE_ADMITTING} (?:sure|certain|familiar|an expert|that familiar|too familiar|very "
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

_HONESTY_PATTERNS = compile_all((rf"{_ADMIT}(?: [^ ]+){{0,24}}? {_REASON}(?: [^ .]+){{3,}}?",))
"""An unknown that is admitted and then reasoned on from."""


def _find_honesty(said: SearchText) -> Iterator[re.Match[str]]:
    """Find what is admitted and then reasoned on from; giving up, or promising to learn, is none."""
    for pattern in _HONESTY_PATTERNS:
        for match in pattern.finditer(said.text):
            behind = said.text[match.start() : match.end() + 30]
            if not _GIVE_UP.search(behind):
                yield match


_OUTCOME = any_of(
    "engagement|revenue|conversions?|conversion rate|churn|retention|click-through(?: rate)?|"
    "click through(?: rate)?|clicks|ctr|watch time|session length|"
    "sales|money|dollars|euros|customer satisfaction|support tickets|tickets|complaints|fraud "
    "losses|losses from fraud|chargebacks|profit|margins?|"
    "bottom line|user experience|waiting times?|bookings|orders|refunds|sign-?ups|subscriptions|"
    "cancellations|unsubscribes|cancel|budget|infrastructure bill|cloud bill|bill|"
    "costs? (?:of|per|by|us|them)|gpu costs?|serving costs?|hours|weeks|days|minutes|customers|"
    "users|readers|agents|moderators|analysts|the business|"
    "the company|lifetime value|downtime|outages|manual (?:work|review)|review time|handling "
    "time|delivery times?|page loads?|users' time|trust|reputation|losses|bill|lives|patients|"
    "drivers|sellers|advertisers|shoppers|listeners|viewers"
)

_MOVE = any_of(
    "lifts?|lifted|raises?|raised|increases?|increased|grows?|grew|reduces?|reduced|cuts?|"
    "cutting|saves?|saved|saving|dropped|drops?|improves?|improved|boosts?|boosted|"
    "drives?|hurts?|costs|costing|loses?|lost|losing|translates?|moves?|moved|lowers?|lowered|"
    "brings?|brought|went up|went down|goes up|goes down|leads? to|"
    "keeps?|leave|leaving|stay|wins? back|pays? off|pays? for|gained|earns?|earned|halved|"
    "doubled|shaved|shrank|fell|frees?|freed|come back|annoys?|annoyed|sees?|wastes?|wasting|"
    "protects?"
)

_HARD = any_of(
    "engagement|revenue|conversions?|conversion rate|churn|retention|click-through(?: rate)?|"
    "click through(?: rate)?|ctr|watch time|session length|sales|money|dollars|"
    "customer satisfaction|support tickets|complaints|fraud losses|chargebacks|profit|margins?|"
    "bottom line|bookings|orders|refunds|sign-?ups|subscriptions|"
    "cancellations|cloud bill|infrastructure bill|gpu bill|gpu costs?|serving costs?|lifetime "
    "value|handling time|review time|waiting times?|downtime"
)

_EXPERIMENT = any_of(
    "a ?/? ?-?b[- ]?tests?|a/b[- ]?tests?|ab[- ]?tests?|a b tests?|online experiments?|controlled "
    "experiments?|split tests?|online tests?|a/b experiments?|live experiments?|hold-?out "
    "groups?"
)

_IMPACT_PATTERNS = compile_all(
    (
        rf"{_MOVE}{gap(7)} {_HARD}",
        rf"{_HARD}{gap(6)} {_MOVE}(?: [^ .]+)?",
        rf"(?:saves?|saved|saving|cuts?|frees?|freed|shaved|costs?|wastes?|wasted){gap(5)} (?:[0-9a-z]+ "
        rf")?(?:hours|weeks|days|minutes|dollars|euros|million|thousand|people|engineers?|headcount)(?: "
        rf"[^ .]+){{0,4}}",
        rf"(?:confirm|confirmed|verify|verified|validate|validated|check|checked|prove|measure|"
        rf"measured|run|ran|see|test|with|through|in|by|until|after|before|using|via|do){gap(8)} "
        rf"{_EXPERIMENT}",
        rf"{_EXPERIMENT} (?:to|showed|shows|would|whether|it|that|against|on|with|before|confirmed|"
        rf"first|and|said|tells?|told|for|the|this){gap(6)}",
        r"(?:so|means?|because|where|which|that|and|since|then) (?:[^ .]+ ){0,4}?(?:users|customers|"
        r"readers|viewers|listeners|drivers|shoppers|patients|sellers) (?:would |will |actually "
        r"|don't |do not |never |just |also |always )*(?:see|wait|leave|stay|cancel|buy|click|"
        r"trust|come back|complain|churn|pay|get|notice|find|spend|return|watch|stop|abandon|call)(?: "
        r"[^ .]+){1,}?",
        r"(?:business|product|company|user|customer)(?:'s)? (?:metric|metrics|goal|goals|outcome|"
        r"outcomes|value|impact|kpi|kpis|results?|cares?)(?: [^ .]+){2,}?",
        r"(?:matters|valuable|useful|worth|good|important) (?:to|for) the (?:business|company|"
        r"product|customer|customers|users)(?: [^ .]+){2,}?",
        rf"(?:in terms of|tied to|tie (?:it|that|this) (?:back )?to|translate[sd]? (?:to|into)|"
        rf"move the|what we care about is|what the (?:business|company|product team) (?:cares about|"
        rf"wants|pays for)){gap(4)} {_OUTCOME}",
    )
)
"""A choice tied to a metric of the product, to money or time, or to the experiment that would confirm it."""

_NO_IMPACT = re.compile(
    r"(?:cost function|loss function|costs? a lot of (?:compute|memory)|is defined as|is (?:just "
    r")?the (?:ratio|share|fraction|number)|"
    r"is when|stands for|(?:a/b|ab) tests? (?:is|are) (?:a|an|when|where)|(?:users|customers) "
    r"(?:table|rows|embedding|vectors?|matrix|column))"
)


def _find_impact(said: SearchText) -> Iterator[re.Match[str]]:
    """Find where a choice is tied to an outcome; the definition of a metric is none."""
    for pattern in _IMPACT_PATTERNS:
        for match in pattern.finditer(said.text):
            if not _NO_IMPACT.search(said.text[max(0, match.start() - 12) : match.end() + 24]):
                yield match


_FINDERS: Mapping[Skill, Callable[[SearchText], Iterator[re.Match[str]]]] = {
    Skill.THINKS_ALOUD: _find_thinking,
    Skill.STARTS_SIMPLE: _find_simple_start,
    Skill.CONDITIONAL: _find_conditions,
    Skill.HONEST: _find_honesty,
    Skill.IMPACT: _find_impact,
}


def detect_skills(transcript: Transcript) -> Skills:
    """Hear which ways of reasoning an answer shows; precision comes first: what is not plain is not heard.

    Args:
        transcript: The answer; fillers are passed over where they are marked.

    Returns:
        At most three pieces of evidence for each, the earliest first; within one none overlap.
    """
    said = search_text(transcript)
    return Skills(
        tuple(
            _quote(transcript, skill, said.words[first], said.words[last])
            for skill, find in _FINDERS.items()
            for first, last in _first_ones(said, find)
        )
    )


def _first_ones(said: SearchText, find: Callable[[SearchText], Iterator[re.Match[str]]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for first, last in sorted(said.evidence(match) for match in find(said)):
        if not kept or first > kept[-1][1]:
            kept.append((first, last))
    return kept[:MOST_EVIDENCE]


def _quote(transcript: Transcript, skill: Skill, first: int, last: int) -> SkillEvidence:
    words = transcript.words
    text = " ".join(word.text for word in words[first : last + 1] if not word.filler).rstrip(".,;:?!…")
    return SkillEvidence(skill, text, first, last, words[first].start, words[last].end)
