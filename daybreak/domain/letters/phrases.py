"""The few words a letter prints that nobody typed, in each language: "c/o", "Enclosures", "2 of 3".

Ours, written for this product. A language that is not in the table gets the English words, which is what
``has_phrases`` lets a form warn about.
"""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("embassy", "consulate_general", "consulate", "permanent_mission", "other_office")


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """One language. ``kinds`` and ``heads`` stand in the order of ``KINDS``; "" in ``heads`` prints no line.

    ``care_of`` holds ``{}``; it goes round the person, or round the office when ``care_of_office`` is set, as
    Korean, Japanese and Chinese do. ``name_first``: the state and the office stand before the person, and
    "His Excellency" follows the name.
    """

    care_of: str
    care_of_office: bool = False
    name_first: bool = False
    kinds: tuple[str, str, str, str, str]
    heads: tuple[str, str, str, str, str]
    reference: str
    enclosures: str
    copies: str
    also_signed: str
    page: str
    specimen: str
    invented: str

    def kind(self, kind: str) -> str:
        """Return the common word for a kind of mission: "consulate general"."""
        return self.kinds[KINDS.index(kind)]

    def head(self, kind: str) -> str:
        """Return how to address whoever is in charge when nobody is named: "The Ambassador", or ""."""
        return self.heads[KINDS.index(kind)]


_ENGLISH = Phrases(
    care_of="c/o {}",
    kinds=("embassy", "consulate general", "consulate", "permanent mission", "office"),
    heads=("The Ambassador", "The Consul General", "The Consul", "The Permanent Representative", ""),
    reference="Our reference",
    enclosures="Enclosures",
    copies="Copies to",
    also_signed="Also signed by",
    page="{page} of {pages}",
    specimen="SPECIMEN",
    invented="The organisation named in this letter is invented.",
)

_TABLE: dict[str, Phrases] = {
    "en": _ENGLISH,
    "ko": Phrases(
        care_of="{} 전교",
        care_of_office=True,
        name_first=True,
        kinds=("대사관", "총영사관", "영사관", "상주대표부", "공관"),
        heads=("대사 귀하", "총영사 귀하", "영사 귀하", "상주대표 귀하", ""),
        reference="문서 번호",
        enclosures="붙임",
        copies="사본 받는 곳",
        also_signed="함께 서명한 단체와 개인",
        page="{pages}쪽 중 {page}쪽",
        specimen="SPECIMEN · 견본",
        invented="이 서한에 나오는 단체는 지어낸 것입니다.",
    ),
    "ja": Phrases(
        care_of="{} 気付",
        care_of_office=True,
        name_first=True,
        kinds=("大使館", "総領事館", "領事館", "常駐代表部", "公館"),
        heads=("大使", "総領事", "領事", "常駐代表", ""),
        reference="文書番号",
        enclosures="同封書類",
        copies="写しの送付先",
        also_signed="連署",
        page="{page} / {pages} ページ",
        specimen="SPECIMEN · 見本",
        invented="この書簡に記された団体は架空のものです。",
    ),
    "zh-Hans": Phrases(
        care_of="{} 转交",
        care_of_office=True,
        name_first=True,
        kinds=("大使馆", "总领事馆", "领事馆", "常驻代表团", "机构"),
        heads=("大使", "总领事", "领事", "常驻代表", ""),
        reference="编号",
        enclosures="附件",
        copies="抄送",
        also_signed="联署",
        page="第 {page} 页，共 {pages} 页",
        specimen="SPECIMEN · 样本",
        invented="本函所载组织为虚构。",
    ),
    "zh-Hant": Phrases(
        care_of="{} 轉交",
        care_of_office=True,
        name_first=True,
        kinds=("大使館", "總領事館", "領事館", "常駐代表團", "機構"),
        heads=("大使", "總領事", "領事", "常駐代表", ""),
        reference="編號",
        enclosures="附件",
        copies="抄送",
        also_signed="聯署",
        page="第 {page} 頁，共 {pages} 頁",
        specimen="SPECIMEN · 樣本",
        invented="本函所載組織為虛構。",
    ),
    "ar": Phrases(
        care_of="بواسطة {}",
        kinds=("سفارة", "قنصلية عامة", "قنصلية", "بعثة دائمة", "مكتب"),
        heads=("السفير", "القنصل العام", "القنصل", "الممثل الدائم", ""),
        reference="رقم المرجع",
        enclosures="المرفقات",
        copies="نسخة إلى",
        also_signed="ووقّع أيضًا",
        page="{page} من {pages}",
        specimen="SPECIMEN · نموذج",
        invented="المنظمة المذكورة في هذه الرسالة مختلقة.",
    ),
    "fr": Phrases(
        care_of="c/o {}",
        kinds=("ambassade", "consulat général", "consulat", "mission permanente", "bureau"),
        heads=("L’Ambassadeur", "Le Consul général", "Le Consul", "Le Représentant permanent", ""),
        reference="Notre référence",
        enclosures="Pièces jointes",
        copies="Copie à",
        also_signed="Signent également",
        page="{page} sur {pages}",
        specimen="SPECIMEN · SPÉCIMEN",
        invented="L’organisation nommée dans cette lettre est fictive.",
    ),
    "es": Phrases(
        care_of="c/o {}",
        kinds=("embajada", "consulado general", "consulado", "misión permanente", "oficina"),
        heads=("El Embajador", "El Cónsul General", "El Cónsul", "El Representante Permanente", ""),
        reference="Nuestra referencia",
        enclosures="Anexos",
        copies="Copia a",
        also_signed="Firman también",
        page="{page} de {pages}",
        specimen="SPECIMEN · MUESTRA",
        invented="La organización nombrada en esta carta es ficticia.",
    ),
    "de": Phrases(
        care_of="c/o {}",
        kinds=("Botschaft", "Generalkonsulat", "Konsulat", "Ständige Vertretung", "Büro"),
        heads=("Der Botschafter", "Der Generalkonsul", "Der Konsul", "Der Ständige Vertreter", ""),
        reference="Unser Zeichen",
        enclosures="Anlagen",
        copies="Kopie an",
        also_signed="Es unterzeichnen auch",
        page="{page} von {pages}",
        specimen="SPECIMEN · MUSTER",
        invented="Die in diesem Brief genannte Organisation ist erfunden.",
    ),
    "pt": Phrases(
        care_of="a/c {}",
        kinds=("embaixada", "consulado-geral", "consulado", "missão permanente", "representação"),
        heads=("O Embaixador", "O Cônsul-Geral", "O Cônsul", "O Representante Permanente", ""),
        reference="Nossa referência",
        enclosures="Anexos",
        copies="Cópia para",
        also_signed="Assinam também",
        page="{page} de {pages}",
        specimen="SPECIMEN · AMOSTRA",
        invented="A organização nomeada nesta carta é fictícia.",
    ),
}


def has_phrases(language: str) -> bool:
    """Whether a letter in ``language`` prints its fixed words in that language, or falls back to English."""
    return _key(language) in _TABLE


def phrases(language: str) -> Phrases:
    """Return the fixed words for a BCP 47 tag (``en-GB``, ``zh-Hans``, ``ko``)."""
    return _TABLE.get(_key(language), _ENGLISH)


def _key(language: str) -> str:
    parts = language.replace("_", "-").lower().split("-")
    if parts[0] != "zh":
        return parts[0]
    return "zh-Hant" if {"hant", "tw", "hk", "mo"} & set(parts) else "zh-Hans"
