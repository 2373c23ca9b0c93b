"""What a finding calls the thing it shows: nothing that is missing is called found."""

from __future__ import annotations

import pytest

from dxdesk.domain.errors import KnownError, Place
from dxdesk.ui.widgets.messages import explain


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            KnownError("folder-missing", "ありません。", found="/mnt/配布"),
            "フォルダーやファイルの場所: /mnt/配布",
        ),
        (KnownError("search-not-understood", "読めません。", found="ほげ"), "入力されたもの: ほげ"),
        (KnownError("employee-unknown", "いません。", found="009999"), "入力されたもの: 009999"),
        (
            KnownError("employee-unknown", "いない。", found="009999", place=Place("名簿.xlsx", "表", "A2")),
            "見つかったもの: 009999",
        ),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_what_is_shown_is_called_what_it_is(error: KnownError, told: str) -> None:
    assert told in explain(error)[1]
    assert told in str(error)
