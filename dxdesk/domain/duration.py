"""How long an experience lasted, as people write it: 「1年6か月」「2年半」「18ヶ月」."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MONTH = r"(?:か|カ|ヵ|ヶ|ケ|箇|個)月"
_SPAN = re.compile(
    # All of it may be missing: only where a part may begin is anything looked for.
    r"(?=[0-9と、 ])"
    # Neither a date (令和6年, R6年, 2024年) nor a count of years (1年目, 3年度) is a length.
    rf"(?<![0-9和成A-Za-z.])(?:(?P<years>[0-9]{{1,2}})年(?![度目次生])間?(?P<half>半)?)?"
    rf"(?:と|、| )?(?:(?<![0-9])(?P<months>[0-9]{{1,3}}){_MONTH}(?!目))?"
)
_ANY = re.compile(rf"(?<![0-9和成A-Za-z.])[0-9]{{1,2}}年(?![度目次生])|(?<![0-9])[0-9]{{1,3}}{_MONTH}(?!目)")
"""What a length has at least one of: most texts that tell of years or months tell none."""


@lru_cache(maxsize=4096)
def months_told(text: str) -> int:
    """Return the longest span a text tells in whole months, 0 where it tells none.

    Kept for the last few thousand texts: 「合格」 and 「6か月」 stand in the lines of everybody.
    """
    folded = unicodedata.normalize("NFKC", text)
    if ("年" not in folded and "月" not in folded) or _ANY.search(folded) is None:
        return 0
    return max((_months(found) for found in _SPAN.finditer(folded)), default=0)


def _months(found: re.Match[str]) -> int:
    half = 6 if found["half"] else 0
    return int(found["years"] or 0) * 12 + half + int(found["months"] or 0)
