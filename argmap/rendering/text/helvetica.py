"""How wide characters are in Helvetica, and about how wide those are that it lacks.

The widths are the advance widths of Helvetica, which Arial, Arimo, Liberation Sans and Nimbus Sans share:
Latin, Greek and Cyrillic letters, punctuation, currency signs. An accented letter is as wide as its base
letter unless the table differs. Everything else is set in whatever font the reader has, so it is
estimated on the wide side, from measuring the Noto fonts with real words: it may end short, not run over.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Entries are ``width:characters``, widths in thousandths of the font size.
_REGULAR: Final = r"""
167:⁄ 188:′ 191:' 222:ijlłſʼιіј‘’‚‛ 260:|¦ 278:!,./:;I[\]ftìíîïĩīĭıŧ·ΙІї 292:ľ
333:()-`r¡¨²³´·¸¹ˆˇ˘˙˚˛˜˝΄‐“”„‟‹› 334:{}ŀ 350:• 354:″ 355:" 365:ºг 370:ª 375:ť 384:Ί 389:* 395:τ 400:°
411:ґ 438:к 441:ζ 444:ĳ 446:ε 448:ξ 458:зт 469:^ 482:ς 489:Ґ 500:JcksvxyzĸγκλνЈсухѕ↑↓ 510:эє 513:₫ 521:чь
525:χ 531:в 537:¶ 542:Гпя 547:υ 549:±÷≠≤≥≈ 551:Γ 552:¯нџ
556:#$0123456789?L_abdeghnopqu¢£¤¥§«»ðþđħĿŁŋƒηθοаеорђћẚ‒–†‡₣₤€₴ 557:δ 559:и 569:ρ 573:бц 575:β 576:µμ
578:α 583:Кдл 584:+<=>~¬×− 604:ŉЗ 611:FTZ¿ßøŦΖΤТ 615:ď 617:σ 618:Σ 625:ъ 635:У 648:φ 650:Ξ 656:ơБЛЬ
667:&ABEKPSVXYÞΑΒΕΚΡΥΧЅАВЕРХЧ₱ 668:ΔΛ 669:ưж 677:Д 688:м 690:π 703:ẞ 713:ψ 719:ЄЏИПЭы
722:CDHNRUwÐĐĦΗΝΠНСЯ₦ 723:Ŋ 735:Ĳ 737:©® 740:Ц 748:Ω 750:ю 752:Ώ 760:Ф 774:Ό 778:GOQØΘΟО₲ 781:ω 784:Έ
792:Ъ 798:Φ 802:ш 812:њ 823:фщ 833:MmΜМ 834:¼½¾ 835:Ψ 838:Ή 849:₪ 854:ƯЋ 855:Ύ 857:Ơ 865:Ђ 885:Ы 889:%æ
906:љ 917:Ш 923:Ж 938:Щ 944:Wœ₩ 1000:ÆŒ―—…‰™←→ 1010:ЊЮ 1015:@ 1057:Љ 1073:№
"""

_BOLD: Final = r"""
167:⁄ 238:' 240:′ 276:Ї 278:,./I\ijlıłſʼΙιІіј‘’‚‛ 280:|¦ 281:ї 333:!()-:;[]`ft¡¨²³´·¸¹ŧˆˇ˘˙˚˛˜˝΄‐‹› 350:•
365:º 370:ª 385:ľ 389:*r{} 400:° 417:г 445:ξ 446:τ 447:ґ 451:έ 460:ζ 465:΅ 474:"Ί 475:ε 479:ŀť″ 487:Ґ
490:т 497:з 500:zк“”„‟↑↓ 513:₫ 520:ς 541:θ 549:±÷≠≤≥≈ 552:¯эє
556:#$0123456789J_aceksvxy¢£¤¥§«¶»ĳĸƒγλνЈаесухѕẚ‒–†‡₣₤€ 558:κ 567:Г 576:µχ 581:ч 582:υ 583:я
584:+<=>^~¬×− 600:Σ 601:Γ 604:нпџ 606:δ 610:βК 611:?FLTZbdghnopqu¿ßðøþđħĿŁŋŦΖΤηοТорђћ 612:μ 615:αвиць
618:б 619:ρ 622:У 626:З 635:дл 644:Ξ 667:EPSVXYÞΕΛΡΥΧЅЕРХ₱₴ 669:Ё 684:σ 702:Л 703:Ч 708:ŉ 709:ж 711:ơЄЭ
712:Д 715:φẞ 719:ďΔЏБИПЬЯ 722:&ABCDHKNRUÐĐĦΑΒΗΚΝΠАВНС₦ 723:Ŋ 724:ư 729:ъ 730:Ц 737:©® 740:м 753:ψ 766:π
778:GOQwØΘΟО₲ 785:Ĳ 802:Ω 809:Ψ 821:Φ 825:Ό 830:Ư 833:MΜМш 834:¼½¾ 838:Ώ 844:щ 845:ω 853:ƠΈ 854:Фыю 870:Ъ
875:Ћф 884:₪ 885:Ђ 889:%mæ 904:Ж 906:Ήњ 927:Ύ 944:Wœ₩ 969:љ 975:@ 979:Ы 1000:ÆŒ―—…‰™←→ 1005:Ш 1019:Щ
1031:Ю 1062:Њ 1094:Љ 1115:№
"""

_SPACES: Final = {
    **dict.fromkeys(" \u00a0\u2008", 278),
    **dict.fromkeys("\u2009\u202f", 200),
    "\u2002": 500,
    "\u2003": 1000,
    "\u2007": 556,
    "\u200a": 100,
}

# The widest line a script gave in the Noto Sans faces, per character that takes room (marks above and below
# do not), over some 800 names of countries and languages: the 95th percentile, since long lines even out.
_SCRIPTS: Final = (
    (0x0530, 0x058F, 750),  # Armenian
    (0x0B00, 0x0B7F, 780),  # Oriya
    (0x0B80, 0x0BFF, 1050),  # Tamil
    (0x0C00, 0x0CFF, 1000),  # Telugu, Kannada
    (0x0D00, 0x0D7F, 1050),  # Malayalam
    (0x0D80, 0x0DFF, 950),  # Sinhala
    (0x1000, 0x109F, 950),  # Myanmar
    (0x10A0, 0x139F, 750),  # Georgian, Hangul letters, Ethiopic
    (0x13A0, 0x13FF, 950),  # Cherokee
    (0x1400, 0x17FF, 750),  # Canadian syllabics, Khmer
    (0x2160, 0x2188, 1650),  # Roman numerals in one character
    (0x27F5, 0x27FF, 1450),  # long arrows
    (0x10000, 0x10FFFF, 1200),  # rare scripts, private use
)
_OTHER_LETTER: Final = 650
_SYMBOL: Final = 1150
_EMOJI: Final = 1400
_BOLD_GUESS: Final = 1.09
_FIRST_RADICAL: Final = "\u2e80"  # between these two, wide symbols belong to East Asian writing
_LAST_OF_PLANE: Final = "\uffff"
_COMPOSED: Final = re.compile(
    "\u200d[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]\ufe0f?"
    "|(?<=[\u261d-\u270d\U0001f000-\U0001faff])[\U0001f3fb-\U0001f3ff]"
)
"""What makes one picture with the emoji before it: others of a family, the tone of a skin."""

_FLAG: Final = re.compile("([\U0001f1e6-\U0001f1ff])[\U0001f1e6-\U0001f1ff]")
"""Two letters that make one picture."""


_EMOJI_STYLE: Final = "\ufe0f"  # turns the character before it into a picture: the room that adds


class _Widths(dict[str, int]):
    """Widths of single characters; those outside the table are guessed once and remembered."""

    __slots__ = ("_bold", "_known")

    def __init__(self, table: str, *, bold: bool) -> None:
        super().__init__(_SPACES)
        for entry in table.split():
            width, _, characters = entry.partition(":")
            self.update(dict.fromkeys(characters, int(width)))
        self._known = frozenset(self)
        self._bold = bold

    def __missing__(self, character: str) -> int:
        base = _base(character)
        if base in self._known:
            width = self[base]
        else:
            width = _guess(character)
            if self._bold:
                width = round(width * _BOLD_GUESS)
        self[character] = width
        return width

    def knows(self, character: str) -> bool:
        return character in self._known or _base(character) in self._known


def _base(character: str) -> str:
    """The letter under the accents, or the character itself.

    >>> _base("ệ")
    'e'
    """
    base = character
    while (parts := unicodedata.decomposition(base)) and not parts.startswith("<"):
        base = chr(int(parts.split()[0], 16))
    return base


def _guess(character: str) -> int:
    category = unicodedata.category(character)
    if character == _EMOJI_STYLE:
        return _EMOJI - 556
    if category in {"Mn", "Me", "Cf"}:
        return 0
    code = ord(character)
    if unicodedata.east_asian_width(character) in "WF":
        pictorial = category in {"So", "Sk"} and not _FIRST_RADICAL <= character <= _LAST_OF_PLANE
        return _EMOJI if pictorial else 1000
    for first, last, width in _SCRIPTS:
        if first <= code <= last:
            return width
    return _OTHER_LETTER if category[0] in "LMN" else _SYMBOL


_WIDTHS: Final = (_Widths(_REGULAR, bold=False), _Widths(_BOLD, bold=True))


def estimated(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text in points, as ``text_width`` has it, by the table alone: certain where ``is_known``.

    >>> round(estimated("Rents should rise.", 9), 1)
    72.0
    """
    if not text.isascii():
        text = _FLAG.sub(r"\1", _COMPOSED.sub("", text))
    return sum(map(_WIDTHS[bold].__getitem__, text)) * size / 1000


def is_known(text: str, *, bold: bool = False) -> bool:
    """Whether every character's width is in the table, so that ``estimated`` is certain.

    >>> is_known("Café"), is_known("東京")
    (True, False)
    """
    return all(map(_WIDTHS[bold].knows, text))
