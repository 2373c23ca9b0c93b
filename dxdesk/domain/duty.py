"""在職状態 in four words: what a table says of why somebody is away never comes into a store.

Illness, 分限, 懲戒, 育休 are nobody's business in a record of skills. All that is needed is whether somebody
is asked, and whether they may be called late; the word of the table is folded where it is read.
"""

from __future__ import annotations

import re
import unicodedata

HERE, AWAY, ELSEWHERE, GONE = "在職", "休業等", "派遣・出向", "退職等"
FOLDED = (HERE, AWAY, ELSEWHERE, GONE)

_BACK = re.compile(r"(復職|復帰|終了)(予定|見込)")
"""On leave until then."""
_LATER = re.compile(r"[^()・、/]*(予定|見込)(者)?")
"""What has not begun yet: who is to retire works until then."""
_SUBSTITUTE = re.compile("代替|代員|補充|受入|受け入れ")
"""Who stands in for somebody on leave works here, and so does whom another office sent."""
_OVER = "(休職|休業|休暇|停職|病休|育休|産休|欠勤|派遣|出向)中?"
_WORKS = re.compile(
    "復職|復帰|割愛採用|転籍採用|転入|部分休[業暇]|短時間|時短|[育介]短|介護時間"
    f"|{_OVER}(なし|無し?|でない|ではない|解除|終了|明け?$|満了後)|(から|より)の?(派遣|出向|帰任|戻)"
    "|非(休職|派遣)|役職定年|休日|週休|年休|代休|有給|夏季休暇|夏期休暇|病院(勤務|事務|$)"
)
"""On some hours or days of the week, back again, or sent here by somebody else."""
_UNSURE = re.compile(
    "休職(期間)?満了|内定辞退|早退|再(任用|雇用|採用).*退職|退職.*再(任用|雇用|採用)"
    r"|[0-9](月|日|[./][0-9]).*(退職|転出|満了|失職)|(退職|転出|満了).*[0-9](月|日|[./][0-9])"
)
"""Gone or not, as the office means it, or as the day says: nobody but a person knows."""
_AGAIN = re.compile(r"(定年)?退職(後|→|から)の?再(任用|雇用|採用)(職員)?(\(?短時間(勤務)?\)?|フルタイム)?")
"""Who works again after retiring."""
_SENT = re.compile("派遣|出向|出張所?駐在|駐在")
_GONE = re.compile(
    "退職|失職|免職|死亡|死去|離職|辞職|辞任|退任|解職|解任|解雇|転出|割愛|満了|任用終了|雇用終了|逝去|転籍|除籍|定年$|^退$"
)
_AWAY = re.compile(
    "休|欠勤|欠$|停職|療養|病|疾|産前|産後|育児|介護|看護|専従|配偶者同行|自宅待機|分限|入院|疾患|出産|妊娠|不妊|傷|起訴|拘留|勾留"
)
_HERE = re.compile("^在$|在職|在籍|現職|現員|現役|在勤|勤務|就業|着任|採用|任用|雇用|本務|通常|常勤")
_BLANKS = re.compile(r"[\s\u3000]+")


def fold(word: str) -> str:
    """Return which of the four a 在職状態 is; empty for nothing written and for an unknown word."""
    text = _BLANKS.sub("", unicodedata.normalize("NFKC", word))
    if not text:
        return ""
    if text in map(_even, FOLDED):
        return FOLDED[[_even(one) for one in FOLDED].index(text)]
    if _SUBSTITUTE.search(text):
        return HERE
    text = _BACK.sub("", text)
    left = _LATER.sub("", text)
    if left != text and not re.sub(r"[()・、/]", "", left):
        return HERE
    if _AGAIN.fullmatch(left):
        return HERE
    if _UNSURE.search(text):
        return ""
    if _WORKS.search(left):
        return HERE
    for pattern, meant in ((_SENT, ELSEWHERE), (_GONE, GONE), (_AWAY, AWAY), (_HERE, HERE)):
        if pattern.search(left):
            return meant
    return ""


def _even(word: str) -> str:
    return unicodedata.normalize("NFKC", word)


def folded(word: str) -> str:
    """Return a 在職状態 as it may be shown and sent: folded, or as it is where it is none of the four."""
    return fold(word) or word


_PART_TIME = re.compile("会計年度|会計任用|会任")
PART_TIME = "会計年度任用"


def employment(word: str) -> str:
    """Return a 任用区分, every spelling of 会計年度任用職員 as one."""
    text = _BLANKS.sub("", unicodedata.normalize("NFKC", word))
    return (
        PART_TIME
        if _PART_TIME.search(text) and not re.search("以外|除く|非会計|でない|ではない", text)
        else word
    )
