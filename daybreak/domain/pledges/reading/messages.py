"""E-mails and chat messages, pasted one after the other: one line for each sender, guessed from their own words.

Nothing is dropped: whatever was not understood stands in the column of the message, for a person to read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from daybreak.domain.pledges.reading.headings import Column
from daybreak.domain.pledges.reading.table import MOST_LINES, Line, Sheet, SheetRefused, refuse_too_many, tidy

COLUMNS = (Column.NAME, Column.EMAIL, Column.PHONE, Column.CITY, Column.MESSAGE)
HEADINGS = ("Name", "E-mail", "Phone", "City", "Message")

_FROM = "from|von|de|da|van|från|fra|보낸 ?사람|발신|差出人|发件人|寄件者|寄件人|от|من"
_REPLY = "reply-to|reply to|antwort an|répondre à|responder a|답장|返信先|回复"
_OTHER = (
    "to|an|à|a|para|cc|bcc|date|datum|fecha|data|sent|gesendet|envoyé|enviado|received|subject|betreff|objet|asunto"
    "|assunto|oggetto|onderwerp|message-id|받는 ?사람|받은 ?날짜|보낸 ?날짜|날짜|제목|참조|宛先|件名|日時|日付"
    "|收件人|主题|日期|时间|кому|тема|дата|إلى|الموضوع|التاريخ"
)
_HEADER = re.compile(
    rf"^[*\s]*(?:(?P<sender>{_FROM})|(?P<reply>{_REPLY})|(?P<other>{_OTHER}))[*]?\s*[:：]\s*(?P<value>.*)$", re.I
)
_CHAT = re.compile(
    r"^\W{0,2}\[?(?P<when>\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?"
    r"|\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?,?\s+\d{1,4}[./-]\d{1,2}[./-]\d{1,4})\]?"
    r"\s*[-–]?\s*(?P<sender>[^:]{1,60}):\s(?P<words>.*)$",
    re.I,
)
_RULE = re.compile(r"^[\s>]*[-_=*]{4,}.*$")
_WROTE = re.compile(
    r"^(on .* wrote|am .* schrieb .*|le .* a écrit|el .* escribió|.*(작성|쓴 글)|.*さんは書きました)\s*:?$", re.I
)
_ADDRESS = re.compile(
    r"[^\s@<>(),;:\"'\[\]]{1,64}@[^\s@<>(),;:\"'\[\]]{1,190}\.[A-Za-z0-9-]{2,60}"
)  # bounded: no long walks
_NUMBER = re.compile(r"(?<![\w.])\+?\(?\d[\d\s().\-/]{6,18}\d(?!\w)")
_NO_NUMBER = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}:\d\d")
_PARTS = re.compile(r"\s+[–—\-|/•·]\s+|[,;|\t•·:]\s*|\s{3,}")
_LABEL = re.compile(
    r"^\W*(?P<what>name|full name|city|town|ville|stadt|ciudad|cidade|phone|mobile|tel|whatsapp|nom|nombre"
    r"|이름|성명|도시|전화|연락처|名前|都市|姓名|城市|电话|الاسم|المدينة|имя|город|телефон)\s*[:：=\-]\s*(?P<value>.+)$",
    re.I,
)
_CITY_LABELS = ("city", "town", "ville", "stadt", "ciudad", "cidade", "도시", "都市", "城市", "المدينة", "город")
_PHONE_LABELS = ("phone", "mobile", "tel", "whatsapp", "전화", "연락처", "电话", "телефон")
_BEFORE_CITY = re.compile(
    r"\b(?:in|from|at|for|to|near|cover|take|do|en|à|de|a|em|aus|nach|für|i|di|в|из)\s+(?=[^\W\d_])", re.I
)
_CLOSING = re.compile(
    r"^(best|kind|warm|many|with)?\s*(regards|wishes|thanks|thank you|cheers|yours|sincerely|love|greetings|saludos"
    r"|cordialement|merci"
    r"|grüße|gruß|obrigad[oa]|abraços|감사합니다|드림|よろしく|谢谢|مع تحيات|спасибо)\b.*$",
    re.I,
)
_I_AM = re.compile(
    r"\b(?:my name is|this is|i am|i'm|ich bin|ich heiße|je m'appelle|me llamo|soy|meu nome é)\s+"
    r"(?P<name>[A-ZÀ-Þ][^\s,.;!]+(?:\s+[A-ZÀ-Þ][^\s,.;!]+){0,3})"
)
_PARTICLES = re.compile(r"(에서는|에서|에게|으로|입니다|이에요|은|는|을|를|에|의|로)$")
_WORDS_OF_A_CITY = 3


@dataclass
class _Message:
    """One message while it is read."""

    number: int
    sender: str = ""
    reply: str = ""
    body: list[str] = field(default_factory=list)

    @property
    def says_anything(self) -> bool:
        return bool(self.sender or self.reply or any(line.strip() for line in self.body))


def looks_like_messages(text: str) -> bool:
    """Whether pasted text is e-mails or a chat rather than a table."""
    lines = [line for line in text.splitlines() if line.strip()]
    if any("\t" in line for line in lines):
        return False
    senders = sum(1 for line in lines if (found := _HEADER.match(line)) and found["sender"] and "@" in line)
    chats = sum(1 for line in lines if _CHAT.match(line))
    return senders > 0 or chats * 3 > len(lines)


def read_messages(text: str, *, is_city: Callable[[str], bool]) -> Sheet:
    """Read e-mails, a chat, or paragraphs about one person each. *is_city* says whether words name a city.

    :raises SheetRefused: if there are no words, or too many messages.
    """
    lines = text.splitlines()
    if any((found := _HEADER.match(line)) and found["sender"] for line in lines):
        found_messages = list(_mails(lines))
    elif any(_CHAT.match(line) for line in lines):
        found_messages = list(_chat(lines))
    else:
        found_messages = list(_paragraphs(lines))
    messages = [one for one in found_messages if one.says_anything]
    if not messages:
        raise SheetRefused("There is nothing in it. Paste the messages, one after the other.")
    if len(messages) > MOST_LINES:
        refuse_too_many(len(messages), 0)
    rows = [Line(1, HEADINGS), *(_line(one, is_city) for one in messages)]
    notes = ["Names, cities and numbers were guessed from the words. Compare each line with its message."]
    return Sheet("", rows, notes, header=0)


def _mails(lines: Iterable[str]) -> Iterator[_Message]:
    """Cut e-mails apart at their From lines. Quoted answers are left out: somebody else wrote them."""
    now, in_head = _Message(1), False
    for number, line in enumerate(lines, start=1):
        header = _HEADER.match(line)
        if header and header["sender"] and ("@" in header["value"] or not in_head):
            if now.says_anything:
                yield now
            now, in_head = _Message(number, sender=header["value"].strip()), True
        elif header and header["reply"] and in_head:
            now.reply = header["value"].strip()
        elif header and header["other"] and in_head:
            continue
        elif line.lstrip().startswith(">") or _RULE.match(line) or _WROTE.match(line.strip()):
            in_head = False
        else:
            in_head = in_head and not line.strip() and not now.body
            now.body.append(line)
    if now.says_anything:
        yield now


def _chat(lines: Iterable[str]) -> Iterator[_Message]:
    """Gather what each sender of a chat wrote, in the order of their first messages."""
    by_sender: dict[str, _Message] = {}
    now: _Message | None = None
    for number, line in enumerate(lines, start=1):
        found = _CHAT.match(line)
        if found:
            sender = found["sender"].strip(" ~\u200e\u202a\u202c")
            now = by_sender.setdefault(sender, _Message(number, sender=sender))
            now.body.append(found["words"])
        elif now is not None:
            now.body.append(line)
        elif line.strip():
            now = by_sender.setdefault("", _Message(number))
            now.body.append(line)
    yield from by_sender.values()


def _paragraphs(lines: list[str]) -> Iterator[_Message]:
    """One person a line where most lines hold an address or a number; else one a paragraph."""
    filled = [line for line in lines if line.strip()]
    with_contact = sum(1 for line in filled if _ADDRESS.search(line) or _numbers(line))
    one_a_line = with_contact * 2 > len(filled)
    now = _Message(1)
    for number, line in enumerate(lines, start=1):
        if (one_a_line or not line.strip()) and now.says_anything:
            yield now
            now = _Message(number)
        if not now.body:
            now.number = number
        if line.strip():
            now.body.append(line)
    if now.says_anything:
        yield now


def _line(message: _Message, is_city: Callable[[str], bool]) -> Line:
    body = "\n".join(message.body).strip()
    labelled = {
        found["what"].casefold(): found["value"].strip() for line in message.body if (found := _LABEL.match(line))
    }
    address = _first(_ADDRESS.findall(message.reply) + _ADDRESS.findall(message.sender) + _ADDRESS.findall(body))
    number = _first(
        [labelled[label] for label in _PHONE_LABELS if label in labelled] + _numbers(message.sender) + _numbers(body)
    )
    named = _first([labelled[label] for label in _CITY_LABELS if label in labelled])
    city = named or _city(body, is_city)
    return Line(message.number, (_name(message, labelled, city, is_city), address, number, city, tidy(body)))


def _first(found: Iterable[str]) -> str:
    return next((one.strip(" .,;") for one in found if one.strip()), "")


def _numbers(text: str) -> list[str]:
    bare = _NO_NUMBER.sub(" # ", text)
    return [one.strip() for one in _NUMBER.findall(bare) if 8 <= sum(map(str.isdigit, one)) <= 15]


def _name(message: _Message, labelled: dict[str, str], city: str, is_city: Callable[[str], bool]) -> str:
    """Return who wrote: as labelled, as the sender is called, as they sign, or the part that is nothing else."""
    for label in ("full name", "name", "nom", "nombre", "이름", "성명", "名前", "姓名", "الاسم", "имя"):
        if label in labelled:
            return labelled[label]
    sender = re.sub(r"<[^>]*>|\([^)]*@[^)]*\)|\[mailto:[^\]]*\]", "", _ADDRESS.sub("", message.sender)).strip(
        " \"'*<>,"
    )
    if any(letter.isalpha() for letter in sender) and not message.reply:
        family, comma, given = sender.partition(", ")
        return f"{given} {family}" if comma and len(sender.split()) <= 4 else sender
    signed = _signed(message.body)
    if signed:
        return signed
    said = _I_AM.search("\n".join(message.body))
    if said:
        return said["name"]
    if len(message.body) == 1 and not message.sender:
        return _first(
            part
            for part in _PARTS.split(message.body[0])
            if part and part != city and not _ADDRESS.search(part) and not _numbers(part) and _could_be_name(part)
            if not is_city(part)
        )
    return sender if any(letter.isalpha() for letter in sender) else ""


def _signed(lines: list[str]) -> str:
    """Return the line below the closing words, if it looks like a name."""
    filled = [line.strip(" ,") for line in lines if line.strip()]
    for place, line in enumerate(filled[:-1]):
        if _CLOSING.match(line) and len(line.split()) <= 4 and _could_be_name(filled[place + 1]):
            return filled[place + 1]
    return ""


def _could_be_name(text: str) -> bool:
    words = text.split()
    return 1 <= len(words) <= 5 and len(text) <= 60 and not re.search(r"[\d@:!?]", text) and any(map(str.isalpha, text))


def _city(body: str, is_city: Callable[[str], bool]) -> str:
    """Return the first words that name a city: a part of a list, else what follows "in" or "from"."""
    for line in body.splitlines():
        for part in _PARTS.split(line):
            words = part.strip(" .()!?")
            if words and len(words.split()) <= _WORDS_OF_A_CITY and not _ADDRESS.search(words) and is_city(words):
                return words
    for found in _BEFORE_CITY.finditer(body):
        words = re.split(r"[\s]+", body[found.end() :], maxsplit=_WORDS_OF_A_CITY)[:_WORDS_OF_A_CITY]
        for size in range(len(words), 0, -1):
            text = " ".join(words[:size]).strip(" .,;!?()\n")
            if text[:1].isupper() or not text[:1].isascii():
                bare = text.split(",")[0].split(".")[0].strip()
                if bare and is_city(bare):
                    return bare
    for word in re.findall(r"[^\W\d_a-zA-Z]{2,}", body):
        bare = _PARTICLES.sub("", word)
        if is_city(bare):
            return bare
    return ""
