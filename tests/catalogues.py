"""What there is to translate, read from code and templates without any tool of the system."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent

SINGULAR, PLURAL, WITH_CONTEXT, PLURAL_WITH_CONTEXT = None, (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    "_": SINGULAR,
    "gettext": SINGULAR,
    "gettext_lazy": SINGULAR,
    "gettext_noop": SINGULAR,
    "ngettext": PLURAL,
    "ngettext_lazy": PLURAL,
    "pgettext": WITH_CONTEXT,
    "pgettext_lazy": WITH_CONTEXT,
    "npgettext": PLURAL_WITH_CONTEXT,
    "npgettext_lazy": PLURAL_WITH_CONTEXT,
}
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdr]|\{\w*\}")

# (context or None, the words); a message with a plural has two words.
Key = tuple[str | None, tuple[str, ...]]


def messages(source: str) -> Iterator[Key]:
    """Yield what Python source marks for translation."""
    found = extract_python(BytesIO(source.encode()), list(KEYWORDS), [], {"encoding": "utf-8"})
    for _line, function, words, _comments in found:
        parts = words if isinstance(words, tuple) else (words,)
        spec = KEYWORDS[function]
        has_context = spec in (WITH_CONTEXT, PLURAL_WITH_CONTEXT)
        wanted = 1 if spec in (SINGULAR, WITH_CONTEXT) else 2
        context, texts = (parts[0], parts[1:]) if has_context else (None, parts)
        if texts and texts[0]:
            yield context, tuple(texts[:wanted])


def template_messages(source: str) -> Iterator[Key]:
    """Yield what a template marks for translation; `%` is doubled in it, as makemessages does."""
    # What templatize leaves is calls between rubbish: only the indentation would trouble a Python reader.
    yield from messages("\n".join(line.lstrip() for line in templatize(source).splitlines()))


def marked() -> dict[Key, str]:
    """Return every message of the code and the templates, with a file that holds it."""
    found: dict[Key, str] = {}
    for folder in ("config", "goals", "metrics"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            found |= dict.fromkeys(messages(path.read_text(encoding="utf-8")), str(path.relative_to(ROOT)))
    for path in sorted((ROOT / "templates").rglob("*.*")):
        found |= dict.fromkeys(template_messages(path.read_text(encoding="utf-8")), str(path.relative_to(ROOT)))
    return found


def key_of(message: Message) -> Key:
    # Babel leaves the context of a compiled message as bytes.
    context = message.context.decode() if isinstance(message.context, bytes) else message.context
    return context, (message.id,) if isinstance(message.id, str) else tuple(message.id)


def strings_of(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def translated(catalogue: Catalog) -> dict[Key, tuple[str, ...]]:
    """Return what each message of a catalogue becomes, the header left out."""
    return {key_of(message): strings_of(message) for message in catalogue if message.id}


def placeholders(text: str) -> list[str]:
    """Return the placeholders of a text in a fixed order: what a translation must keep."""
    return sorted(PLACEHOLDER.findall(text.replace("%%", "")))
