"""A newer format or wording is told before anything else is judged, whatever else a payload holds."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.errors import KnownError
from dxdesk.trust.seal import Ed25519Trust
from dxdesk.usecases.exchange import dump
from dxdesk.usecases.sealing import codec, versions
from dxdesk.usecases.sealing.envelope import FORMAT, Envelope, Issuer, Recipient
from dxdesk.usecases.sealing.members import members_of, text_of, whole_number_of
from dxdesk.usecases.sealing.wording_version import WORDING, wording_in
from tests.helpers.forging import envelope_of, with_payload
from tests.helpers.office import STAFF
from tests.helpers.stories import Town

SEALER = Ed25519Trust()
SEED = "01" * 32
YOSHINO = STAFF[0]
KNOWN = Envelope(
    format=FORMAT,
    kind="form",
    package="p",
    issuer=Issuer(store="store", epoch=1, sequence=7, role="hr"),
    recipient=Recipient(role="personal"),
    municipality=("131091", "検証区"),
    fiscal_year=2025,
    framework=("f", "1"),
    issued_at="2026-01-09T00:00:00Z",
).model_dump(mode="json")

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
fields = st.dictionaries(st.sampled_from([*KNOWN, "plan", "news", "", '"format":1']) | st.text(), anything)


def container(body: str, **more: object) -> bytes:
    box = {"body": body, "public": SEALER.public_of(SEED), **more}
    return json.dumps({**box, "seal": SEALER.sign(SEED, "envelope", body.encode())}).encode()


def refusal(payload: bytes) -> KnownError:
    with pytest.raises(KnownError) as error:
        codec.open_payload(SEALER, payload)
    return error.value


@given(more=fields, number=st.integers(FORMAT + 1), box=fields, spaced=st.booleans(), ordered=st.booleans())
def test_a_newer_format_is_told_whatever_else_is_in_it(
    more: dict[str, Any], number: int, box: dict[str, Any], spaced: bool, ordered: bool
) -> None:
    body = {**KNOWN, **more, "format": number}
    text = json.dumps(body, indent=2 if spaced else None, sort_keys=ordered, ensure_ascii=ordered)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = json.dumps(body)
    extra = {key: value for key, value in box.items() if key not in ("body", "public", "seal")}
    assert refusal(container(text, **extra)).code == "format-newer"


@given(more=fields, number=st.integers(WORDING + 1), deep=st.booleans())
def test_a_newer_wording_is_told_whatever_else_is_in_it(
    more: dict[str, Any], number: int, deep: bool
) -> None:
    extra = json.dumps({**more, "wording": number})
    if deep:
        extra = extra[:-1] + ',"deep":' + "[" * 50_000 + "]" * 50_000 + "}"
    body = {**KNOWN, **more, "format": FORMAT, "extra": extra}
    assert refusal(container(json.dumps(body))).code == "format-newer"


@given(more=fields)
def test_what_is_of_a_known_version_is_never_called_newer(more: dict[str, Any]) -> None:
    body = {**KNOWN, **more, "format": FORMAT, "extra": json.dumps({"wording": WORDING})}
    code = ""
    try:
        codec.open_payload(SEALER, container(json.dumps(body)))
    except KnownError as error:
        code = error.code
    assert code in ("", "payload-broken", "seal-broken")


def test_the_needed_and_the_known_version_are_named() -> None:
    error = refusal(
        container(json.dumps({**KNOWN, "format": 9, "extra": json.dumps({"wording": WORDING + 4})}))
    )
    assert error.problems[0].found == (
        f"形式9が必要です。この dxdesk が読めるのは形式{FORMAT}までです。"
        f"文面{WORDING + 4}が必要です。この dxdesk が読めるのは文面{WORDING}までです"
    )
    error = refusal(container(json.dumps({**KNOWN, "extra": json.dumps({"wording": WORDING + 1})})))
    assert (
        error.problems[0].found
        == f"文面{WORDING + 1}が必要です。この dxdesk が読めるのは文面{WORDING}までです"
    )
    assert "形式1000000000が" in refusal(container('{"format":%s}' % ("9" * 4000))).problems[0].found


def test_newer_is_said_before_the_seal_is_looked_at() -> None:
    sound = container(json.dumps({**KNOWN, "format": FORMAT + 1}))
    broken = json.dumps({**json.loads(sound), "seal": "00" * 64}).encode()
    assert refusal(broken).code == "format-newer"
    assert refusal(json.dumps({"body": json.loads(sound)["body"]}).encode()).code == "format-newer"


@pytest.mark.parametrize("wrong", ["2", 2.0, True, None, [2], {"format": FORMAT + 1}])
def test_what_is_no_version_is_damage(wrong: object) -> None:
    assert refusal(container(json.dumps({**KNOWN, "format": wrong}))).code == "payload-broken"


@pytest.mark.parametrize(
    "body",
    [
        '{"x":' + "[" * 200_000 + '],"format":2}',
        '{"x":' + '{"format":2,"y":' * 100_000 + "1" + "}" * 100_000 + ',"format":1}',
        '{"format":2,"' + '\\"' * 1_000_000,
        '{"' + '\\"' * 1_000_000 + '":"format',
        '{"format":' + "9" * 1_000_000 + "}",
        "[" * 2_000_000,
        '{"format":"' + "あ" * 1_000_000 + '"}',
    ],
)
def test_depth_and_size_do_no_harm(body: str) -> None:
    """Each is judged in time that grows with its length: a square of it would be minutes."""
    began = time.process_time()
    assert refusal(container(body)).code in ("payload-broken", "format-newer")
    assert time.process_time() - began < 5


def test_a_deep_newcomer_is_newer_and_a_deep_extra_of_today_is_damage(town: Town) -> None:
    deep = "[" * 100_000 + "]" * 100_000
    assert refusal(container('{"plan":' + deep + f',"format":{FORMAT + 1}}}')).code == "format-newer"
    assert wording_in('{"wording":7,"x":' + deep + "}") == 7
    assert wording_in('{"x":' + deep + "}") == 1
    for wording in range(1, WORDING + 1):
        extra = f'{{"wording":{wording},"stages":{deep}}}'
        report = town.receive(town.hr, forged(town, extra=extra)).files[0]
        assert (report.outcome, report.errors[0].code) == ("refused", "payload-broken")


def forged(town: Town, **change: object) -> Any:
    form = town.form(YOSHINO)
    body = json.dumps({**envelope_of(town.services, form).model_dump(mode="json"), **change})
    seed = town.hr.store.signing_seed
    box = {
        "body": body,
        "public": SEALER.public_of(seed),
        "seal": SEALER.sign(seed, "envelope", body.encode()),
    }
    return with_payload(town.services, form, town.folder / "新.xlsx", json.dumps(box).encode())


@pytest.mark.parametrize(
    "change",
    [
        {"format": FORMAT + 1},
        {"format": FORMAT + 1, "kind": "letter", "surprise": {"a": 1}},
        {
            "format": FORMAT + 1,
            "revisions": [{"record": ["131091", 2025, YOSHINO, "unheard"], "owner": "dx"}],
        },
        {"extra": json.dumps({"wording": WORDING + 1})},
        {"extra": json.dumps({"wording": WORDING + 1}), "kind": "letter"},
    ],
)
def test_a_store_refuses_what_is_newer_and_stays_as_it_was(town: Town, change: dict[str, object]) -> None:
    before = dump.dump(town.hr).state_digest
    report = town.receive(town.hr, forged(town, **change)).files[0]
    assert (report.outcome, report.errors[0].code) == ("refused", "format-newer")
    assert "必要です" in report.errors[0].found
    assert dump.dump(town.hr).state_digest == before


@given(data=st.data())
def test_a_payload_changed_by_a_byte_is_refused_or_says_the_same(data: st.DataObject) -> None:
    whole = codec.seal_envelope(SEALER, SEED, Envelope.model_validate_json(json.dumps(KNOWN)))
    place = data.draw(st.integers(0, len(whole) - 1))
    changed = whole[:place] + bytes([data.draw(st.integers(0, 255))]) + whole[place + 1 :]
    said: object = None
    try:
        opened = codec.open_payload(SEALER, changed)
        said = {**opened.envelope.model_dump(mode="json"), "public": opened.public}
    except KnownError as error:
        said = error.code
    same = {**KNOWN, "public": SEALER.public_of(SEED)}
    assert said in (same, "payload-broken", "seal-broken", "format-newer")


def test_a_members_text_is_found_where_it_stands() -> None:
    text = '\n {"a" : [1,{"b":2}] , "b":"x,}\\"", "c":-7,"\\u0064":1, "a":2 } ,"e":5'
    assert members_of(text, tuple("abcde")) == {"a": "2", "b": '"x,}\\""', "c": "-7", "d": "1"}
    assert members_of(text, ("b",)) == {"b": '"x,}\\""'}
    for empty in ("", "[]", "5", '"{"', "{}", "{", '["a",{"a":1}]'):
        assert members_of(empty, ("", "a")) == {}
    assert members_of('{"a":1,"b":2', ("a", "b")) == {"a": "1"}
    assert members_of('{"x":{"a":1},"y":[{"a":2}]}', ("a",)) == {}
    assert members_of('{"x":"a","a":3}', ("a",)) == {"a": "3"}
    assert members_of('{"a":1}{"a":5}', ("a",)) == {"a": "1"}
    assert members_of('{"a","b":2}', ("a", "b")) == {"b": "2"}
    assert members_of('{,"a":3}', ("a",)) == {"a": "3"}
    assert members_of('{"b":2,"a"}', ("a", "b")) == {"b": "2"}
    assert members_of('["a":1]', ("a",)) == {}


@given(st.dictionaries(st.text(), anything))
def test_members_are_those_json_reads(value: dict[str, Any]) -> None:
    found = members_of(json.dumps(value), list(value))
    assert {name: json.loads(text) for name, text in found.items()} == value


def test_texts_and_numbers_are_told_from_everything_else() -> None:
    assert [text_of(text) for text in ('"a\\n"', '"a', "", "5", "[]")] == ["a\n", "", "", "", ""]
    assert text_of("[" * 100_000) == ""
    numbers = {"5": 5, "-5": -5, "5.0": None, '"5"': None, "": None, "true": None, "1" * 4001: None}
    assert {text: whole_number_of(text) for text in numbers} == numbers
    assert versions.named_in(b"") == (1, 1)
    assert versions.named_in(container('{"format":"3"}')) == (1, 1)
    assert versions.named_in(container('{"format":3,"extra":"{\\"wording\\":4}"}')) == (3, 4)
    assert (versions.newer(FORMAT, WORDING), versions.newer(0, 0)) == (None, None)
