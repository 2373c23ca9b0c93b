"""What an export left out is named person by person, up to a number."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from dxdesk.domain.errors import Problem
from dxdesk.ui.shell import sending


def said(skipped: int) -> str:
    left = [Problem("skipped", f"検証 {n}郎さんはまだ「未着手」です。") for n in range(skipped)]
    found: Any = SimpleNamespace(
        to=(), files=(), beside=(), guides=(), lock_list=None, notices=(), skipped=tuple(left)
    )
    told: list[str] = []
    screen: Any = SimpleNamespace(
        banner=SimpleNamespace(say=lambda *texts, **_: told.extend(map(str, texts))),
    )
    sending.say_written(screen, found, Path("出力"), "")
    return "".join(told)


def test_all_of_a_few_are_named_and_of_many_the_rest_is_counted() -> None:
    assert len(re.findall("検証", said(2))) == 2
    assert "ほか" not in said(2)
    assert len(re.findall("検証", said(9))) == sending.TOLD_MOST
    assert f"ほか{9 - sending.TOLD_MOST}件。" in said(9)
