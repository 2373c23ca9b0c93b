"""A layer of a logic model with nothing in it has no heading, and its room goes to the others."""

from __future__ import annotations

import pytest

from dxdesk.domain.indicator_record import OutcomeSaid
from dxdesk.domain.logic_model import HEADINGS, lay_out

ALL = {layer: OutcomeSaid(code, layer, f"{layer}の成果") for code, layer in (
    ("01", "direct"), ("m1", "intermediate"), ("f1", "final"))}  # fmt: skip


@pytest.mark.parametrize(
    "layers", [("direct",), ("direct", "intermediate"), ("direct", "final"), ("final",), tuple(ALL), ()]
)
def test_only_layers_with_something_in_them_have_a_heading_and_all_room_is_used(
    layers: tuple[str, ...],
) -> None:
    found = lay_out([ALL[layer] for layer in layers], (), {}, 60.0)
    named = [*(("activity",) if "direct" in layers else ()), *layers]
    assert [text for text, _ in found.headings] == [HEADINGS[layer] for layer in named]
    assert {box.layer for box in found.boxes} == set(named)
    if layers:
        assert max(box.left + box.width for box in found.boxes) == pytest.approx(60.0)
        lefts = [left for _, left in found.headings]
        assert lefts == sorted(set(lefts)), "no two layers in one place"
