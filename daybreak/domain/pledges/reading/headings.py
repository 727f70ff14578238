"""What a column holds, guessed from its heading and its first values. The desk corrects it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from django.db import models

_LOOKED_AT = 15  # lines among which the headings are looked for
_LONG = 40  # letters beyond which a heading is a question, whose words are worth less


class Column(models.TextChoices):
    """What a column can hold."""

    IGNORE = "ignore", "not read"
    NAME = "name", "name"
    FIRST = "first", "first name"
    LAST = "last", "family name"
    EMAIL = "email", "e-mail"
    PHONE = "phone", "phone"
    CITY = "city", "city"
    COUNTRY = "country", "country"
    ORGANISATION = "organisation", "organisation"
    ROLE = "role", "role"
    LANGUAGE = "language", "language"
    SHOWN_AS = "shown_as", "shown as"
    NOTE = "note", "note"
    MESSAGE = "message", "message"


MANY = frozenset({Column.IGNORE, Column.NOTE, Column.MESSAGE})
"""What several columns may hold at once."""

# The usual headings of forms and petitions, in a dozen languages. The order is the order of the questions: whether a
# heading is about consent or an organisation is asked before whether it is about a name.
_WORDS: tuple[tuple[Column, str], ...] = (
    (
        Column.IGNORE,
        r"time ?stamp|zeitstempel|horodate\w*|marca temporal|carimbo|타임스탬프|タイムスタンプ|时间戳|отметка времени"
        r"|طابع زمني|\bzip\b|postal code|postcode|postleitzahl|code postal|우편번호|\bid\b|uuid|\butm\b|referrer"
        r"|event (type|title|name|url)|timeslot|signup|sign up|rsvp|subscri|ip address|opt ?in|\bhear\b",
    ),
    (Column.EMAIL, r"e ?mail|courriel|correo|メール|电子邮件|电邮|邮箱|電子郵件|이메일|메일|البريد|почт|epost|e posta"),
    (
        Column.PHONE,
        r"phone|mobile|\bcell\b|\btel\b|telefon|téléphone|teléfono|telefone|whatsapp|signal|handy|전화|휴대폰|연락처|電話|电话|手机"
        r"|هاتف|جوال|телефон|numéro|\bsms\b",
    ),
    (
        Column.SHOWN_AS,
        r"show(n)? (you|your|as|in)|shown|displayed|publi(c|sh)\w*|anonym\w*|privacy|공개|표시|익명|公開|公开|匿名"
        r"|afficher|anzeigen|mostrar|نشر|публич",
    ),
    (Column.LANGUAGE, r"langu\w*|sprache|idioma|lingua|\btaal\b|언어|言語|语言|語言|اللغة|لغة|язык"),
    (Column.ROLE, r"\brole?\b|rolle|\brol\b|papel|función|fonction|역할|役割|角色|دور|роль|lead or"),
    (
        Column.ORGANISATION,
        r"organi[sz]a[tç]\w*|organisme|\bngo\b|\bong\b|association|company|group|verein|church|employer|affiliation"
        r"|단체|기관|소속|団体|組織|组织|机构|منظمة|организация",
    ),
    (
        Column.CITY,
        r"\b(city|town|ville|stadt|ciudad|cidade|città|citta|stad|şehir|kota)\b|locality|\bwhere\b|embassy|consulate"
        r"|도시|都市|城市|مدينة|город|지역",
    ),
    (
        Column.COUNTRY,
        r"countr\w*|\bpays\b|\bland\b|\bpaís\b|\bpais\b|paese|\bnation\b|국가|나라|国家|国名|國家|دولة|بلد|страна",
    ),
    (
        Column.FIRST,
        r"(first|given|fore) ?names?|prénoms?|vornamen?|^nombres?$|primeiro nome|voornaam",
    ),
    (
        Column.LAST,
        r"(last|family|sur) ?names?|nom de famille|nachnamen?|familienname|apellidos?|sobrenome|achternaam|фамилия",
    ),
    (
        Column.NAME,
        r"\bnames?\b|\bnom\b|\bnome\b|\bnombre\b|\bnaam\b|\bnamn\b|coordinator|contact person|volunteer|이름|성명|성함"
        r"|名前|氏名|お名前|姓名|الاسم|имя|фио",
    ),
    (Column.MESSAGE, r"message|nachricht|mensaje|mensagem|메시지|メッセージ|留言|رسالة|сообщение"),
    (
        Column.NOTE,
        r"\bnotes?\b|comment\w*|remark\w*|question|anything else|bemerkung\w*|kommentar\w*|remarque\w*|observa\w*|비고"
        r"|메모|備考|备注|ملاحظات|комментари\w*|примечани\w*",
    ),
    (
        Column.IGNORE,
        r"campaign|status|score|attended|region|\bstate\b|county|district|street|address line|created|updated|modified"
        r"|\bsource\b|\bdate\b|^no$|^nr$|^#$",
    ),
)
_FOUND = tuple((column, re.compile(words)) for column, words in _WORDS)
_EMAIL = re.compile(r"[^\s@<>,;]{1,64}@[^\s@<>,;]{1,190}\.[^\s@<>,;]{1,60}")
_PHONE = re.compile(r"\+?[\d\s().\-/]{7,20}")


def plain(heading: str) -> str:
    """Return a heading as small letters with single spaces, without punctuation and accents' variants."""
    folded = unicodedata.normalize("NFKC", heading).casefold()
    return " ".join(re.sub(r"[^\w#]+|_", " ", folded).split())


def column_of(heading: str) -> Column | None:
    """Return what a heading says its column holds, or None."""
    words = plain(heading)
    if not words:
        return None
    if len(words) <= _LONG:
        # "E-mail address" is an address, "Name of your group" a group: the first question that fits.
        return next((column for column, pattern in _FOUND if pattern.search(words)), None)
    asked = [one for one in _FOUND if one[0] is not Column.IGNORE]
    return next((column for column, pattern in asked if pattern.search(words)), None)


def heading_score(cell: str) -> int:
    """Return how much a cell looks like a heading we know: 0 not at all, 2 a heading, 1 a question."""
    if not cell or "@" in cell or re.fullmatch(r"[\d\W]+", cell) or column_of(cell) is None:
        return 0
    return 2 if len(cell) <= _LONG else 1


def header_at(rows: Sequence[Sequence[str]]) -> int:
    """Return the place of the line of headings among the first lines, or -1. Two headings make one."""
    best, best_score = -1, 2
    for place, cells in enumerate(rows[:_LOOKED_AT]):
        known = {column_of(cell) for cell in cells if heading_score(cell)} - {None, Column.IGNORE}
        score = sum(map(heading_score, cells)) if len(known) >= 2 else 0
        if score > best_score:
            best, best_score = place, score
    return best


def is_heading(cells: Iterable[str]) -> bool:
    """Whether a line below the headings is a second line of them."""
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and sum(heading_score(cell) > 0 for cell in filled) * 2 > len(filled)


def guess(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Column]:
    """Return what each column holds: by its heading, else by its values. One-time columns are given out once."""
    found = [column_of(heading) or _by_values([row[place] for row in rows if place < len(row)])
             for place, heading in enumerate(headings)]  # fmt: skip
    order = sorted(range(len(found)), key=lambda place: (-_sureness(headings[place]), place))
    taken: set[Column] = set()
    for place in order:
        column = found[place]
        if column in taken and column not in MANY:
            found[place] = Column.IGNORE
        taken.add(column)
    if Column.NAME in taken and {Column.FIRST, Column.LAST} <= taken:
        found = [Column.IGNORE if column is Column.NAME else column for column in found]
    return found


def _sureness(heading: str) -> int:
    return 0 if not heading else 2 if len(heading) <= _LONG else 1


def _by_values(values: Sequence[str]) -> Column:
    """Return what values without a known heading look like."""
    filled = [value for value in values if value]
    if filled and sum(bool(_EMAIL.search(value)) for value in filled) * 2 > len(filled):
        return Column.EMAIL
    if filled and sum(bool(_PHONE.fullmatch(value)) for value in filled) * 2 > len(filled):
        return Column.PHONE
    return Column.IGNORE
