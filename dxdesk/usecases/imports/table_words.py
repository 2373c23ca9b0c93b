"""Words of lines that are no people: totals, notes, vacant posts, and headings that are a section's name."""

from __future__ import annotations

import re

from dxdesk.domain.ditto import bare
from dxdesk.domain.text import visible

PEOPLE_CODE = re.compile(r"(?=.*[0-9])[0-9A-Za-z_-]+")
_COUNT = re.compile(r"(?:約|計|全)?\s*[0-9,]+\s*(?:人|名|件|行|席)?")
_TOTAL = re.compile(
    r"(?P<of>.{0,12}?)(?:合計|総計|小計|累計|総数|総人数|総人員|実人員|人数|人員|現員数?|定数|職員数|在籍者数|対象者数"
    r"|(?:データ|出力|レコード)?件数|計)(?::?\s*[0-9,]*\s*(?:人|名|件)?)?"
)
_NOTE = re.compile(
    r"[※*†]|[(\[【〔<]?(?:注|備考|補足|凡例|参考)(?:[0-9]*[)\]】〕>:、. ]|$|意)|(?:凡例|備考|補足)[^0-9]"
    r"|-*(?:以上|以下余白|以下空白|以下省略|おわり|終わり|終)-*$|以上:?[0-9]+(?:名|人|件|行)"
    r"|(?:作成|出力|印刷|更新|基準|現在|抽出)(?:日時|年月日|日|者|時点|時刻|課|元)?(?::|[0-9]|令和|R[0-9]|$)"
    r"|(?:出典|担当|問い?合わ?せ先?|連絡先|所管):"
    r"|(?:男性?|女性?|正規|会計年度)[:=]?[0-9]+(?:名|人)?(?:[、,/]|$|女|男)"
    r"|(?:-?(?:[0-9]+/)?[0-9]+(?:ページ|頁|枚目?)|(?:ページ|頁|page|p\.?):?[0-9]+(?:/[0-9]+)?|[0-9]+/[0-9]+)-?$"
    r"|EOF$|[-=_*]{3,}$",
    re.IGNORECASE,
)
_VACANT_WORDS = "欠員 (欠員) 空席 欠 空き 未配置 配置なし 未補充 欠員補充予定 なし 該当者なし -"
VACANT = frozenset(_VACANT_WORDS.split())
_UNIT_ENDS = "部|局|課|室|係|所|館|園|校|院|場|署|隊|班|団|庁|会|担当|グループ|チーム|センター|公室|組合"
UNIT_SIGNS = frozenset(word[-1] for word in _UNIT_ENDS.split("|"))
"""The last signs of what is called a section."""
_OPEN = "【[(〔〈《<「『≪\uff08\uff1c\uff3b"
_CLOSE = "】])〕〉》>」』≫\uff09\uff1e\uff3d"
_DIGIT = "0-9\uff10-\uff19"
_UNIT = re.compile(rf"(?=.*(?:部|局|課|室|係|センター|事務所)).{{3,}}?(?:{_UNIT_ENDS})")
"""What is rather a section than a person: 渡部 and 服部 are short, and stand beside a given name."""
_HEADING = re.compile(
    rf"[{re.escape(_OPEN)}■□◆◇●○◎▼▽▲△★☆・◯\-]*\s*(?:所属(?:名|コード)?\s*[:\uff1a]\s*)?"
    rf"(?:[{re.escape(_OPEN)}]?[{_DIGIT}A-Za-z\-]{{2,10}}[{re.escape(_CLOSE)}\s:\uff1a・.、_-]+)?"
    rf"(?P<name>(?![{_DIGIT}])[^※]*?(?:{_UNIT_ENDS}))"
    rf"\s*[{re.escape(_CLOSE)}]*\s*(?:[(\uff08]?\s*[{_DIGIT}]+\s*(?:人|名)\s*[)\uff09]?)?"
)
"""A line that is only a section's name, dressed up, counted, or behind its code.

Matched as it stands: names stay as typed.
"""

_RANKS = (
    ("局", "庁", "本部"),
    ("部", "公室", "委員会", "議会"),
    ("課", "室", "所", "館", "園", "校", "事務局", "センター", "院"),
)
_HEADING_LENGTH = 30


def is_count(text: str) -> bool:
    """Tell whether a text only says how many there are."""
    return _COUNT.fullmatch(text) is not None


def is_total(text: str, *, alone: bool = True) -> bool:
    """Tell whether a text is the word for a total, or, if it need not stand ``alone``, one of something."""
    found = _TOTAL.fullmatch(text)
    return found is not None and not (alone and found["of"])


def is_note(text: str) -> bool:
    """Tell whether a text (as ``bare`` returns it) begins a note under a table."""
    return _NOTE.match(text) is not None


def heading_of(text: str) -> str:
    """Return the section's name that a text consists of, empty where it is none, or a note."""
    found = _HEADING.fullmatch(text) if len(text) <= _HEADING_LENGTH and not is_note(bare(text)) else None
    return visible(found["name"]) if found else ""


def coded_heading(number: str, name: str) -> str:
    """Return the section's name where a code and the name of a section stand in the cells of a person."""
    coded = PEOPLE_CODE.fullmatch(bare(number)) is not None and _UNIT.fullmatch(bare(name)) is not None
    return visible(name) if coded else ""


def rank(name: str) -> int:
    """Return how high a section stands by its name: 0 for the highest."""
    for position, ends in enumerate(_RANKS):
        if name.endswith(ends) and not (position == 0 and name.endswith("事務局")):
            return position
    return len(_RANKS)
