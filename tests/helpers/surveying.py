"""An office with 品川区's indicators, and surveys as offices have them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dxdesk.domain.capabilities import AIMS, ON
from dxdesk.ports import setting_names
from dxdesk.usecases.indicators import keeping
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w

QUESTIONS = {
    "01": "職場では単純作業や繰り返し実施する業務について、ICTツール等の活用により効率化されている。",
    "03": "デジタルスキルを上げるために、必要な研修・制度が提供されている。",
    "08-2": "あなたの職場のサービスは、適切なセキュリティ対策が実施されている。",
}
NECESSARY = "DXは必要だと思う。"
BARRIERS = "DXに取り組む上で、課題・障壁と感じているものは何ですか。"
WORDS = ("そう思わない", "あまりそう思わない", "どちらともいえない", "ややそう思う", "そう思う")


def table(path: Path, *rows: Sequence[str]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@contextmanager
def measured(folder: Path, *, on_file: bool = False, preset: str = "shinagawa") -> Iterator[Desk]:
    """Give out an office that uses 目標と指標, with a policy's indicators (empty: none)."""
    with w.municipality(folder, on_file=on_file) as (desk, _):
        with desk.store.write() as uow:
            uow.settings.set(f"{setting_names.USES}{AIMS}", ON)
            uow.commit()
        w.open_year(desk)
        if preset:
            keeping.take_preset(desk, preset)
        yield desk
