"""Made-up people: common surnames and given names, and the characters that go wrong elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

SURNAMES = (
    "佐藤:サトウ 鈴木:スズキ 高橋:タカハシ 田中:タナカ 伊藤:イトウ 渡辺:ワタナベ 山本:ヤマモト "
    "中村:ナカムラ "
    "小林:コバヤシ 加藤:カトウ 吉田:ヨシダ 山田:ヤマダ 佐々木:ササキ 山口:ヤマグチ 松本:マツモト "
    "井上:イノウエ "
    "木村:キムラ 林:ハヤシ 斎藤:サイトウ 清水:シミズ 山崎:ヤマザキ 森:モリ 池田:イケダ "
    "橋本:ハシモト 阿部:アベ "
    "石川:イシカワ 山下:ヤマシタ 中島:ナカジマ 石井:イシイ 小川:オガワ 前田:マエダ 岡田:オカダ "
    "長谷川:ハセガワ "
    "藤田:フジタ 後藤:ゴトウ 近藤:コンドウ 村上:ムラカミ 遠藤:エンドウ 青木:アオキ 坂本:サカモト "
    "福田:フクダ "
    "太田:オオタ 西村:ニシムラ 藤井:フジイ 金子:カネコ 三浦:ミウラ 藤原:フジワラ 岡本:オカモト "
    "松田:マツダ "
    "中川:ナカガワ 中野:ナカノ 原田:ハラダ 小野:オノ 田村:タムラ 竹内:タケウチ 和田:ワダ "
    "中山:ナカヤマ "
)
GIVEN = (
    "翔太:ショウタ 美咲:ミサキ 健:ケン 由美子:ユミコ 大輔:ダイスケ 恵:メグミ 拓也:タクヤ "
    "陽子:ヨウコ 直樹:ナオキ "
    "彩:アヤ 誠:マコト 真由美:マユミ 隆:タカシ 千尋:チヒロ 亮:リョウ 久美子:クミコ "
    "和也:カズヤ 愛:アイ 学:マナブ "
    "裕子:ユウコ 剛:ツヨシ 奈々:ナナ 修:オサム 麻衣:マイ 浩二:コウジ 智子:トモコ "
    "悟:サトル 葵:アオイ 進:ススム "
    "さくら:サクラ 勇気:ユウキ 楓:カエデ 洋平:ヨウヘイ 香織:カオリ 一樹:カズキ 瞳:ヒトミ "
)
HARD_NAMES: tuple[tuple[str, str], ...] = (
    ("髙橋 美咲", "タカハシ ミサキ"),
    ("山﨑 由美子", "ヤマザキ ユミコ"),
    ("𠮷田 翔太", "ヨシダ ショウタ"),
    ("\U0002123d屋 大輔", "ツチヤ ダイスケ"),
    ("葛\U000e0100城 健", "カツラギ ケン"),
    ("\ufa19谷 恵", "カミヤ メグミ"),
    ("勅使河原 ヴィクトリア", "テシガワラ ヴィクトリア"),
)
"""Kept byte for byte: はしご高, たつさき, つちよし, a letter of plane 2 that BIZ UD draws (U+2123D) where it
lacks つちよし, an ideographic variation, U+FA19."""


def made_up(rng: Random) -> Iterator[tuple[str, str]]:
    """Yield (name, kana) without end; nobody twice while there are combinations left."""
    surnames = [tuple(entry.split(":")) for entry in SURNAMES.split()]
    given = [tuple(entry.split(":")) for entry in GIVEN.split()]
    pairs = [(family, own) for family in surnames for own in given]
    while True:
        rng.shuffle(pairs)
        for family, own in pairs:
            yield f"{family[0]} {own[0]}", f"{family[1]} {own[1]}"
