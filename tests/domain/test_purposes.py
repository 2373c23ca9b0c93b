"""利用目的: the sentence made of it, what a year without codes meant, and a use that it refuses."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pytest

from dxdesk.domain import purposes
from dxdesk.domain.errors import KnownError
from dxdesk.domain.purposes import FIRST, USE_NAMES, Use

USUAL = "この申告は職員の育成と配置の参考にするもので、人事評価には用いません。"


@dataclass(frozen=True)
class Made:
    """A year with a purpose."""

    label: str
    uses: Collection[str]


def test_what_was_printed_until_now_is_the_sentence_of_the_first_two_uses() -> None:
    assert purposes.sentence(FIRST) == purposes.sentence(["placement", "development"]) == USUAL


def test_every_sentence_names_what_was_chosen_and_nothing_else_and_denies_evaluation() -> None:
    said = {use: purposes._IN_SENTENCE[use] for use in Use}
    for number in range(1, 2 ** len(Use)):
        uses = {use for position, use in enumerate(Use) if number >> position & 1}
        text = purposes.sentence(uses)
        assert text.endswith("人事評価には用いません。")
        if uses != set(FIRST):
            assert {use for use in Use if said[use] in text} == uses
    assert len(purposes.sentence([*Use])) <= 200, "as long as a purpose may be"


def test_codes_are_stored_words() -> None:
    assert [use.value for use in USE_NAMES] == [
        *("development", "placement", "appointment", "dx-section", "personnel-system")
    ]
    assert "評価" not in "".join(USE_NAMES.values())


@pytest.mark.parametrize(
    ("said", "printed", "uses"),
    [
        ((), USUAL, ("development", "placement")),
        ((), "職員の育成のためだけに使います。", ("development",)),
        ((), "", ("development",)),
        (("development",), USUAL, ("development",)),
        (("appointment",), USUAL, ("development", "appointment")),
        (("later", "placement", "development"), USUAL, ("development", "placement", "later")),
    ],
)
def test_codes_decide_and_without_them_what_people_read(
    said: tuple[str, ...], printed: str, uses: tuple[str, ...]
) -> None:
    assert purposes.meant(said, printed) == uses


def test_a_use_names_every_year_that_lacks_it_once() -> None:
    able = Made("令和9年度", ("development", "appointment"))
    purposes.require_use((able,), Use.APPOINTMENT)
    lacking = [Made("令和7年度", ("development",)), able, Made("令和8年度", ("placement",))]
    with pytest.raises(KnownError) as error:
        purposes.require_use([*lacking, lacking[0]], Use.APPOINTMENT)
    assert error.value.code == "use-outside-purpose"
    assert error.value.problems[0].found == "令和7年度、令和8年度"
    assert "選任・認定" in str(error.value)
    assert "令和9年度" not in str(error.value)


def test_a_code_nobody_knows_is_refused_unless_it_was_there() -> None:
    purposes.refuse_unknown(["placement", "later"], known_before=("later",))
    with pytest.raises(KnownError) as error:
        purposes.refuse_unknown(["placement", "evaluation"])
    assert (error.value.code, error.value.problems[0].found) == ("purpose-unknown", "evaluation")
    assert purposes.named(("later", "placement")) == "配置の参考、later"
