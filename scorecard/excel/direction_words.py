"""Whether less of something is better, as its name has it: “Price per hour”, “lower is better”."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from scorecard.excel.limits import MOST_NAME_CHARACTERS


class LessIsBetter(StrEnum):
    """What a criterion's name says of its direction."""

    NO = "no"
    POSSIBLY = "possibly: a price or a risk, or the score for one"
    AMOUNT = "an amount of which less is better"
    SAID = "the name says so"


# Words without accents, in any capitals; which they are is an assumption.
_WORDS = {
    # Of what buyers of services want little.
    "wanted less": "price prices pricing cost costs costing fee fees tariff tariffs charge charges "
    "rate surcharge tco expense expenses spend attrition churn turnover absenteeism absence "
    "shrinkage risk risks defect defects error errors complaint complaints downtime outage outages "
    "latency delay delays abandonment abandoned escalations lock-in "
    "preis preise kosten gebuhr gebuhren stundensatz tarif tarife fluktuation risiko risiken "
    "fehler fehlerquote beschwerden reklamationen ausfall ausfalle verzogerung "
    "prix cout couts tarifs risque risques erreurs "
    "precio precios coste costes costo costos tarifa riesgo riesgos errores rotacion",
    # Of these one says nothing alone: a rate of resolution is wanted high.
    "only of staff": "rate turnover charge spend",
    "staff": "staff agent agents team employee employees personnel hourly loaded",
    # The judgement on such a thing, of which more is better again.
    "judged": "score scores scoring point points mark marks rating ratings grade punkte note "
    "bewertung management control mitigation transparency model structure approach plan reduction "
    "savings saving prevention awareness assurance stability competitiveness attractiveness value "
    "efficiency effectiveness reporting",
    "unit": "per hour hours hourly day days week weeks month months minute minutes fte agent seat "
    "contact call eur usd gbp chf pln pct percent % € $ £ pro je stunde stunden tag tage woche "
    "wochen monat monate prozent heure jour mois hora mes stundensatz",
}
_OF_KIND = {kind: frozenset(words.split()) for kind, words in _WORDS.items()}
# What is waited for or bound by: weeks to ramp, days until start, response time.
_WAITING = re.compile(
    r"\b(?:minutes?|hours?|days?|weeks?|months?|time|tage|wochen|monate|zeit|jours|semaines|dias|"
    r"semanas)\b.{0,12}\b(?:to|until|till|before|bis|vor|jusqu|hasta)\b|"
    r"\b(?:lead|response|handling|handle|waiting|ramp|set-?up|transition)[- ]?times?\b|\baht\b"
)
_LESS = re.compile(
    r"\b(?:lower|less|fewer|smaller|shorter|cheaper|lowest|least|weniger|niedriger|kleiner|"
    r"geringer|moins|menos)\b.{0,20}\b(?:better|best|besser|mieux|mejor|wins)\b"
)
_MORE = re.compile(
    r"\b(?:higher|more|greater|larger|longer|highest|most|mehr|hoher|grosser|mas)\b"
    r".{0,20}\b(?:better|best|besser|mejor|wins)\b"
)
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[%€$£]")


def less_is_better(name: str) -> LessIsBetter:
    """What the beginning of a criterion's name says of its direction."""
    folded = unicodedata.normalize("NFKD", name[:MOST_NAME_CHARACTERS].casefold())
    text = "".join(sign for sign in folded if not unicodedata.combining(sign))
    if _LESS.search(text):
        return LessIsBetter.SAID
    if _MORE.search(text):
        return LessIsBetter.NO
    tokens = set(_TOKEN.findall(text))
    if tokens & _OF_KIND["judged"]:
        return LessIsBetter.NO
    if _WAITING.search(text):
        return LessIsBetter.AMOUNT
    wanted_less = tokens & _OF_KIND["wanted less"]
    if not tokens & _OF_KIND["staff"]:
        wanted_less -= _OF_KIND["only of staff"]
    if not wanted_less:
        return LessIsBetter.NO
    return LessIsBetter.AMOUNT if tokens & _OF_KIND["unit"] else LessIsBetter.POSSIBLY
