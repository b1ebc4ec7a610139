"""What the words of a header say: criterion, weight, a candidate's score, weighted points, …"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from scorecard.excel.label_weights import without_weight
from scorecard.excel.limits import MOST_NAME_CHARACTERS


class Says(StrEnum):
    """What a header cell is about; OTHER is usually a candidate's name."""

    NOTHING = "nothing"
    CRITERION = "criterion"
    GROUP = "group"
    NUMBERING = "numbering"
    WEIGHT = "weight"
    LOW = "low"
    HIGH = "high"
    SCORE = "score"
    AGREED_SCORE = "agreed score"
    AVERAGE = "average"
    WEIGHTED = "weighted"
    REMARK = "remark"
    RANK = "rank"
    TOTAL = "total"
    THRESHOLD = "threshold"
    UNIT = "unit"
    CANDIDATES = "candidates"
    OTHER = "other"


# What stands under a candidate's name in a header of two rows.
MEASURES = frozenset({
    Says.SCORE, Says.AGREED_SCORE, Says.AVERAGE, Says.WEIGHTED, Says.REMARK, Says.RANK, Says.TOTAL,
})  # fmt: skip

# What is longer than a candidate's name may be is a text; its beginning says as much.
MOST_LABEL_CHARACTERS = MOST_NAME_CHARACTERS

_WORDS = {
    "criterion": "criterion criteria subcriterion subcriteria kriterium kriterien "
    "zuschlagskriterium zuschlagskriterien unterkriterium critere criteres criterio criterios "
    "requirement requirements question questions anforderung attribute factor indicator",
    "group": "group category section theme area heading gruppe kategorie bereich hauptkriterium "
    "categorie rubrique categoria grupo domain pillar",
    "numbering": "no nr num number ref reference id item # lfd pos position",
    "weight": "weight weights weighting weightings wt gewicht gewichte gewichtung ponderation "
    "poids peso pesos ponderacion importance % percent prozent",
    "low": "low min minimum lowest worst mindestpunktzahl",
    "high": "high max maximum highest best available possible achievable obtainable maximal "
    "maximale maximalpunktzahl hochstpunktzahl maxi maximo",
    "measure": "score scores mark marks points pts point rating ratings raw unweighted awarded "
    "punkte punktzahl pkt bewertung note notes points wertung erreicht puntos puntuacion "
    "puntaje scored rated value result results scoring grade",
    "agreed": "consensus agreed moderated final konsens",
    "average": "average avg mean durchschnitt mittelwert moyenne promedio media",
    "weighted": "weighted gewichtet gewichtete gewichteter pondere ponderee ponderes ponderado "
    "ponderada contribution wtd",
    "remark": "comment comments remark remarks justification rationale description commentary "
    "bemerkung bemerkungen kommentar begrundung beschreibung commentaire commentaires "
    "observations observaciones comentarios evidence guidance definition strengths weaknesses "
    "hinweis source",
    "rank": "rank ranking rang place platz posicion",
    "total": "total totals grand sum subtotal overall gesamt summe gesamtpunktzahl somme",
    "threshold": "threshold pass required minimum-required passmark hurdle mindestanforderung "
    "schwelle",
    "unit": "unit units einheit unite unidad",
    "bidder": "bidder bidders tenderer tenderers supplier suppliers vendor vendors candidate "
    "candidates provider providers offeror bieter anbieter lieferant soumissionnaire "
    "proveedor licitador offerer company firm",
    "filler": "of the per for in and or sub award evaluation main der die das fur von de le la "
    "by on to as out given x × * & each assigned",
}  # fmt: skip
_CLASS_OF = {word: name for name, words in _WORDS.items() for word in words.split()}
# "Notes" is a remark in English and a mark in French; under a candidate it is a remark.
_CLASS_OF["notes"] = "remark"
_CLASS_OF["min"] = "low"

# Bounded and never begun within a number: a header may hold very many digits in a row.
_FIGURE = r"\d{1,12}(?:[.,]\d{1,12})?(?!\d)"
_RANGE = re.compile(rf"(?P<low>(?<!\d){_FIGURE})\s?(?:-|–|—|to|bis|a|à|\.\.)\s?(?P<high>{_FIGURE})")
_OUT_OF = re.compile(rf"(?:(?<![\d/])/|\bout of|\bvon|\bsur)\s?(?P<high>{_FIGURE})", re.IGNORECASE)
_MOST = re.compile(
    r"\bmax(?:imum|\.)?(?:\s?(?:score|marks?|points?|pts|punkte))?\.?\s?[:=]?\s?"
    rf"(?P<high>{_FIGURE})(?:\s?(?:points?|pts|marks?|punkte))?",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_TOKEN = re.compile(r"[^\W_]+(?:['’&.-][^\W_]+)*|[#%×*]")
_TIMES = {"x", "×", "*"}
_EDGES = " \t-–—:|,;/()[]·•"


@dataclass(frozen=True)
class Label:
    """What a header cell says; `subject` is what remains of it, as a candidate's name does.

    `owner` is the candidate whose name stands above it in a header of two rows.
    """

    text: str
    says: Says
    subject: str = ""
    scale: tuple[float, float] | None = None
    names_measure: bool = False
    owner: str = ""


def read_label(text: str) -> Label:
    """Reads one header cell."""
    line = _beginning(text)
    scale, rest = stated_scale(without_weight(line))
    classed = [(token, _class_of(token[0])) for token in _tokens(rest)]
    known = {name for _, name in classed if name}
    subject = _subject(rest, classed)
    measures = bool(known & {"measure", "weighted", "agreed", "average"})
    if {"weight", "measure"} <= known and _TIMES & {token[0] for token, _ in classed}:
        known.add("weighted")
    says = _says(known, bool(subject), bool(classed), scale is not None)
    return Label(line, says, subject, scale, measures)


def stated_scale(text: str) -> tuple[tuple[float, float] | None, str]:
    """The scale that a text states, as in `(0-5)`, `/10` or `max. 20`, and the text without it.

    Only the beginning of a long text is read and given back.
    """
    text = _beginning(text)
    for match in _BRACKETS.finditer(text):
        inner = match[1].strip()
        scale = _range(inner) or _most(_OUT_OF.fullmatch(inner)) or _most(_MOST.search(inner))
        if scale:
            return scale, text[: match.start()] + " " + text[match.end() :]
    for pattern in (_OUT_OF, _MOST):
        match_alone = pattern.search(text)
        scale = _most(match_alone)
        if match_alone and scale:
            return scale, text[: match_alone.start()] + " " + text[match_alone.end() :]
    words = {_class_of(token[0]) for token in _tokens(text) if not token[0].isdigit()}
    found = _RANGE.search(text)
    if (
        found
        and (words & {"measure", "weighted"} or not words - {"filler"})
        and (scale := _range(text))
    ):
        return scale, text[: found.start()] + " " + text[found.end() :]
    return None, text


def words_only(text: str, *classes: str) -> bool:
    """Whether a text has nothing but words of these classes, fillers and numbers."""
    names = [_class_of(token[0]) for token in _tokens(text) if not token[0].isdigit()]
    return bool(set(names) & set(classes)) and not set(names) - {*classes, "filler", "measure"}


def starts_with_total(text: str) -> bool:
    """Whether a row's name begins like a total: `Total`, `Sub-total quality`, `Summe`."""
    tokens = [_class_of(token[0]) for token in _tokens(text)[:3]]
    return "total" in tokens[:1] or tokens[:2] in (["weighted", "total"], ["filler", "total"])


def _range(text: str) -> tuple[float, float] | None:
    match = _RANGE.search(text)
    if match is None:
        return None
    low, high = (float(match[name].replace(",", ".")) for name in ("low", "high"))
    return (low, high) if low < high else None


def _most(match: re.Match[str] | None) -> tuple[float, float] | None:
    high = float(match["high"].replace(",", ".")) if match else 0.0
    return (0.0, high) if high > 0 else None


def _beginning(text: str) -> str:
    """As much of a text as a label has, on one line and composed alike."""
    line = " ".join(unicodedata.normalize("NFKC", text[: 2 * MOST_LABEL_CHARACTERS]).split())
    return line[:MOST_LABEL_CHARACTERS].rstrip()


def _tokens(text: str) -> list[tuple[str, int, int]]:
    read = text[:MOST_LABEL_CHARACTERS]
    return [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(read)]


def _class_of(token: str) -> str:
    folded = unicodedata.normalize("NFKD", token.casefold())
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign)).strip(".")
    return _CLASS_OF.get(bare) or _CLASS_OF.get(bare.replace("-", "")) or _class_of_parts(bare)


def _class_of_parts(token: str) -> str:
    """`Sub-criterion` and `Pass-mark` are what their parts are."""
    parts = [_CLASS_OF.get(part, "") for part in token.split("-")]
    return next((part for part in parts if part != "filler"), "") if all(parts) else ""


def _subject(rest: str, classed: list[tuple[tuple[str, int, int], str]]) -> str:
    """What remains when the words of a score sheet are taken from both ends."""
    kept = [token for token, name in classed if not name]
    if not kept:
        return ""
    # "Max Muster GmbH" keeps its first word.
    edges = ("", "bidder", "high", "low", "criterion", "unit", "group")
    first = next(i for i, (_, name) in enumerate(classed) if name in edges)
    last = max(i for i, (_, name) in enumerate(classed) if name in edges)
    start, end = classed[first][0][1], classed[last][0][2]
    if classed[first][1] == "bidder" and rest[classed[first][0][2] :].lstrip().startswith(":"):
        start = classed[first][0][2]
    subject = rest[start:end].strip(_EDGES)
    for opening, closing in ("()", "[]"):
        if subject.count(opening) > subject.count(closing):
            subject += closing
    return subject


def _says(known: set[str], has_subject: bool, has_words: bool, has_scale: bool) -> Says:
    if not has_words:
        return Says.SCORE if has_scale else Says.NOTHING
    for name, says in (("weighted", Says.WEIGHTED), ("remark", Says.REMARK), ("rank", Says.RANK)):
        if name in known:
            return says
    if has_subject:
        return _says_of_a_subject(known)
    if "threshold" in known:
        return Says.THRESHOLD
    for name, says in (
        ("numbering", Says.NUMBERING),
        ("weight", Says.WEIGHT),
        ("high", Says.HIGH),
        ("low", Says.LOW),
        ("agreed", Says.AGREED_SCORE),
        ("average", Says.AVERAGE),
        ("total", Says.TOTAL),
        ("group", Says.GROUP),
        ("measure", Says.SCORE),
        ("criterion", Says.CRITERION),
        ("unit", Says.UNIT),
        ("bidder", Says.CANDIDATES),
    ):
        if name in known:
            return says
    return Says.SCORE if has_scale else Says.NOTHING


def _says_of_a_subject(known: set[str]) -> Says:
    if "weight" in known and "bidder" not in known:
        return Says.WEIGHT
    if {"high", "measure"} <= known:
        return Says.HIGH
    for name, says in (
        ("agreed", Says.AGREED_SCORE),
        ("average", Says.AVERAGE),
        ("total", Says.TOTAL),
        ("criterion", Says.CRITERION),
    ):
        if name in known:
            return says
    return Says.OTHER
