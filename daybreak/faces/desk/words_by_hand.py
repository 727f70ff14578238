"""The words of a message that the desk sends by hand, in the coordinator's language. Pure.

They name neither the cause nor the addressee nor a person: a phone is read by others. What the day is about stands
behind the link.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

# The letters a short message holds at seven bits each (GSM 03.38); any other makes it sixteen bits each.
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("^{}\\[~]|€")


@dataclass(frozen=True)
class Sentences:
    """One language. ``{city}``, ``{day}``, ``{link}`` and ``{letter}`` are filled in."""

    thanks: str
    link: str
    letter: str
    keep: str
    short: str


_WORDS: dict[str, Sentences] = {
    "en": Sentences(
        "Thank you for taking {city} on {day}.",
        "This is your own page for the day. It holds the address, what to say, and the buttons to tell us how it went:",
        "Your letter, to print and sign:",
        "Please keep this message to yourself: whoever has the link can report for your city.",
        "{city}, {day}. Your page: {link} Keep it to yourself.",
    ),
    "ko": Sentences(
        "{day} {city}을(를) 맡아 주셔서 감사합니다.",
        "그날 쓰실 페이지입니다. 주소와 현장에서 할 말, 결과를 알려 주는 버튼이 있습니다.",
        "인쇄해서 서명하실 편지입니다.",
        "이 메시지는 혼자만 보관해 주세요. 링크가 있는 사람은 누구나 이 도시의 결과를 보고할 수 있습니다.",
        "{city}, {day}. 링크: {link} 혼자만 보관해 주세요.",
    ),
    "ja": Sentences(
        "{day}の{city}をお引き受けくださり、ありがとうございます。",
        "当日お使いいただくページです。住所、窓口での言葉、結果を知らせるボタンがあります。",
        "印刷して署名していただく手紙です。",
        "このメッセージはご本人だけでお持ちください。リンクを知る人は誰でもこの都市の報告ができます。",
        "{city}、{day}。リンク：{link} ご本人だけでお持ちください。",
    ),
    "zh-Hans": Sentences(
        "感谢您在{day}负责{city}。",
        "这是您当天要用的页面，上面有地址、要说的话，以及告诉我们结果的按钮：",
        "请打印并签名的信：",
        "请不要转发这条消息：拿到链接的人都可以替这座城市报告。",
        "{city}，{day}。您的页面：{link} 请勿转发。",
    ),
    "zh-Hant": Sentences(
        "感謝您在{day}負責{city}。",
        "這是您當天要用的頁面，上面有地址、要說的話，以及告訴我們結果的按鈕：",
        "請列印並簽名的信：",
        "請不要轉寄這則訊息：拿到連結的人都可以替這座城市回報。",
        "{city}，{day}。您的頁面：{link} 請勿轉寄。",
    ),
    "ar": Sentences(
        "شكرًا لتولّيك {city} يوم {day}.",
        "هذه صفحتك لذلك اليوم، فيها العنوان وما تقوله والأزرار التي تخبرنا بها كيف جرى الأمر:",
        "رسالتك للطباعة والتوقيع:",
        "احتفظ بهذه الرسالة لنفسك: فكل من لديه الرابط يستطيع أن يبلّغ عن مدينتك.",
        "{city}، {day}. صفحتك: {link} احتفظ بها لنفسك.",
    ),
    "fr": Sentences(
        "Merci de vous charger de {city}, le {day}.",
        "Voici votre page pour ce jour-là : l'adresse, quoi dire, et les boutons pour nous raconter la suite.",
        "Votre lettre, à imprimer et à signer :",
        "Gardez ce message pour vous : toute personne qui a le lien peut rendre compte pour votre ville.",
        "{city}, {day}. Votre page : {link} À garder pour vous.",
    ),
    "es": Sentences(
        "Gracias por encargarse de {city} el {day}.",
        "Esta es su página para ese día: la dirección, qué decir y los botones para contarnos cómo fue.",
        "Su carta, para imprimir y firmar:",
        "Guarde este mensaje para usted: quien tenga el enlace puede informar por su ciudad.",
        "{city}, {day}. Su página: {link} Guárdela para usted.",
    ),
    "de": Sentences(
        "Danke, dass Sie am {day} {city} übernehmen.",
        "Das ist Ihre Seite für den Tag: die Adresse, was Sie sagen können, und die Knöpfe, mit denen Sie berichten.",
        "Ihr Brief zum Drucken und Unterschreiben:",
        "Behalten Sie diese Nachricht für sich: Wer den Link hat, kann für Ihre Stadt berichten.",
        "{city}, {day}. Ihre Seite: {link} Bitte für sich behalten.",
    ),
    "pt": Sentences(
        "Obrigado por assumir {city} em {day}.",
        "Esta é a sua página para o dia: o endereço, o que dizer e os botões para nos contar como correu.",
        "A sua carta, para imprimir e assinar:",
        "Guarde esta mensagem só para si: quem tem o link pode relatar pela sua cidade.",
        "{city}, {day}. A sua página: {link} Guarde-a só para si.",
    ),
}
CHECKED = frozenset({"en"})
"""Languages whose sentences somebody who speaks them has read."""

_CHINESE = {"zh": "zh-Hans", "zh-cn": "zh-Hans", "zh-sg": "zh-Hans", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant"}


@dataclass(frozen=True)
class Message:
    """Words ready to be copied. ``language`` is the one they are in; ``parts`` of a short message it takes."""

    language: str
    text: str
    short: str
    parts: int

    @property
    def letters(self) -> int:
        """How many letters the short one has."""
        return len(self.short)


def spoken(language: str) -> str:
    """Return the language a message to somebody of *language* is in: theirs where there are words, else "en"."""
    tag = language.strip()
    if tag in _WORDS:
        return tag
    return _CHINESE.get(tag.lower(), next((one for one in _WORDS if one == tag.split("-")[0].lower()), "en"))


def message(*, language: str, city: str, day: date | None, link: str, letter: str = "") -> Message:
    """Return the message for one part of one pledge. *letter* is its address, or empty where none is printed."""
    tongue = spoken(language)
    words = _WORDS[tongue]
    locale = "en_GB" if tongue == "en" else tongue.replace("-", "_")  # 24 September, as everywhere else here
    when = format_date(day, "long", locale=locale) if day else ""
    values = {"city": city, "day": when, "link": link}
    paragraphs = [words.thanks.format(**values), f"{words.link}\n{link}"]
    if letter:
        paragraphs.append(f"{words.letter}\n{letter}")
    paragraphs.append(words.keep)
    short = words.short.format(**values)
    return Message(tongue, "\n\n".join(paragraphs), short, short_messages(short))


def short_messages(text: str) -> int:
    """Return how many short messages a text takes: 160 letters of the plain alphabet or 70 others, less when joined."""
    if all(sign in _GSM or sign in _GSM_TWICE for sign in text):
        size = len(text) + sum(sign in _GSM_TWICE for sign in text)
        return 1 if size <= 160 else math.ceil(size / 153)
    size = len(text.encode("utf-16-le")) // 2
    return 1 if size <= 70 else math.ceil(size / 67)
