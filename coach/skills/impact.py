"""Hears a choice tied to a metric of the product, to money or time, or to the experiment that would confirm it."""

import re
from collections.abc import Iterator

from coach.skills.heard_text import HeardText, any_of, compile_all, gap

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

PATTERNS = compile_all(
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

_NOT = re.compile(
    r"(?:cost function|loss function|costs? a lot of (?:compute|memory)|is defined as|is (?:just "
    r")?the (?:ratio|share|fraction|number)|"
    r"is when|stands for|(?:a/b|ab) tests? (?:is|are) (?:a|an|when|where)|(?:users|customers) "
    r"(?:table|rows|embedding|vectors?|matrix|column))"
)


def find_impact(heard: HeardText) -> Iterator[re.Match[str]]:
    """Find where a choice is tied to an outcome; the definition of a metric is none."""
    for pattern in PATTERNS:
        for match in pattern.finditer(heard.text):
            if not _NOT.search(heard.text[max(0, match.start() - 12) : match.end() + 24]):
                yield match
