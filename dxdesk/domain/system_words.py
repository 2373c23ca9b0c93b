"""What the system or a reader of texts refuses, in words: their own sentences are English."""

from __future__ import annotations

import errno
import re

_WORDS = {
    "ENOENT": "見つかりません",
    "EACCES": "権限がありません",
    "EPERM": "権限がありません",
    "EROFS": "読み取り専用の場所です",
    "ENOSPC": "空きが足りません",
    "EDQUOT": "割り当てられた容量が足りません",
    "EFBIG": "大きすぎて置けません",
    "EISDIR": "ファイルではなくフォルダーです",
    "ENOTDIR": "フォルダーではなくファイルです",
    "EEXIST": "同じ名前のものがあります",
    "ENOTEMPTY": "フォルダーが空ではありません",
    "ENAMETOOLONG": "名前が長すぎます",
    "EINVAL": "使えない名前か場所です",
    "EBUSY": "ほかで使われています",
    "ETXTBSY": "ほかで使われています",
    "EMFILE": "開いているファイルが多すぎます",
    "ENFILE": "開いているファイルが多すぎます",
    "EIO": "装置の読み書きに失敗しました",
    "ENODEV": "装置がつながっていません",
    "ENXIO": "装置がつながっていません",
    "EXDEV": "別の装置には移せません",
    "ELOOP": "リンクがたどれません",
    "ETIMEDOUT": "つながりが切れています",
    "ECONNRESET": "つながりが切れています",
    "ENETDOWN": "つながりが切れています",
    "ENETUNREACH": "つながりが切れています",
    "EHOSTDOWN": "つながりが切れています",
    "EHOSTUNREACH": "つながりが切れています",
    "ESTALE": "つながりが切れています",
}
_SHARING_VIOLATIONS = (32, 33)
"""Windows: ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION."""


def is_full(error: OSError) -> bool:
    """Tell whether there is no room left where something was to be written."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)


def in_use(error: OSError) -> bool:
    """Tell whether Windows refused because another program holds the file."""
    return getattr(error, "winerror", 0) in _SHARING_VIOLATIONS


def system_words(error: OSError) -> str:
    """Return why the system refused, short enough for 「見つかったもの」; never its own sentence."""
    if in_use(error):
        return "ほかで使われています"
    name = errno.errorcode.get(error.errno or 0, "")
    return _WORDS.get(name) or f"システムに断られました({name or type(error).__name__})"


_PLACE = re.compile(r"line (\d+),? column (\d+)")


def unread_words(error: Exception) -> str:
    """Return where a JSON, TOML or UTF-8 text could not be read on, never the reader's own sentence."""
    if isinstance(error, OSError):
        return system_words(error)
    if isinstance(error, UnicodeDecodeError):
        return f"UTF-8 ではない文字({error.start + 1}バイト目)"
    place = _PLACE.search(str(error))
    return f"{place[1]}行目の{place[2]}文字目あたり" if place else "途中で切れているか、形が違います"
