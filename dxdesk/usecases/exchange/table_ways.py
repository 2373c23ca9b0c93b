"""Where a table that nobody sealed goes in, told to each kind of store by the screens it has."""

from __future__ import annotations

from collections.abc import Mapping

from dxdesk.ports.entities import Role

_LISTS = "職員名簿・受講記録(出席簿)・資格の表"
_TO_HR = f"{_LISTS}は、人事課の台帳に取り込みます。人事課へ送ってください。"
TABLES: Mapping[Role, str] = {
    Role.HR: f"{_LISTS}なら、「名簿」の画面(コマンドでは --kind)から取り込んでください。",
    Role.DX: (
        "受講記録・研修一覧の表なら「研修」の画面、目標の表・アンケートの結果なら「目標と指標」の画面"
        "(コマンドでは --kind)から取り込んでください。職員名簿と資格の表は、人事課の台帳に取り込みます。"
    ),
    Role.SECTION: _TO_HR,
    Role.PERSONAL: _TO_HR,
}
"""What is told where a table lies among the files that come in."""

TEXTS: Mapping[Role, str] = {
    Role.HR: (
        "人事の台帳で、「名簿」の「表を取り込む」から表の種類(職員名簿・受講記録・資格・試験)を選んでください。"
        "コマンドでは --kind roster、attendance、qualifications のどれかを付けます。"
    ),
    Role.DX: TABLES[Role.DX],
    Role.SECTION: _TO_HR,
    Role.PERSONAL: _TO_HR,
}
"""The same of a table as text, of which nothing tells what it is."""
