"""``certificate-settings``: what certificates say and how they look, with a sample."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dxdesk.cli.common import command, desk_at, store_argument
from dxdesk.cli.japanese import JapaneseGroup, OneOf
from dxdesk.cli.output import Answer

if TYPE_CHECKING:
    from dxdesk.usecases.forms.certificate_choices import CertificateChoices

_LEVELS, _RUBIES, _NAMES = ("all", "above-lowest"), ("none", "katakana", "hiragana"), ("name", "alias")


def register(group: JapaneseGroup) -> None:
    """Add the command."""

    @command(
        group,
        "certificate-settings",
        store_argument,
        click.option("--title", default=None, metavar="T",
                     help="スキル確認結果証の題名。空にすると元に戻ります。"),
        click.option("--body", default=None, metavar="T",
                     help="スキル確認結果証の文。{氏名} {職員番号} {所属} {人材像} {年度} {体系} が使えます。"
                          "行を分ける所に \\n と書きます。空にすると元に戻ります。"),
        click.option("--framework", default=None, metavar="T",
                     help="証書に印刷する、スキル体系の呼び名。"),
        click.option("--levels", type=OneOf(_LEVELS), default=None, metavar="W",
                     help="all(すべての項目)か above-lowest(LV1以上だけ)。"),
        click.option("--completion-title", default=None, metavar="T",
                     help="修了証の題名。"),
        click.option("--completion-body", default=None, metavar="T",
                     help="修了証の文。{氏名} {職員番号} {所属} {人材像} {年度} {研修} {時間} {開始日} "
                          "{修了日} が使えます。"),
        click.option("--seal-size", type=int, default=None, metavar="MM",
                     help="公印の欄の1辺(12から36)。"),
        click.option("--ruby", type=OneOf(_RUBIES), default=None, metavar="W",
                     help="氏名のふりがな: none(付けない)、katakana、hiragana。"),
        click.option("--name", type=OneOf(_NAMES), default=None, metavar="W",
                     help="name(名簿の氏名)か alias(旧姓・通称のある人は旧姓・通称)。"),
        click.option("--preview", type=click.Path(path_type=Path), default=None, metavar="F.pdf",
                     help="この設定での見本を PDF にします。このときは、設定を変えません。"),
        click.option("--completion", is_flag=True, help="見本を修了証にします。"),
        text="証書の文と見た目を見て、決めます。何も指定しなければ、いまの設定を表示します。",
    )  # fmt: skip
    def certificate_settings(
        store: str,
        title: str | None,
        body: str | None,
        framework: str | None,
        levels: str | None,
        completion_title: str | None,
        completion_body: str | None,
        seal_size: int | None,
        ruby: str | None,
        name: str | None,
        preview: Path | None,
        completion: bool,
    ) -> Answer:
        from dxdesk.usecases.organisation import certificate_settings as use
        from dxdesk.usecases.workplace.outgoing import write_beside

        given = {
            "title": title,
            "body": body.replace("\\n", "\n") if body is not None else None,
            "framework": framework,
            "levels": levels,
            "completion_title": completion_title,
            "completion_body": completion_body.replace("\\n", "\n") if completion_body is not None else None,
            "ruby": "" if ruby == "none" else ruby,
            "name": name,
        }
        texts = {key: value for key, value in given.items() if value is not None}
        with desk_at(store, reading=preview is None and not texts and seal_size is None) as desk:
            now = use.certificate_settings(desk)
            wanted = replace(now, **texts)  # type: ignore[arg-type]
            if seal_size is not None:
                wanted = replace(wanted, seal_size=seal_size)
            lines = []
            if preview is not None:
                path, _ = write_beside(desk, preview, use.sample(desk, wanted, completion=completion))
                lines.append(f"見本を作りました: {path}")
            elif texts or seal_size is not None:
                changed = use.save_certificate_settings(desk, wanted)
                lines.append(
                    "保存しました。次に作る証書から変わります。" if changed else "変わったものはありません。"
                )
                wanted = use.certificate_settings(desk)
        return Answer({**asdict(wanted), "preview": str(preview or "")}, [*lines, *_told(wanted)])


def _told(now: CertificateChoices) -> list[str]:
    from dxdesk.ports import document_wording as words
    from dxdesk.usecases.forms.certificate_choices import LEVELS, NAMES, RUBIES

    own = "(dxdesk の文)"
    usual = "(スキル体系の名前。ほかの自治体の名前の体系では「DXスキル」)"
    return [
        f"スキル確認結果証の題名: {now.title or words.SKILL_CERTIFICATE_TITLE}",
        f"スキル確認結果証の文: {now.body or own}",
        f"スキル体系の呼び名: {now.framework or usual}",
        f"項目: {LEVELS[now.levels]}",
        f"修了証の題名: {now.completion_title or words.COMPLETION_CERTIFICATE_TITLE}",
        f"修了証の文: {now.completion_body or own}",
        f"公印の欄: {now.seal_size}ミリメートル",
        f"ふりがな: {RUBIES[now.ruby]}",
        f"氏名: {NAMES[now.name]}",
    ]
