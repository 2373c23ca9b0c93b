"""What the tabs of 確保計画 and of 検討と予定 say alike."""

from __future__ import annotations

SEARCH = "さがす"
OUT_TOO = "外したものも見る"
NO_FIT = "さがした言葉に合うものは、ありません。"
PICK = "一覧から1つ選ぶと、ここに中身が出ます。"
EDIT, OUT, BACK = "直す…", "外す", "戻す"
OUT_SAID, BACK_SAID = "「{name}」を外しました。書いたものは残っています。", "「{name}」を戻しました。"
SAVED = "保存しました。"
OF_OWNER = "{owner}の記録です。ここでは見るだけで、直すのは{owner}の台帳です。"
YEAR = "年度"
PERSON_HINT = "名前・カナ・番号でさがす"
NONE = "(決めない)"
"""What a choice says where nothing is chosen."""
