"""The codes of everything that reading and writing files can refuse, and one line on each.

A code never changes its meaning: the manual lists them, ``import --json`` prints them, and other
programs decide by them. ``CODES`` gives the manual its text.
"""

from __future__ import annotations

FILE_MISSING = "file-missing"
FILE_OPEN_ELSEWHERE = "file-open-elsewhere"
FILE_NOT_READ = "file-not-read"
FILE_LOCK_NOTE = "file-lock-note"
FILE_EMPTY = "file-empty"
FILE_TOO_BIG = "file-too-big"
FILE_BROKEN = "file-broken"
FILE_SUSPICIOUS = "file-suspicious"
NOT_A_WORKBOOK = "not-a-workbook"
OLD_FORMAT = "old-format"
OTHER_FORMAT = "other-format"
PASSWORD_NEEDED = "password-needed"
PASSWORD_WRONG = "password-wrong"
LOCK_UNSUPPORTED = "lock-unsupported"
LOCK_TAMPERED = "lock-tampered"
WORKBOOK_MACROS = "workbook-macros"
WORKBOOK_LINKS = "workbook-links"
XML_FORBIDDEN = "xml-forbidden"
CELL_ADDRESS = "cell-address"
SHEET_TOO_BIG = "sheet-too-big"
SHEET_MISSING = "sheet-missing"
SHEET_DUPLICATE = "sheet-duplicate"
PAYLOAD_BROKEN = "payload-broken"
HEADER_MISSING = "header-missing"
ROW_MISSING = "row-missing"
ROW_DUPLICATED = "row-duplicated"
FIXED_CELL_CHANGED = "fixed-cell-changed"
CELL_FOREIGN = "cell-foreign"
SHEET_FOREIGN = "sheet-foreign"
ANSWER_FORMULA = "answer-formula"
ANSWER_MERGED = "answer-merged"
TABLE_EMPTY = "table-empty"
TABLE_NO_HEADER = "table-no-header"
CSV_ENCODING = "csv-encoding"
CSV_BROKEN = "csv-broken"
TEXT_TOO_LONG = "text-too-long"
DISK_FULL = "disk-full"
FOLDER_MISSING = "folder-missing"
FOLDER_READ_ONLY = "folder-read-only"
FILE_NOT_WRITTEN = "file-not-written"

CODES: dict[str, str] = {
    FILE_MISSING: "ファイルが見つからない(移された・名前が変わった・ネットワークが切れた)",
    FILE_OPEN_ELSEWHERE: "ほかの人またはほかのソフト(Excel など)が使っている",
    FILE_NOT_READ: "ファイルを読めない(権限・記憶装置・ネットワーク)",
    FILE_LOCK_NOTE: "Excel が作業中に置く控え(~$ で始まる名前)",
    FILE_EMPTY: "中身がない(0バイト)",
    FILE_TOO_BIG: "20MB を超える、または展開すると 100MB を超える",
    FILE_BROKEN: "壊れている、または途中で切れている",
    FILE_SUSPICIOUS: "ふつうの Excel が作らない組み立て(同名の部品、異常な圧縮など)",
    NOT_A_WORKBOOK: "Excel ブックではない",
    OLD_FORMAT: "古い形式(.xls)",
    OTHER_FORMAT: "別の形式(.xlsb、.ods など)",
    PASSWORD_NEEDED: "パスワードで保護されている",
    PASSWORD_WRONG: "パスワードが違う",
    LOCK_UNSUPPORTED: "扱えない保護方式、または異常に重い保護",
    LOCK_TAMPERED: "保護されたブックの中身が、保護のあとで変わっている",
    WORKBOOK_MACROS: "マクロが入っている",
    WORKBOOK_LINKS: "ほかのブックへのリンクが入っている",
    XML_FORBIDDEN: "部品に禁じられた宣言(DTD・実体)が入っている",
    CELL_ADDRESS: "セル番地が読めない、または決まりに合わない",
    SHEET_TOO_BIG: "値のある範囲が広すぎる(12万行・400列・400万セルまで)",
    SHEET_MISSING: "あるはずのシートがない",
    SHEET_DUPLICATE: "同じ名前のシートがある",
    PAYLOAD_BROKEN: "シート _dxdesk の中身が壊れている",
    HEADER_MISSING: "答えを書くシートに見出しの行がない",
    ROW_MISSING: "送ったときにあった行がない",
    ROW_DUPLICATED: "同じ行が2つある",
    FIXED_CELL_CHANGED: "答えの欄ではないセルが書き換えられている",
    CELL_FOREIGN: "送ったときに空だったセルに、何かが書かれている",
    SHEET_FOREIGN: "送ったときになかったシートに、何かが書かれている",
    ANSWER_FORMULA: "答えの欄に数式かエラー値が入っている",
    ANSWER_MERGED: "答えの欄のセルが結合されている",
    TABLE_EMPTY: "表に行がない",
    TABLE_NO_HEADER: "見出しの行が見つからない",
    CSV_ENCODING: "CSV の文字コードが UTF-8 でも CP932(Shift_JIS)でもない",
    CSV_BROKEN: "CSV の区切りや引用符が壊れている",
    TEXT_TOO_LONG: "1つのセルに入る長さ(32,767文字)を超えている",
    DISK_FULL: "保存先に空きがない",
    FOLDER_MISSING: "保存先のフォルダーがない",
    FOLDER_READ_ONLY: "保存先のフォルダーに書けない",
    FILE_NOT_WRITTEN: "ファイルを保存できない",
}
