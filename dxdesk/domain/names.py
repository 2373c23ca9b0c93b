"""Keys by which names are found and sorted. What is stored and printed is never touched by them.

A clerk types 高橋 and means every 髙橋; types ﾀｶﾊｼ, タカハシ or たかはし and means the same reading.
Folding is one-way and loses information on purpose: a key is for comparing only.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# 異体字 met in Japanese family and given names: first the character most people type, then its variants.
# Sources: the 旧字体 beside 常用漢字表 and 人名用漢字, and shapes known from family registers (髙, 﨑, 𠮷).
# The compatibility ideographs (神 U+FA19, 福 U+FA1B, 都 U+FA26 …) are not listed: NFKC folds them.
# 斉 and 斎 are two characters, but callers and letters mix them up, so one finds the other.
VARIANTS = """
高髙 崎﨑嵜㟢碕 吉𠮷 辺邊邉 斉齊斎齋 島嶋嶌㠀 浜濱濵 広廣 沢澤 国國圀 桜櫻 富冨 真眞 徳德
恵惠 栄榮 学學斈 実實 円圓 来來 竜龍 滝瀧 渋澁澀 塩鹽 黒黑 緑綠 宮宫 巣巢 寿壽 条條
万萬 与與 会會 伝傳 仏佛 凜凛 剣劍劔劒 団團 図圖 壮壯 声聲 処處 変變 宝寶寳 寛寬 将將
尽盡 峰峯 峡峽 巌巖 帯帶 庁廳 弥彌 当當 応應 恋戀 悦悅 戦戰 戸戶 抜拔 拝拜 挙擧 数數
断斷 旧舊 昼晝 昇曻 晃晄 晋晉 暁曉 曽曾 松枩柗 柳栁 栃杤 桧檜 桝枡 検檢 楽樂 槙槇 横橫
権權 様樣 歩步 歴歷 残殘 気氣 毎每 浄淨 涙淚 渓溪谿 温溫 湾灣 満滿 瀬瀨 灯燈 炉爐 焼燒
点點 為爲 独獨 狭狹 瑶瑤 瓶甁 畳疊 県縣 礼禮 禄祿 秋穐龝 稲稻 穂穗 穣穰 窪漥 糸絲 経經
絵繪 総總 縄繩 継繼 続續 聡聰 芦蘆 芸藝 茎莖 荘莊 莱萊 蔵藏 薗園 薫薰 薬藥 薮藪籔 蛍螢
蝋蠟 衛衞 覚覺 覧覽 観觀 訳譯 証證 読讀 譲讓 豊豐 賛贊 転轉 遥遙 郎郞 郷鄕鄉 釈釋
鉄鐵鉃 鉱鑛 鋳鑄 録錄 関關 険險 隠隱 雑雜 霊靈 静靜 顔顏 顕顯 館舘 駅驛 駆驅 験驗 鶏鷄
鶴寉靍靎 麦麥 黄黃 翠翆 槌鎚 桑桒 角⻆ 船舩 彦彥 浅淺 梅楳 柏栢 杉椙 鴎鷗 頼賴 頬頰
祷禱 亀龜 亘亙 侠俠 乗乘 予豫 争爭 亜亞 仮假 価價 児兒 兎兔菟莵 内內 凉涼 勲勳勛 勧勸
区區 医醫 単單 厳嚴 参參 双雙 収收 叙敍敘 営營 奥奧 両兩 並竝 俊儁 倹儉 冲沖 剰剩 効效
勅敕 厩廐廏 呉吳吴 喜㐂 囲圍 堺界 増增 壱壹 姫姬 嬢孃 岩嵒 岳嶽 徴徵 従從 惣揔 慎愼
懐懷 払拂 掲揭 揺搖 撃擊 昴昂 晩晚 朗朖 梼檮 槍鎗 欅槻 渉涉 潤濶 焔焰 猫貓 珎珍 畝畆
着著 砺礪 砿礦 篭籠 粋粹 緒緖 舎舍 蓑簔 藁藳 虎乕 虫蟲 蛎蠣 諌諫 賎賤 辞辭 逓遞 酔醉
醸釀 釜釡 銭錢 鎮鎭 鑑鑒 闘鬪 随隨 雁鴈 靭靱 飲飮 餅餠 髪髮 鯵鰺
"""

_SMALL = dict(zip("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ", strict=True))


def _folds() -> dict[int, str | None]:
    """Return the character table applied after NFKC: variants, kana kind, selectors, spaces."""
    table: dict[int, str | None] = {}
    for group in VARIANTS.split():
        for variant in group[1:]:
            table.setdefault(ord(variant), group[0])
    for code in range(0x30A1, 0x30F7):  # ァ to ヶ become hiragana
        table[code] = chr(code - 0x60)
    for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)):  # variation selectors
        table[code] = None
    for character in " \t\n\r\u3000\u00a0\u200b\u200c\u200d\ufeff・=‐-–—―−ー":
        table.setdefault(ord(character), None)
    return table


_TABLE = _folds()


_MORE_SHAPES = """
青靑 清淸 尚尙 産產 説說 税稅 脱脫 鋭銳 称稱 体體 余餘 恒恆 虚虛 歳歲 巻卷 圏圈 状狀 専專 挿插 捜搜 届屆
属屬 絶絕 黙默 土圡 橋槗 摂攝 乱亂 并幷 併倂 戻戾 鎌鐮 蒋蔣
"""
"""旧字体 that the keys kept in stores do not fold: with them, people saved before would not be found."""

_SHAPES = {ord(shape): group[0] for group in _MORE_SHAPES.split() for shape in group[1:]}


def shape_key(text: str) -> str:
    """Return what tells whether two names differ by shapes of letters and blanks only; kept nowhere."""
    return search_key(text).translate(_SHAPES)


def has_letter(text: str) -> bool:
    """Tell whether a text can be a name at all: 0, -1 and 12:30 are what stands there where columns slip.

    外字 of an office (private use) count as letters.
    """
    return any(unicodedata.category(sign)[0] == "L" or unicodedata.category(sign) == "Co" for sign in text)


def search_key(text: str) -> str:
    """Return what a text is searched by: variants, kana kinds, widths, cases and spaces alike.

    A voiced kana stays voiced (たかばし is not たかはし); a small one equals the big one.
    """
    return _fold(text)


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_TABLE)
    return folded if folded.isascii() else "".join([_SMALL.get(character, character) for character in folded])


def search_keys(*texts: str) -> str:
    """Return the keys of several texts of one person as one text to look into."""
    return "\n".join([search_key(text) for text in texts if text])


def sort_key(kana: str, name: str, number: str) -> str:
    """Return a text whose code point order is 五十音順: by reading, then name, then number.

    Voiced marks count only between readings that are otherwise equal (はば, はま, はら), as in JIS X 4061.
    Who has no reading comes after all readings, by the folded name.
    """
    reading = search_key(kana) or search_key(name)
    return f"{_unvoiced(reading)}\t{reading}\t{search_key(name)}\t{number}"


@lru_cache(maxsize=4096)
def _unvoiced(reading: str) -> str:
    if reading.isascii():
        return reading
    parts = unicodedata.normalize("NFD", reading)
    return parts.replace("\u3099", "").replace("\u309a", "")
