"""The larger programs as commands: the window, the demonstration, the tour, the self-test."""

from __future__ import annotations

from pathlib import Path

import click

from dxdesk.cli.common import command, out_option, passphrase, store_argument, telling
from dxdesk.cli.japanese import JapaneseGroup, Whole, words
from dxdesk.cli.output import DONE, REFUSED, Answer


def register(group: JapaneseGroup) -> None:
    """Add these commands."""
    _register_window(group)
    _register_demo(group)
    _register_proofs(group)


def _register_window(group: JapaneseGroup) -> None:
    @command(
        group,
        "window",
        click.argument("store", required=False, default="", metavar="[STORE]"),
        text="画面を開きます。",
    )
    def window(store: str) -> Answer:
        from dxdesk.programs.window import open_window

        code = open_window(store or None, passphrase())
        return Answer({"store": store, "code": code}, (), code)

    group.commands["window"].hidden = True


def _register_demo(group: JapaneseGroup) -> None:
    @command(
        group,
        "demo",
        click.argument("folder", type=click.Path(path_type=Path), metavar="DIR"),
        click.option("--staff", type=Whole(8, 20_000), default=120, show_default=True, metavar="N",
                     help="職員の人数。"),
        click.option("--sections", type=Whole(1, 400), default=8, show_default=True, metavar="N",
                     help="課の数。"),
        click.option("--seed", type=Whole(0, 10**9), default=1, show_default=True, metavar="N",
                     help="架空の職員を決める種。同じ数なら同じ人と答えになります。"),
        click.option("--framework", default="shinagawa", show_default=True, metavar="CODE",
                     help="スキル体系のコード。"),
        click.option("--years", type=Whole(1, 10), default=2, show_default=True, metavar="N",
                     help="続けて通す年度の数。票や帳票のファイルは最後の年度の分だけを作ります。"),
        click.option("--no-files", is_flag=True,
                     help="票や帳票を書かず、人事課の台帳だけを作ります(大人数のとき)。"
                          "--years の数の年度を確定し、その次の年度を途中まで進めます。"),
        click.option("--small-start", is_flag=True,
                     help="申告だけで始めた見本にします(ほかの機能は「使う機能」で加えられます)。"),
        text="架空の職員で年度を通し(ふつうは2年度)、台帳・票・帳票の見本一式を作ります。前に作った見本は置き換えます。",
    )  # fmt: skip
    def demo(
        folder: Path,
        staff: int,
        sections: int,
        seed: int,
        framework: str,
        years: int,
        no_files: bool,
        small_start: bool,
    ) -> Answer:
        from dxdesk.programs.demo import Play, play

        with telling("見本を作っています") as progress:
            wanted = Play(folder, staff, sections, seed, framework, years, not no_files, small_start)
            played = play(wanted, progress)
        lines = [f"見本一式を作りました: {folder}(一覧は demo.json)"]
        lines += [f"{store['label']}: {store['path']}(パスフレーズ {store['passphrase'] or 'なし'})"
                  for store in played["stores"]]  # fmt: skip
        lines += [f"仕込んだ出来事: {mishap['text']}" for mishap in played["mishaps"]]
        return Answer(played, lines)


def _register_proofs(group: JapaneseGroup) -> None:
    @command(
        group,
        "tour",
        store_argument,
        out_option,
        click.option("--theme", type=words(("both", "light", "dark")), default="both", show_default=True,
                     help="明るい画面(light)か暗い画面(dark)だけを描くとき。"),
        text="すべての画面を、100 % と 150 %、明るい画面と暗い画面の絵にします。",
    )  # fmt: skip
    def tour(store: str, out: Path, theme: str) -> Answer:
        from dxdesk.programs.tour import take_tour

        files = [str(path) for path in take_tour(store, passphrase(), out, theme)]
        return Answer({"files": files}, [*files, f"{len(files)}枚の絵を書きました: {out}"])

    told = "この導入が使えることを確かめます。画面、台帳、票、帳票を1つずつ試します。"

    @command(group, "self-test", text=told)
    def self_test() -> Answer:
        from dxdesk.programs.self_test import prove

        proofs = prove()
        sound = all(proof.passed for proof in proofs)
        lines = [f"{'よし' if p.passed else 'だめ'}\t{p.name}\t{p.text}" for p in proofs]
        bad = "使えないものがあります。担当者にこの表示を見せてください。"
        lines.append("すべて使えます。" if sound else bad)
        checks = [{"name": p.name, "passed": p.passed, "text": p.text} for p in proofs]
        return Answer({"passed": sound, "checks": checks}, lines, DONE if sound else REFUSED)
