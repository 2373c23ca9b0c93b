"""Every document at its ordinary and at its worst: size of page, whole texts, page numbers."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.pdf.paper import Paper
from dxdesk.pdf.printer import PdfPrinter
from dxdesk.ports import document_wording as words
from dxdesk.ports import printing as doc
from dxdesk.ports.printing import Align
from dxdesk.ports.workbooks import ProposalLine
from tests.pdf import people
from tests.pdf.reading import read, text_of

A4 = (595, 842)


def _sizes(pdf: bytes) -> set[tuple[int, int]]:
    return {(round(page.mediabox.width), round(page.mediabox.height)) for page in read(pdf).pages}


def _joined(pdf: bytes) -> str:
    return "".join(text_of(pdf).split())


def test_a_certificate_says_number_person_wording_date_and_issuer(printer: PdfPrinter) -> None:
    pdf = printer.draw([people.certificate()])
    assert _sizes(pdf) == {A4[::-1]}
    text = _joined(pdf)
    for expected in (
        "第12号",
        "髙橋美咲",
        "様",
        "令和7年度におけるDXスキル",
        "令和8年3月18日",
        "検証区長",
        "公印",
    ):
        assert expected in text
    for skill in people.SKILLS:
        assert skill in text


def test_a_certificate_of_completion_may_leave_out_seal_and_honorific(printer: PdfPrinter) -> None:
    record = people.certificate(
        title=words.COMPLETION_CERTIFICATE_TITLE,
        body=words.completion_body("業務改革入門", date(2025, 7, 1), date(2025, 9, 30), "18時間"),
        items=(),
        honorific="",
        seal=doc.Seal.OMITTED,
    )
    text = _joined(printer.draw([record]))
    assert "「業務改革入門」(全18時間)の" in text
    assert "令和7年7月1日から令和7年9月30日まで" in text
    assert "(公印省略)" in text
    assert "様" not in text


@pytest.mark.parametrize("items", [0, 5, 12, 22])
def test_a_full_certificate_stays_on_its_page(printer: PdfPrinter, items: int) -> None:
    listed = tuple(
        doc.CertificateItem(f"とても長い名前のスキルその{number}", "LV2") for number in range(items)
    )
    who = people.person(people.LONG_NAME)
    pdf = printer.draw([people.certificate(who, items=listed, body="あ" * 180)])
    assert len(read(pdf).pages) == 1
    assert people.LONG_NAME in _joined(pdf)
    assert all(f"その{number}" in _joined(pdf) for number in range(items))


def test_a_skill_sheet_shows_levels_texts_and_purpose(printer: PdfPrinter) -> None:
    pdf = printer.draw([people.sheet()])
    assert _sizes(pdf) == {A4}
    text = _joined(pdf)
    for expected in (
        "DXスキルシート",
        "令和7年度",
        "001234",
        "区民目線",
        "要求水準",
        "検証一郎(代理検証二郎)",
    ):
        assert expected in text
    assert people.PURPOSE in text
    assert "1/" in text


@pytest.mark.parametrize("skills", [2, 5, 22, 40])
def test_long_comments_run_on_over_pages_and_nothing_is_lost(printer: PdfPrinter, skills: int) -> None:
    record = people.sheet(people.person(people.LONG_NAME), skills=skills, comment=people.LONG_COMMENT)
    pdf = printer.draw([record])
    text = _joined(pdf)
    assert text.count("窓口の申請受付で紙の台帳をなくした。") == skills
    assert text.count("業務フローを自分で描き") >= skills * 17
    pages = len(read(pdf).pages)
    assert f"{pages}/{pages}" in text


def test_each_person_has_pages_numbered_from_one(printer: PdfPrinter) -> None:
    long = people.sheet(people.person("検証 花子", "000002"), comment=people.LONG_COMMENT)
    pages = [page.extract_text() for page in read(printer.draw([people.sheet(), long])).pages]
    second = [page for page in pages if "000002" in page]
    for number, page in enumerate(second, start=1):
        assert f"{number} / {len(second)}" in page


def test_a_result_notice_tells_what_the_next_level_needs(printer: PdfPrinter) -> None:
    pdf = printer.draw([people.notice()])
    assert _sizes(pdf) == {A4}
    text = _joined(pdf)
    assert "LV2に必要なこと" in text
    assert "担当業務の流れを図にして説明できる。" in text
    assert people.LONG_COMMENT in text
    assert "最も高いレベルです" in text
    assert "確認なし" in text
    assert "公式の文言ではありません" in text
    assert "7検総人第142号" in text


@pytest.mark.parametrize("skills", range(4, 16))
def test_a_result_notice_is_one_page_or_has_results_on_its_last(printer: PdfPrinter, skills: int) -> None:
    line = doc.ResultLine(
        "区民目線",
        confirmed=1,
        self_level=1,
        required=1,
        next_level=2,
        next_statements=("担当業務の流れを図にして説明できる。", "見直しを自分で企画し、進められる。") * 2,
        next_goal="係の業務フローを描く。",
    )
    notice = dataclasses.replace(people.notice(), lines=(line,) * skills, contact="検証区 人事課")
    pages = [page.extract_text() for page in read(printer.draw([notice])).pages]
    assert skills > 8 or len(pages) == 1
    assert "区民目線" in pages[-1]


@pytest.mark.parametrize("skills", [5, 22])
def test_the_map_repeats_its_heading_and_counts(printer: PdfPrinter, skills: int) -> None:
    pdf = printer.draw([people.skill_map(people=60, skills=skills)])
    assert _sizes(pdf) == {A4[::-1]}
    pages = [page.extract_text() for page in read(pdf).pages]
    assert len(pages) >= 4
    for page in pages:
        assert "職員番号" in page or "所属別の" in page
    text = _joined(pdf)
    assert "LV2以上の人数(60人のうち)" in text
    assert "70.0%7/10" in text


def test_a_change_since_last_year_is_marked_without_colour(printer: PdfPrinter) -> None:
    row = doc.MapRow(people.person(), (2, 0, 1, None), (1, 1, 1, 1))
    text = text_of(printer.draw([doc.SectionMap(2025, "検証区", ("一", "二", "三", "四"), (row,))]))
    assert "2▲" in text
    assert "0▼" in text
    assert "1▲" not in text


def test_the_status_report_adds_up_and_shows_who_is_late(printer: PdfPrinter) -> None:
    record = doc.StatusReport(
        2025,
        "検証区",
        states=("未着手", "確認待ち", "受付", "対象外"),
        rows=(
            doc.StatusRow("人事課", 10, (1, 4, 4, 1), late=1, handed_in=8, done=5),
            doc.StatusRow("戸籍住民課", 21, (0, 7, 14, 0), handed_in=21, done=14),
        ),
        as_of=date(2026, 2, 20),
        due=(("本人申告", date(2026, 2, 13)),),
        purpose=people.PURPOSE,
    )
    text = _joined(printer.draw([record]))
    assert "19人済み/31人のうち" in text
    assert "期限を過ぎた人1人" in text
    assert "令和8年2月13日(金)" in text
    assert "合計3129111181" in text, "everybody who handed in, and then each where they are now"
    assert "1人は1か所だけで数えます" in text


def test_who_is_missing_is_listed_on_a_page_a_section(printer: PdfPrinter) -> None:
    late = doc.NonSubmitter("001234", "髙橋 美咲", "未着手", date(2026, 2, 13), 33)
    few = doc.NonSubmitters(
        *(2025, "検証区", "人事課", 10, (late, doc.NonSubmitter("001235", "検証 一郎", "差戻し"))),
        as_of=people.DAY,
        notes=("ほかに、届いていて照合待ちの人が1人います。",),
        purpose=people.PURPOSE,
    )
    rows = tuple(doc.NonSubmitter(f"{n:06}", people.LONG_NAME, "未着手", people.DAY) for n in range(90))
    seen: list[tuple[int, int]] = []
    many = dataclasses.replace(few, section="戸籍住民課", asked=90, rows=rows, notes=())
    pdf = printer.draw([few, many], lambda done, total: seen.append((done, total)))
    assert (_sizes(pdf), seen) == ({A4}, [(1, 2), (2, 2)])
    first, *others = ["".join(page.extract_text().split()) for page in read(pdf).pages]
    for expected in (
        "未提出者一覧令和7年度検証区",
        "未提出2人/対象10人うち期限を過ぎた人1人",
        "照合待ちの人が1人",
        "001234髙橋美咲未着手令和8年2月13日(金)33日",
        "001235検証一郎差戻し\u2013\u2013",
        "1/1",
        "令和8年3月18日現在",
    ):
        assert expected in first
    assert len(others) > 2
    assert all("戸籍住民課" in page and "氏名" in page for page in others)
    assert f"1/{len(others)}" in others[0]
    assert "期限を過ぎた人" not in others[0]
    assert people.LONG_NAME in others[-1]


def test_a_missing_character_in_the_list_of_who_is_missing_names_its_person(printer: PdfPrinter) -> None:
    rows = tuple(doc.NonSubmitter(n, name, "未着手") for n, name in (("1", "検証"), ("2", "\U00020bb7野")))
    with pytest.raises(KnownError) as refused:
        printer.draw([doc.NonSubmitters(2025, "検証区", "人事課", 2, rows, people.DAY)])
    assert [problem.place.file for problem in refused.value.problems] == ["2 \U00020bb7野"]


def test_the_people_of_a_session_are_listed_on_pages_of_their_own(printer: PdfPrinter) -> None:
    columns = (doc.TableColumn("番号", 0.5), doc.TableColumn("氏名", 2), doc.TableColumn("署名", 2))
    few = doc.SessionPaper(
        title=doc.SIGN_IN_TITLE,
        municipality="検証区",
        fiscal_year=2025,
        session="DX基礎研修 第1回",
        facts=("R8.3.2   庁舎801   受講者 1人",),
        columns=columns,
        rows=(("1", "髙橋 美咲", ""),),
        subjects=("001234 髙橋 美咲",),
        as_of=people.DAY,
    )
    rows = tuple((str(n), people.LONG_NAME, "") for n in range(60))
    many = dataclasses.replace(few, session="BPR研修", rows=rows, subjects=("x",) * 60)
    seen: list[tuple[int, int]] = []
    pdf = printer.draw([few, many], lambda done, total: seen.append((done, total)))
    assert (_sizes(pdf), seen) == ({A4}, [(1, 2), (2, 2)])
    first, *others = ["".join(page.extract_text().split()) for page in read(pdf).pages]
    for expected in (
        "出席簿令和7年度検証区",
        "DX基礎研修第1回",
        "庁舎801",
        "1髙橋美咲",
        "令和8年3月18日現在",
    ):
        assert expected in first
    assert len(others) > 1
    assert all("BPR研修" in page and "署名" in page for page in others)
    tall = printer.draw([dataclasses.replace(many, tall=True)])
    assert len(read(tall).pages) > len(others), "room to sign"
    lost = dataclasses.replace(few, rows=(("1", "\U00020bb7野", ""),), subjects=("2 \U00020bb7野",))
    with pytest.raises(KnownError) as refused:
        printer.draw([lost])
    assert [problem.place.file for problem in refused.value.problems] == ["2 \U00020bb7野"]


def test_a_ledger_of_many_rows_repeats_its_heading(printer: PdfPrinter) -> None:
    columns = (
        doc.TableColumn("番号", 0.5, doc.Align.RIGHT),
        doc.TableColumn("宛先", 2),
        doc.TableColumn("備考", 3),
    )
    rows = tuple(
        (str(number), "人事課", people.LONG_COMMENT if number == 7 else "") for number in range(1, 200)
    )
    pdf = printer.draw([doc.TableDocument("配布簿", columns, rows, "検証区", 2025, printed_on=people.DAY)])
    pages = [page.extract_text() for page in read(pdf).pages]
    assert all("宛先" in page for page in pages)
    assert "全199件" in "".join(pages[0].split())
    assert people.LONG_COMMENT in _joined(pdf)


def test_a_character_that_a_ledger_cannot_print_is_told_at_its_foot(printer: PdfPrinter) -> None:
    columns = (doc.TableColumn("件名"),)
    pdf = printer.draw([doc.TableDocument("受付簿", columns, (("検証",), ("\U00020bb7の件",)))])
    text = "".join(text_of(pdf).split())
    assert "\u3013の件" in text
    assert "\u3013は、印刷に使う書体にない文字です(U+20BB7)" in text


@pytest.mark.parametrize("axes", [1, 2, 3, 5, 13, 22])
def test_the_radar_is_one_page_of_the_size_asked_for(printer: PdfPrinter, axes: int) -> None:
    chart = doc.RadarChart(
        tuple(doc.RadarAxis(f"スキル{n}", n % 4, None if n % 3 else 1, 2) for n in range(axes)),
        width=400,
        height=320,
    )
    pdf = printer.draw([chart])
    assert _sizes(pdf) == {(400, 320)}
    text = text_of(pdf)
    assert all(f"スキル{n}" in "".join(text.split()) for n in range(axes))
    assert "要求水準" in text


def test_a_skill_without_answer_leaves_a_gap_in_the_radar(printer: PdfPrinter) -> None:
    axes = tuple(doc.RadarAxis(f"スキル{n}", None if n == 1 else 2) for n in range(4))
    assert read(printer.draw([doc.RadarChart(axes)])).pages[0] is not None


def test_progress_is_told_and_may_cancel(printer: PdfPrinter) -> None:
    seen: list[tuple[int, int]] = []
    printer.draw([people.certificate()] * 3, lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]

    class Cancelled(Exception):
        pass

    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        printer.draw([people.sheet()], cancel)


def test_printing_nobody_is_refused_in_words(printer: PdfPrinter) -> None:
    with pytest.raises(KnownError) as refused:
        printer.draw([])
    assert refused.value.code == "nothing-to-print"


def test_a_scale_of_five_levels_is_printed_with_its_own_names(printer: PdfPrinter) -> None:
    scale = doc.LevelScale(("未経験", "基礎", "標準", "応用", "熟達", "指導"))
    rows = tuple(doc.MapRow(people.person(), (level, level)) for level in range(6))
    text = text_of(
        printer.draw(
            [doc.SectionMap(2025, "検証区", ("一", "二"), rows, scales=(scale, scale), target_level=3)]
        )
    )
    assert "5 指導" in text
    assert "応用以上の人数" in text


def test_the_printer_is_the_port_the_use_cases_ask_for(printer: PdfPrinter) -> None:
    port: doc.DocumentPrinter = printer
    assert port.notes == ()


def test_long_skill_names_break_between_words(printer: PdfPrinter) -> None:
    names = ("柔軟性・適応性・チームワーク", "プロジェクトマネジメント")
    rows = (doc.MapRow(people.person(), (1, 2)),)
    text = text_of(printer.draw([doc.SectionMap(2025, "検証区", names, rows)]))
    lines = [line.strip() for line in text.splitlines()]
    assert "チームワーク" in lines
    assert "マネジメント" in lines
    share = doc.SectionRow("総務課", 4, ((0, 0, 1, 3), (1, 1, 1, 1)))
    assert "75%以上" in text_of(printer.draw([doc.SectionMap(2025, "検証区", names, sections=(share,))]))


def test_an_ordinary_persons_sheet_is_one_page(printer: PdfPrinter) -> None:
    names = ("業務改革", "プロジェクトマネジメント", "デジタル活用", "データ活用", "セキュリティ")
    minds = ("柔軟性・適応性・チームワーク", "デジタルリテラシー", "区民目線")

    def line(name: str) -> doc.SkillLine:
        evidence = "集計の手作業を表計算の仕組みに置き換え、月に4時間ほど減らした。"
        said = "次の業務で一緒に取り組みましょう。" if name == "業務改革" else ""
        return doc.SkillLine(name, 1, 2, 2, 1, evidence, said, "データを使って業務の見直しを1件提案する。")

    sheet = doc.SkillSheet(
        people.person(),
        2025,
        "検証区",
        tuple(map(line, names)),
        tuple(map(line, minds)),
        confirmations=(doc.Confirmation("一次確認", "検証 一郎"), doc.Confirmation("二次確認", "検証 二郎")),
        overall_goal="データ分析の研修を受けてみたいです。",
        evidence_known=("DX基礎研修 令和7年6月3日 修了", "ITパスポート試験 令和7年10月5日 合格"),
        purpose=people.PURPOSE,
        printed_on=people.DAY,
    )
    pdf = printer.draw([sheet])
    assert len(read(pdf).pages) == 1
    assert "来年度に向けて(コメント)データ分析の研修を受けてみたいです。" in _joined(pdf)


def test_no_label_runs_into_its_text(printer: PdfPrinter, monkeypatch: pytest.MonkeyPatch) -> None:
    """The label of a correction is the longest: on the very paper that says a mistake was mended."""
    drawn: list[tuple[float, float, str, float, float]] = []
    text = Paper.text

    def noted(paper: Paper, x: float, y: float, words: str, size: float, **how: Any) -> None:
        if how.get("align", Align.LEFT) is Align.LEFT:
            drawn.append((round(y, 1), x, words, size, paper.fonts.width(words, size)))
        text(paper, x, y, words, size, **how)

    monkeypatch.setattr(Paper, "text", noted)
    sheet, notice = people.sheet(), people.notice()
    corrected = [dataclasses.replace(line, correction="転記の誤りのため") for line in sheet.skills]
    told = [dataclasses.replace(line, correction="転記の誤りのため") for line in notice.lines]
    printer.draw([dataclasses.replace(sheet, skills=tuple(corrected))])
    printer.draw([dataclasses.replace(notice, lines=tuple(told))])
    labels = [one for one in drawn if one[2] == words.CORRECTION_LABEL]
    assert len(labels) == len(corrected) + len(told)
    for y, x, _, size, width in labels:
        right = [other[1] for other in drawn if other[0] == y and other[1] > x]
        assert x + width < min(right)
        assert size >= 5.5


def test_room_to_write_on_is_one_block_under_its_heading(printer: PdfPrinter) -> None:
    """What is left of a page is no room where it holds half of the lines."""
    table = doc.TextPart("表", (), (doc.TableColumn("項目"),), (("行",),) * 30)
    parts = (table, doc.TextPart("話したこと", room=12), doc.TextPart("確かめた人", entries=(("本人", ""),)))
    first, second = read(printer.draw([doc.TextDocument("面談シート", "検証区", parts)])).pages
    assert "話したこと" not in first.extract_text()
    assert {"話したこと", "確かめた人", "本人"} <= set(second.extract_text().split())


def test_a_value_that_is_too_long_for_its_line_shrinks_and_tells_whose_it_is(printer: PdfPrinter) -> None:
    item = doc.CertificateItem("税務課", "長い氏名" * 12, subject="000004 長い氏名")
    pdf = printer.draw([people.certificate(items=(item,) * 3)])
    assert _joined(pdf).count("長い氏名" * 12) == 3
    with pytest.raises(KnownError) as error:
        printer.draw([people.certificate(items=(dataclasses.replace(item, value="\U0001f600"),))])
    assert error.value.problems[0].place.file == "000004 長い氏名"


def _with_proposal(lines: int) -> doc.ResultNotice:
    said = "係の業務フローを描く。"
    results = tuple(
        doc.ResultLine(
            f"項目{number}", confirmed=3, self_level=3, required=1, next_goal=said, uid=str(number)
        )
        for number in range(lines)
    )
    proposal = (
        ProposalLine("項目0", "LV3", words.AT_TOP, said, uid="0"),
        ProposalLine("項目1", "LV3", "", said, uid="1"),  # as earlier programs sealed it
        ProposalLine("項目2", "LV1", "LV2", said, ("「BPR研修」を修了する",), uid="2", level=2),
        ProposalLine("項目3", words.UNKNOWN_LEVEL, "", said, uid="3"),
        *(
            ProposalLine(f"項目{number}", "LV3", words.AT_TOP, said, uid=str(number))
            for number in range(4, lines)
        ),
    )
    return dataclasses.replace(people.notice(), lines=results, mindset=(), proposal=proposal)


def test_a_proposal_says_of_the_highest_level_that_it_is_and_each_goal_once(printer: PdfPrinter) -> None:
    text = text_of(printer.draw([_with_proposal(4)]))
    assert "".join(text.split()).count("いまから次へ") == 1
    assert text.count("LV3(最上位です)") == 2
    assert "LV1 → LV2" in text
    assert text.count("係の業務フローを描く。") == 4, "with the proposal, and not with the result as well"


@pytest.mark.parametrize("lines", range(4, 40, 3))
def test_no_notice_ends_on_a_page_of_two_lines(printer: PdfPrinter, lines: int) -> None:
    notice = dataclasses.replace(_with_proposal(lines), contact="検証区 人事課", statements_note="要約です。")
    pages = [page.extract_text() for page in read(printer.draw([notice])).pages]
    assert len(pages) == 1 or "項目" in pages[-1]


def test_a_value_that_is_no_level_of_a_scale_stands_in_no_legend(printer: PdfPrinter) -> None:
    tool = doc.LevelScale(("まだ", "", "Step2"), "ツールの段階")
    assert tool.spoken == "0 まだ / Step2"
    rows = (doc.MapRow(people.person(), (2,)), doc.MapRow(people.person(), (0,)))
    shown = text_of(printer.draw([doc.SectionMap(2025, "検証区", ("RPA",), rows, scales=(tool,))]))
    assert "Step2" in shown
    assert "LV1" not in shown
    line = doc.SkillLine("RPA", 0, 2, 2, scale=tool)
    sheet = dataclasses.replace(people.sheet(), skills=(line,) * 3, mindset=())
    shown = text_of(printer.draw([sheet]))
    assert "LV1" not in shown
    bars = dataclasses.replace(people.sheet(), skills=(line,), mindset=())
    assert "LV1" not in text_of(printer.draw([bars]))
