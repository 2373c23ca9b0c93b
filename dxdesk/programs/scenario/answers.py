"""What the made-up staff say of themselves: levels that grow over the years, evidence, goals, courses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from dxdesk.domain.framework import COURSE, EXAM, AnswerItem, Framework
from dxdesk.ports.entities import Employee
from dxdesk.programs.scenario import specialists

Line = tuple[str, str, str, str]

_EVIDENCE = {
    0: ("まだ機会がありません。", "これから学びたいと考えています。", ""),
    1: (
        "庁内研修を受け、日々の仕事で少しずつ試している。",
        "手順書を見ながら自分で進められる。",
        "電子申請の受付で使っている。",
        "",
    ),
    2: (
        "担当の届出をオンライン化し、窓口での待ち時間を短くした。",
        "集計の手作業を表計算の仕組みに置き換え、月に4時間ほど減らした。",
        "担当の手順を見直し、紙の回覧をやめた。",
        "係の勉強会で使い方を教えた。",
    ),
    3: (
        "課の業務の流れを描き直し、3つの係に広げた。",
        "ほかの課との打合せを進め、共通の台帳にまとめた。",
        "課内の相談役として、毎月の相談会を開いている。",
    ),
}
_GOALS = (
    "研修で学んだことを担当の業務で1つ試す。",
    "係の中で教え合う場を作る。",
    "データを使って業務の見直しを1件提案する。",
    "いまの水準を保ち、後輩に教える。",
    "",
    "",
)
_COMMENTS = (
    "実務で使う機会を増やしたいです。",
    "データ分析の研修を受けてみたいです。",
    "庁内の相談窓口があると助かります。",
    "",
    "",
    "",
)
_ATTAINED = (
    "目標どおり、担当の業務で1つ実施した。",
    "半分まで進み、残りは来年度に続ける。",
    "研修は修了した。業務で試すのはこれから。",
    "",
)
_AFTERTHOUGHTS = ("係の中で分け合えるとよい。", "時間の確保が課題だった。", "", "")
_COURSES = ("DX基礎研修", "データ利活用研修(基礎)", "業務改革ワークショップ", "情報セキュリティ研修")
_RESULTS = ("修了", "修了", "修了", "欠席")
_EXAMS = ("ITパスポート試験", "情報セキュリティマネジメント試験", "統計検定3級")
_SPELLINGS = ("{n}", "{n}", "LV{n}", "レベル{n}", "{wide}", "{label}", "{choice}")


CORRECTED = "業務での実績を見てからとし、1つ下で確認しました。次の業務で一緒に取り組みましょう。"
"""What a confirmer writes beside a level that was lowered."""
BETTER = "better"
"""A second answer after a return: the same levels on better evidence."""


def _nearest(allowed: Sequence[int], wish: float) -> int:
    return min(allowed, key=lambda value: abs(value - wish))


@dataclass(frozen=True)
class MadeAnswers:
    """One person's answers in one year; ``levels`` by item uid."""

    levels: Mapping[str, int]
    evidence: Mapping[str, str]
    goals: Mapping[str, str]
    lines: tuple[Line, ...]
    comment: str


class Voices:
    """Speaks for everybody; the same seed says the same."""

    def __init__(self, framework: Framework, seed: int, first_year: int) -> None:
        """Take the framework, the seed and the year from which people grow."""
        self._framework = framework
        self._seed = seed
        self._first_year = first_year
        self.specialists: tuple[str, ...] = ()
        """Numbers of those whose answers match as the policy's own example counts them."""

    def rng(self, *what: object) -> Random:
        """Return a random source for one question, independent of the order of the questions."""
        return Random(":".join(map(str, (self._seed, *what))))

    def goal_set(self, number: str) -> str:
        """Return where somebody set a digital goal for the year (``year_start.WHERES``), empty if unsaid."""
        return self.rng("mark", number).choice(("appraisal", "appraisal", "plan", "other", "no", ""))

    def attained(self, number: str, year: int) -> tuple[tuple[str, str], ...]:
        """Return what somebody tells of their goals of a year, goal by goal: attainment and a comment."""
        rng = self.rng("attained", number, year)
        return tuple((rng.choice(_ATTAINED), rng.choice(_AFTERTHOUGHTS)) for _ in range(10))

    def items(self, person: Employee) -> tuple[AnswerItem, ...]:
        """Return what a person answers."""
        return self._framework.items_for(person.grade, person.personas)

    def says(self, person: Employee, year: int, variant: str = "") -> MadeAnswers:
        """Return a person's answers; ``variant`` gives another answer of the same person."""
        rng = self.rng("says", person.number, year)
        base = self.rng("talent", person.number).gauss(0.2, 0.5)
        base += {"係長級": 0.5, "管理職": 0.6}.get(person.grade, 0.0)
        base += 0.35 * (year - self._first_year)
        levels: dict[str, int] = {}
        evidence: dict[str, str] = {}
        goals: dict[str, str] = {}
        for answer in self.items(person):
            allowed = self._framework.allowed_levels(answer.item)
            taste = self.rng("taste", person.number, answer.item.uid).gauss(0.9, 0.7)
            # Whoever is asked for more than the first level has grown with the task.
            asked = 0.5 * max(0, (answer.required or 0) - 1)
            level = _nearest(allowed, base + taste + asked)
            level = specialists.level(self.specialists, person.number, answer.item.uid, level)
            levels[answer.item.uid] = level
            evidence[answer.item.uid] = rng.choice(_EVIDENCE[min(level, 3)])
            goals[answer.item.uid] = rng.choice(_GOALS)
        lines, comment = self._lines(rng, person, year), rng.choice(_COMMENTS)
        if variant:
            self._say_otherwise(person, levels, evidence, variant)
        return MadeAnswers(levels, evidence, goals, lines, comment)

    def _say_otherwise(
        self, person: Employee, levels: dict[str, int], evidence: dict[str, str], variant: str
    ) -> None:
        """Change two answers: another level where they differ, or only better evidence for the first."""
        first, others = list(levels)[:1], list(levels)[1:3]
        for uid in first if variant == BETTER else others or first:
            if variant != BETTER:
                levels[uid] = self.beside(uid, levels[uid])
            evidence[uid] = "昨年9月から、担当の届出の受付を電子申請に移し、月20件を処理した。"

    def beside(self, uid: str, level: int) -> int:
        """Return the level below, at the bottom the one above."""
        allowed = self._framework.allowed_levels(self._framework.item(uid))
        place = allowed.index(level)
        return allowed[place - 1] if place else allowed[1]

    def _named(self, kind: str, person: Employee, otherwise: tuple[str, ...]) -> tuple[str, ...]:
        """Return what the framework offers a person by name, else what is usual."""
        held = {persona.code for persona in self._framework.personas_of(person.personas, person.grade)}
        found = tuple(
            one.name
            for one in self._framework.requirements
            if one.kind == kind
            and (not one.personas or held.intersection(one.personas))
            and ("新規採用" not in one.name or person.title == "主事")
        )
        return found or otherwise

    def _first_stage(self, person: Employee) -> tuple[str, ...]:
        """Return the courses of the first stages a person's personas have."""
        held = {persona.code for persona in self._framework.personas_of(person.personas, person.grade)}
        first = {
            code
            for demo in self._framework.stages
            if demo.persona in held and demo.step == 1
            for code in demo.requirements
        }
        return tuple(r.name for r in self._framework.requirements if r.code in first and r.kind == COURSE)

    def _lines(self, rng: Random, person: Employee, year: int) -> tuple[Line, ...]:
        found: list[Line] = []
        if rng.random() < 0.5:
            found.append(
                (
                    "研修",
                    rng.choice(self._named(COURSE, person, _COURSES)),
                    f"R{year - 2018}.{rng.randint(5, 11)}.{rng.randint(1, 28)}",
                    "修了",
                )
            )
        if rng.random() < 0.2:
            exam = rng.choice(self._named(EXAM, person, _EXAMS))
            found.append(("資格・試験", exam, f"{year}/10/{rng.randint(1, 28)}", "合格"))
        if rng.random() < 0.3:
            found.append(("実務経験", "窓口のオンライン化の担当", f"{year}年4月から", ""))
        return tuple(found)

    def typed(self, person: Employee, made: MadeAnswers, year: int) -> dict[str, tuple[str | int, str, str]]:
        """Return the answers by skill name as somebody types them into Excel, each in their own manner."""
        rng = self.rng("types", person.number, year)
        manner = rng.choice(_SPELLINGS)
        found: dict[str, tuple[str | int, str, str]] = {}
        for answer in self.items(person):
            uid, item = answer.item.uid, answer.item
            value = made.levels[uid]
            scale = self._framework.scale_of(item)
            level = next(step for step in scale.levels if step.value == value)
            wide = chr(0xFF10 + value)
            text = manner.format(n=value, wide=wide, label=level.label, choice=level.choice)
            typed: str | int = value if text == str(value) and rng.random() < 0.5 else text
            found[item.name] = (typed, made.evidence[uid], made.goals[uid])
        return found

    def courses(self, person: Employee, year: int) -> tuple[tuple[str, str, str], ...]:
        """Return (course, date, result) that HR knows of a person."""
        rng = self.rng("courses", person.number, year)
        offered = self._named(COURSE, person, _COURSES)
        taken = rng.sample(offered, min(len(offered), rng.choice((0, 1, 1, 2))))
        first = self._first_stage(person)
        if first and rng.random() < 0.4:
            return tuple((name, f"{year}-{rng.randint(5, 11):02}-08", "修了") for name in first)
        return tuple(
            (
                name,
                f"{year}-{rng.randint(5, 11):02}-{rng.randint(1, 28):02}",
                rng.choice(_RESULTS),
            )
            for name in taken
        )

    def exams(self, person: Employee, year: int) -> tuple[tuple[str, str, str], ...]:
        """Return (examination, date, result) that HR knows of a person."""
        rng = self.rng("exams", person.number, year)
        if rng.random() > 0.15:
            return ()
        return (
            (rng.choice(self._named(EXAM, person, _EXAMS)), f"{year}-10-{rng.randint(1, 28):02}", "合格"),
        )
