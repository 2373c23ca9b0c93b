"""Empty sheets in which HR lists staff, attendance and examinations, with one made-up line each."""

from __future__ import annotations

from dxdesk.excel import table_styles as look
from dxdesk.excel.grid import Choice, Grid, Line, Value
from dxdesk.excel.styles import variant

_TEXT = variant(look.TEXT[0], lines=("", "", "", ""), locked=False)
_EXAMPLE = variant(look.TEXT[0], color="5B6774", fill="F3F5F7", locked=False)

_ROSTER = (
    ("職員番号", 7.0, "例 001234", "数字の桁をそろえて書きます。先頭の 0 も消えません。"),
    ("氏名", 9.0, "検証 太郎", "本人が書くとおりの字で書きます(髙、﨑、𠮷 など)。"),
    ("旧姓・通称", 8.0, "", "使っている人だけ書きます。"),
    ("フリガナ", 9.0, "ケンショウ タロウ", "並べ替えと検索に使います。"),
    ("所属コード", 6.5, "010203", "組織の表にあるコードです。"),
    ("所属名", 9.0, "見本係", "コードと組になる名前です。"),
    ("親所属コード", 7.0, "010200", "ひとつ上の組織(課など)のコードです。いちばん上の組織では空欄にします。"),
    ("親所属名", 9.0, "見本課", "ひとつ上の組織の名前です。"),
    ("職層", 6.5, "一般職", "例:一般職、係長級、管理職"),
    ("職種", 6.5, "事務", "例:事務、技術、福祉"),
    ("職名", 6.5, "主任", "例:主事、主任、係長"),
    ("任用区分", 8.0, "常勤", "例:常勤、会計年度任用、任期付、再任用"),
    ("在職状態", 6.5, "在職", "例:在職、休職、育休、派遣"),
    ("人材像", 8.0, "", "任命されている人だけ書きます。"),
    ("一次確認者", 7.0, "001100", "確認する人の職員番号です(係長など)。いなければ空欄にします。"),
    ("二次確認者", 7.0, "001000", "確認する人の職員番号です(課長など)。"),
    ("兼務所属コード", 7.5, "", "兼務のある人だけ、兼務先の所属コードを書きます。"),
    ("兼務職名", 6.5, "", "兼務のある人だけ書きます。"),
)
_ATTENDANCE = (
    ("職員番号", 7.0, "例 001234", "名簿と同じ番号です。"),
    ("氏名", 9.0, "検証 太郎", "見分けるための欄です。空欄でもかまいません。"),
    ("研修名", 22.0, "データ利活用研修(基礎)", "修了証にはこの名前が載ります。"),
    ("受講日", 8.0, "2025-09-18", "2025-09-18、R7.9.18 のどちらでもかまいません。"),
    ("結果", 7.0, "修了", "例:修了、受講中、欠席"),
)
_EXAMS = (
    ("職員番号", 7.0, "例 001234", "名簿と同じ番号です。"),
    ("氏名", 9.0, "検証 太郎", "見分けるための欄です。空欄でもかまいません。"),
    ("資格・試験名", 22.0, "ITパスポート試験", "正式な名前で書きます。"),
    ("合格日", 8.0, "2025-10-12", "2025-10-12、R7.10.12 のどちらでもかまいません。"),
    ("結果", 7.0, "合格", "例:合格、不合格"),
)
_GUIDE = (
    "1行に1人(1件)を書きます。見出しの行は消さないでください。列の順番は変えてもかまいません。",
    "2行目の「例」は書き方の見本です(架空の人です)。書きはじめる前に、行ごと消してください。",
    "職員番号と所属コードは文字として扱います。先頭の 0 を落とさず、半角で書いてください。",
    "氏名は、本人が書くとおりの字で書きます。よく似た字に置き換える必要はありません。",
    "使わない列は空欄のままにします。列を足しても、取り込むときに使わない列として扱われます。",
    "人事システムから出した表があれば、この様式に写さず、そのまま取り込めます(見出しの対応は画面で確かめます)。",
)

_Columns = tuple[tuple[str, float, str, str], ...]


def roster_template() -> list[Grid]:
    """Return the three sheets to fill in and, last, how to."""
    return [
        _sheet("職員名簿", _ROSTER),
        _sheet("受講記録", _ATTENDANCE),
        _sheet("資格・試験", _EXAMS),
        _guide(),
    ]


def _sheet(name: str, columns: _Columns) -> Grid:
    heads: list[tuple[int, Value, int]] = []
    example: list[tuple[int, Value, int]] = []
    hints: list[Choice] = []
    for position, (title, _, sample, hint) in enumerate(columns, 1):
        heads.append((position, title, look.HEADER))
        example.append((position, sample, _EXAMPLE))
        letter = chr(64 + position)
        hints.append(Choice((f"{letter}2:{letter}5000",), (), hint))
    return Grid(
        name=name,
        ems=[ems for _, ems, _, _ in columns],
        lines=[Line("", heads, least=26), Line("", example, least=20)],
        header=0,
        landscape=True,
        freeze="C2",
        selected="A3",
        choices=tuple(hints),
        footer=(name, ""),
        locked=False,
        first=1,
        column_style=_TEXT,
        about=("名簿、受講記録、資格・試験の取込様式", "表の書き方", ""),
    )


def _guide() -> Grid:
    lines = [Line("", [(1, "名簿、受講記録、資格・試験の書き方", look.TITLE)], least=30)]
    lines += [
        Line("", [(1, f"{number}. {text}", look.GUIDE)], least=22) for number, text in enumerate(_GUIDE, 1)
    ]
    return Grid("書き方", [54.0], lines, selected="A1", footer=("書き方", ""), first=1)
