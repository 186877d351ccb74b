"""Finding names and texts by the words people type: case, accents, blanks and hyphens aside.

A typed å, ø or æ means that letter: «år» finds «år» and «aar», but not «arbeid». Typed without them
a word may mean either: «losning» and «loesning» both find «løsning».
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import NamedTuple

MAX_LENGTH, MAX_WORDS = 100, 10
# A shorter word is looked for where words begin; «id» within words would find «tid» and «midler».
SHORT = 2
HYPHENS = "-\u2010"
SNIPPET, LEAD = 180, 50


class Spelling(dict[int, str]):
    """How each character is written when compared, for `str.translate`; filled as characters are met.

    Letters and digits become lower case without accents, hyphens stay, marks without a width vanish,
    and everything else parts words.
    """

    def __init__(self, letters: dict[str, str]) -> None:
        super().__init__()
        self.letters = letters

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKC", chr(code)).casefold()
        self[code] = "".join(self._write(character) for character in folded)
        return self[code]

    def _write(self, character: str) -> str:
        if character in self.letters:
            return self.letters[character]
        if character.isalnum():
            apart = unicodedata.normalize("NFKD", character)
            return "".join(one for one in apart if unicodedata.category(one) != "Mn")
        if character in HYPHENS:
            return "-"
        return "" if unicodedata.category(character) in ("Cf", "Mn") else " "


DIGRAPHS = Spelling({"å": "aa", "ø": "oe", "æ": "ae", "ö": "oe", "ä": "ae"})
PLAIN = Spelling({"å": "a", "ø": "o", "æ": "ae", "ö": "o", "ä": "a"})
KEPT = Spelling({letter: letter for letter in DIGRAPHS.letters})


class Stage(NamedTuple):
    """How far something is from being public; neither when it is."""

    is_draft: bool = False
    is_ahead: bool = False


PUBLIC = Stage()


@dataclass(frozen=True)
class Entry:
    """Something that can be found: its name, what it belongs to, and the texts on its page.

    `source` is shown and not searched: it is the same for very many.
    """

    shelf: str
    name: str
    address: str
    context: str = ""
    texts: tuple[str, ...] = ()
    source: str = ""
    stage: Stage = PUBLIC


class Piece(NamedTuple):
    """A part of a text; `hit` where it is what was searched for."""

    text: str
    hit: bool


@dataclass(frozen=True)
class Word:
    """One word of a query, lower case and without hyphens, with its pattern in each spelling."""

    text: str
    patterns: tuple[tuple[Spelling, re.Pattern[str]], ...]

    def is_in(self, text: str) -> bool:
        return any(pattern.search(_composed(text).translate(spelling)) for spelling, pattern in self.patterns)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where in the text, which is NFC, the word stands."""
        for spelling, pattern in self.patterns:
            places = [place for place, one in enumerate(text) for _ in one.translate(spelling)]
            for match in pattern.finditer(text.translate(spelling)):
                yield places[match.start()], places[match.end() - 1] + 1


def _composed(text: str) -> str:
    """Write «å» as one character, which some systems send as an «a» and a ring."""
    return unicodedata.normalize("NFC", text)


def words_of(query: str) -> list[Word]:
    """Return the words of a query, in order.

    >>> [word.text for word in words_of("«ID-porten»,  MÅL")]
    ['idporten', 'mål']
    """
    parts = _composed(query).translate(KEPT).split()
    return [_word(part.strip("-")) for part in parts if part.strip("-")]


def _word(typed: str) -> Word:
    # What is typed with å is looked for as «å» and «aa», never as «a»: the plain spelling has no å.
    forms = ((DIGRAPHS, typed.translate(DIGRAPHS)), (PLAIN, typed))
    text = typed.replace("-", "")
    start = r"(?<![^\W_])" if len(text) <= SHORT else ""
    return Word(text, tuple((spelling, re.compile(start + _pattern(form))) for spelling, form in forms))


def _pattern(form: str) -> str:
    """Return the pattern of a word: a hyphen more makes no difference, nor does a blank for a hyphen."""
    return "[- ]?".join("-?".join(part) for part in form.split("-"))


@dataclass(frozen=True)
class Hit:
    """An entry in which every word was found; the lower the rank, the better."""

    entry: Entry
    words: tuple[Word, ...]
    rank: int

    @property
    def name(self) -> tuple[Piece, ...]:
        return pieces(self.entry.name, self.words)

    @property
    def context(self) -> tuple[Piece, ...]:
        return pieces(self.entry.context, self.words)

    @property
    def snippet(self) -> tuple[Piece, ...]:
        """The part of the entry's texts that holds most of the words; () when none holds any."""
        held = [(sum(word.is_in(text) for word in self.words), text) for text in self.entry.texts]
        most, text = max(held, key=lambda one: one[0], default=(0, ""))
        return excerpt(text, self.words) if most else ()


def search(entries: Iterable[Entry], query: str) -> tuple[Hit, ...]:
    """Return the entries that hold every word of the query, the best first, else in the order given."""
    words = tuple(words_of(query))
    if not words:
        return ()
    hits = [Hit(entry, words, rank) for entry in entries if (rank := _rank(entry, words)) is not None]
    return tuple(sorted(hits, key=lambda hit: hit.rank))


def _rank(entry: Entry, words: Sequence[Word]) -> int | None:
    """Return 0 where the name begins with the query, 1 where it holds all of it, 2 where the page does; else None."""
    if all(word.is_in(entry.name) for word in words):
        return 0 if _begins(entry.name, words) else 1
    everything = (entry.name, entry.context, *entry.texts)
    return 2 if all(any(word.is_in(text) for text in everything) for word in words) else None


def _begins(name: str, words: Sequence[Word]) -> bool:
    for spelling in (DIGRAPHS, PLAIN):
        asked = " ".join(word.text.translate(spelling) for word in words)
        if " ".join(_composed(name).translate(spelling).replace("-", "").split()).startswith(asked):
            return True
    return False


def pieces(text: str, words: Sequence[Word]) -> tuple[Piece, ...]:
    """Part a text into what was searched for and the rest; joined again they are the text."""
    text = _composed(text)
    parts, done = [], 0
    for start, end in _merged(span for word in words for span in word.spans(text)):
        parts += [Piece(text[done:start], False), Piece(text[start:end], True)]
        done = end
    parts.append(Piece(text[done:], False))
    return tuple(part for part in parts if part.text)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def excerpt(text: str, words: Sequence[Word]) -> tuple[Piece, ...]:
    """Return a part of a text short enough for a list, from a little before the first hit, cut between words."""
    text = _composed(text)
    if len(text) <= SNIPPET:
        return pieces(text, words)
    first = min((start for word in words for start, _end in word.spans(text)), default=0)
    begin = text.find(" ", first - LEAD, first) + 1 if first > LEAD else 0
    end = len(text) if len(text) - begin <= SNIPPET else text.rfind(" ", begin, begin + SNIPPET)
    end = end if end > first else begin + SNIPPET
    part = pieces(text[begin:end], words)
    return (
        *([Piece("… ", False)] if begin else []),
        *part,
        *([Piece(" …", False)] if end < len(text) else []),
    )


def suggest(entries: Sequence[Entry], query: str, limit: int = 3) -> tuple[str, ...]:
    """Return other queries that do find something: misspelt words put right, then each of the words alone."""
    words = words_of(query)
    if not words:
        return ()
    known = {_plain(shown): shown for entry in entries for shown in entry.name.split() if len(_plain(shown)) > SHORT}
    choices = [[word.text] if search(entries, word.text) else _nearest(word, known, limit) for word in words]
    whole = (" ".join(choice) for choice in islice(product(*choices), MAX_WORDS))
    alone = (option for choice in choices for option in choice)
    asked = " ".join(word.text for word in words)
    tried = dict.fromkeys(candidate for candidate in (*whole, *alone) if candidate != asked)
    return tuple(islice((candidate for candidate in tried if search(entries, candidate)), limit))


def _nearest(word: Word, known: dict[str, str], limit: int) -> list[str]:
    near = difflib.get_close_matches(word.text.translate(PLAIN), known, n=limit, cutoff=2 / 3)
    return [known[one].strip("()«».,:;") for one in near]


def _plain(text: str) -> str:
    return "".join(one for one in _composed(text).translate(PLAIN) if one.isalnum())
