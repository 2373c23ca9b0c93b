"""Words of the card of certificates."""

from __future__ import annotations

TITLE = "証書の文と見た目"
TEXT = (
    "スキル確認結果証と修了証に印刷します。空の欄は、dxdesk の文のままです。"
    "文の中の {氏名} などは、その人のものに置き換わります。次に作る証書から変わります。"
)
PLACES = "使える差込み欄: {places}"
SKILLS_TITLE = "スキル確認結果証の題名"
SKILLS_BODY = "スキル確認結果証の文"
FRAMEWORK = "スキル体系の呼び名"
FRAMEWORK_HINT = "例: 検証区DXスキル(空なら、自分の自治体の体系はその名前、ほかは「DXスキル」)"
LEVELS = "並べる項目"
COMPLETION_TITLE = "修了証の題名"
COMPLETION_BODY = "修了証の文"
SEAL_SIZE = "公印の欄の1辺"
MILLIMETRES = " ミリメートル"
RUBY = "ふりがな"
NAME = "氏名"
SAMPLE = "見本を見る"
SAMPLE_COMPLETION = "修了証の見本を見る"
SAMPLE_SEEN = "印刷の見本"
KEEP = "この文と見た目にする"
KEPT = "保存しました。次に作る証書から変わります"
UNKEPT = "「設定」の証書の文と見た目"
