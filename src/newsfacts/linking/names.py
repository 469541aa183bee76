"""Keys by which names are compared: folded letters, bare of case endings, and by their sound across spellings."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from newsfacts import resources

_WORD = re.compile(r"[^\W_]+")
_DOUBLED = re.compile(r"(.)\1+")
_BRACKETED = re.compile(r"^(?P<name>.+?)\s*\((?P<other>[^()]+)\)\s*$")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The name in lower case without accents, punctuation and doubled spaces: "Élysée-Palast" is "elysee palast"."""
    plain = unicodedata.normalize("NFKD", name).casefold().replace("ø", "o").replace("ł", "l").replace("ı", "i")
    letters = "".join(c for c in plain if not unicodedata.combining(c)).replace("'", "").replace("’", "")
    return " ".join(_WORD.findall(letters))


@dataclass(frozen=True, slots=True)
class Inflection:
    """What a language adds to names: endings, with the letters to be `left` before them, and weightless words."""

    endings: tuple[str, ...]
    genitive: tuple[str, ...]
    left: dict[str, int]
    articles: frozenset[str]
    joints: frozenset[str]
    honorifics: frozenset[str]


@cache
def inflection(language: str) -> Inflection:
    """The inflection of `language`; a language without a table inflects nothing."""
    forms: dict[str, tuple[str, ...]] = {}
    left: dict[str, int] = {}
    for row in resources.rows("gazetteer", "inflection.tsv"):
        if row["language"] == language:
            forms[row["kind"]] = tuple(fold(form) for form in row["forms"].split("|"))
            left[row["kind"]] = int(row["left"])
    return Inflection(
        endings=_longest_first(forms.get("endings", ())),
        genitive=forms.get("genitive", ()),
        left=left,
        articles=frozenset(forms.get("articles", ())),
        joints=frozenset(forms.get("joints", ())),
        honorifics=frozenset(forms.get("honorifics", ())),
    )


def _longest_first(endings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(endings, key=lambda ending: (-len(ending), ending)))


def bare(key: str, words: frozenset[str]) -> str:
    """A folded name without the words of `words` at its start, never empty."""
    tokens = key.split()
    while len(tokens) > 1 and tokens[0] in words:
        tokens = tokens[1:]
    return " ".join(tokens)


@lru_cache(maxsize=65536)
def stem(key: str, language: str) -> str:
    """A folded name with the case ending of every token taken off: "islamischen republik" is "islamisch republik"."""
    rules = inflection(language)
    return " ".join(_without_ending(token, rules) for token in key.split())


def _without_ending(token: str, rules: Inflection) -> str:
    for ending in rules.endings:
        if token.endswith(ending) and len(token) - len(ending) >= rules.left["endings"]:
            return token[: -len(ending)]
    return token


def nominatives(key: str, language: str) -> tuple[str, ...]:
    """What a folded name may be in the nominative: "irans" is "iran", "philippinen" stays beside "philippine"."""
    rules = inflection(language)
    least = rules.left.get("genitive", 0)
    return tuple(key[: -len(e)] for e in rules.genitive if key.endswith(e) and len(key) - len(e) >= least)


@cache
def _romanisation() -> tuple[re.Pattern[str], dict[str, str]]:
    """All spellings as one pattern, longest first, so that a name is read once from left to right."""
    rules = {row["from"]: row["to"] for row in resources.rows("gazetteer", "romanisation.tsv")}
    longest = sorted(rules, key=lambda spelling: (-len(spelling), spelling))
    return re.compile("|".join(map(re.escape, longest))), rules


@lru_cache(maxsize=65536)
def sound(key: str) -> str:
    """A key equal for the German and the English spelling of a name from another script: Netanjahu and Netanyahu."""
    pattern, rules = _romanisation()
    return " ".join(_DOUBLED.sub(r"\1", pattern.sub(lambda m: rules[m[0]], token)) for token in key.split())


def variants(name: str) -> tuple[str, ...]:
    """The names that one written name holds: "X (ABC)" is "X (ABC)", "X" and "ABC"."""
    match = _BRACKETED.match(name)
    return (name, match["name"], match["other"]) if match else (name,)
