"""What an office chooses of its certificates: checked when entered, on paper as chosen, shown on a sample."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.usecases.forms.certificate_choices import CertificateChoices, alias_whole, ruby_of
from dxdesk.usecases.forms.certificate_wording import framework_title
from dxdesk.usecases.organisation import certificate_settings as use
from dxdesk.usecases.reports.printing import make_report, notices
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers import world as w


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with w.municipality(tmp_path, "2026-03-25") as (made, _):
        w.play(made)
        finalise.finalise(made)
        yield made


def text_of(pdf: bytes) -> str:
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages))


@pytest.mark.parametrize(
    ("wanted", "code", "found"),
    [
        (CertificateChoices(body="{氏めい}を証します"), "certificate-place", "{氏めい}"),
        (CertificateChoices(body="{研修}を証します"), "certificate-place", "{研修}"),
        (CertificateChoices(completion_body="{研修を証します"), "certificate-place", "{研修を証します"),
        (CertificateChoices(body="あ" * 181), "certificate-long", "181文字"),
        (CertificateChoices(seal_size=11), "certificate-choice", "11"),
        (CertificateChoices(seal_size=37), "certificate-choice", "37"),
        (CertificateChoices(ruby="romaji"), "certificate-choice", "romaji"),
    ],
)
def test_what_cannot_be_printed_is_refused_when_it_is_entered(
    desk: Desk, wanted: CertificateChoices, code: str, found: str
) -> None:
    for act in (use.save_certificate_settings, use.sample):
        with pytest.raises(KnownError) as told:
            act(desk, wanted)
        assert [(one.code, one.found) for one in told.value.problems] == [(code, found)]
    assert use.certificate_settings(desk) == CertificateChoices()


def test_a_wording_is_filled_for_each_person_and_may_be_typed_with_wide_brackets(desk: Desk) -> None:
    body = "\uff5b 所属 \uff5dの{氏名}さんの\n{年度}の{体系}を次のとおり証します"
    assert use.save_certificate_settings(desk, CertificateChoices(body=body, framework="検証区DXの力"))
    text = text_of(make_report(desk, "certificate", employee=w.TAX_A))
    assert "税務課市民税係の𠮷田翔太さんの令和7年度の検証区DXの力を次のとおり証します" in text
    assert not use.save_certificate_settings(desk, use.certificate_settings(desk))


def test_a_place_for_what_nobody_knows_stops_the_print_and_names_whose_it_is(desk: Desk) -> None:
    use.save_certificate_settings(desk, CertificateChoices(completion_body="{研修}({時間})を証します"))
    with pytest.raises(KnownError) as told:
        make_report(desk, "completion", employee=w.TAX_A)
    assert told.value.code == "certificate-value"
    assert w.TAX_A in told.value.problems[0].found


def test_a_sample_says_what_would_be_printed_and_keeps_nothing(desk: Desk) -> None:
    wanted = CertificateChoices(body="{氏名}を証します", ruby="hiragana", completion_body="{研修}全{時間}")
    assert "見本花子を証します" in text_of(use.sample(desk, wanted))
    assert "みほん" in text_of(use.sample(desk, wanted))
    assert "見本研修全6時間" in text_of(use.sample(desk, wanted, completion=True))
    assert use.certificate_settings(desk) == CertificateChoices()


def test_only_levels_above_the_lowest_are_listed_and_nobody_gets_an_empty_list(tmp_path: Path) -> None:
    with w.municipality(tmp_path, "2026-03-25") as (desk, _):
        w.play(desk)
        w.answered(desk, w.TAX_C, 0)
        w.confirmed(desk, w.TAX_C, w.LEADER_TAX, w.CHIEF_TAX)
        finalise.finalise(desk)
        with desk.store.read() as uow:
            levels = {line.employee_number: line.levels for line in uow.results.snapshot_lines(2025, "")}
        assert [number for number in levels if not any(levels[number].values())] == [w.TAX_C]
        (warned,) = [one for one in notices(desk, "certificate") if one.code == "certificate-lowest"]
        assert warned.found.split("、")[-1:] == [w.TAX_C] or w.TAX_C in warned.found
        assert "LV0" in warned.message
        assert "LV1以上だけ" in warned.fix
        assert "LV0" in text_of(make_report(desk, "certificate"))
        assert not [one for one in notices(desk, "certificate") if one.code == "certificate-lowest"], "issued"
        use.save_certificate_settings(desk, CertificateChoices(levels="above-lowest"))
        text = text_of(make_report(desk, "certificate"))
        assert "LV0" not in text
        assert text.count("様") == len(levels) - 1
        told = [one.found for one in notices(desk, "certificate") if one.code == "certificate-nothing"]
        assert told == [w.TAX_C]
        with pytest.raises(KnownError) as refused:
            make_report(desk, "certificate", employee=w.TAX_C)
        assert refused.value.code == "nobody-to-print"


def test_no_certificate_bears_the_name_of_another_offices_policy() -> None:
    assert framework_title("品川区 DXスキル体系", "", "検証区") == "DXスキル"
    assert framework_title("東京都・GovTech東京 勉強会資料による体系", "", "検証区") == "DXスキル"
    assert framework_title("品川区 DXスキル体系", "", "品川区") == "品川区 DXスキル体系"
    assert framework_title("検証区 DXスキル体系", "", "検証区") == "検証区 DXスキル体系"
    assert framework_title("品川区 DXスキル体系", "検証区の力", "検証区") == "検証区の力"


def test_a_surname_alone_is_completed_by_nobody() -> None:
    assert alias_whole("田中 花子", "江口 花子") == "田中 花子"
    assert alias_whole("田中花子", "江口 花子") == "田中花子"
    assert alias_whole("田中", "江口 花子") == ""
    assert alias_whole("花子", "江口 花子") == ""
    assert alias_whole("田中花子", "江口花子") == ""


def test_a_name_is_printed_as_the_office_chose(desk: Desk) -> None:
    with desk.store.write() as uow:
        one = next(one for one in uow.people.employees() if one.number == w.TAX_A)
        uow.people.save_employees([replace(one, alias="検証 桜子", kana="ヨシダ ショウタ")])
        uow.commit()
    use.save_certificate_settings(desk, CertificateChoices(name="alias", ruby="katakana"))
    text = text_of(make_report(desk, "certificate", employee=w.TAX_A))
    assert "検証桜子様" in text
    assert "ヨシダ" not in text  # the reading is of the other name


def test_a_reading_is_of_the_letters_that_were_chosen() -> None:
    assert ruby_of("ヴァン ジョー", "hiragana") == "ゔぁん じょー"
    assert ruby_of("ヤマダ", "katakana") == "ヤマダ"
    assert ruby_of("ヤマダ", "") == ""
