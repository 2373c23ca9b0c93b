"""The workbooks that travel, and what else the ledgers name: the one list of their kinds.

A kind is an entry of ``KINDS`` and the module of its handlers. Whoever asks what a kind is called, who sends
and takes it, in which order, how it is shown, read and written, asks here; no other list names kinds. The
list lies on this low floor because a sealed body is refused whose kind nobody knows; handlers live above it
and are named as text (``module:function``), as the window names its screens. Each floor has its
``Handlers``, through which a name is looked up and mypy sees the shape of every handler.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Generic, TypeVar

from dxdesk.ports.entities import Role

HR, DX, SECTION, PERSONAL = Role.HR, Role.DX, Role.SECTION, Role.PERSONAL

_F = TypeVar("_F", bound=Callable[..., Any])


class Handlers(Generic[_F]):
    """The functions of one shape that entries may name; used as a decorator, and asked by name."""

    def __init__(self) -> None:
        """Begin with none: a function is known once its module is imported."""
        self._known: set[_F] = set()

    def __call__(self, function: _F) -> _F:
        """Let a function be named in an entry."""
        self._known.add(function)
        return function

    def named(self, name: str) -> _F:
        """Return the function ``module:function``.

        Raises:
            LookupError: nothing of this shape has that name: the entry is wrong.
        """
        module, _, function = name.partition(":")
        found: _F | None = getattr(import_module(module), function, None)
        if found is None or found not in self._known:
            raise LookupError(name)
        return found


@dataclass(frozen=True)
class Onward:
    """How its person goes on after a workbook of theirs came: what the button says, and where it leads.

    Where several came, the lowest ``order`` is said.
    """

    act: str
    screen: str
    focus: str = ""
    order: int = 9


@dataclass(frozen=True)
class Received:
    """How a workbook is taken.

    ``receivers`` are the roles whose stores take it, ``order`` its place in a batch (lower is applied first),
    ``take`` reads its contents (``exchange.intake.takes``). ``answers``: a person fills it in, so that it
    comes back with what they say; ``of_start``: of the goals of the year (期首), which are none of the 申告.
    ``asks``: a section fills it in, in its store too, and sends it back; it is addressed to a section and not
    to a person. ``begins`` is the role of the store that can be made from it. Any other store is told
    ``elsewhere``: where it belongs.
    """

    receivers: tuple[Role, ...] = ()
    order: int = 9
    take: str = "dxdesk.usecases.exchange.intake:take_sealed"
    answers: bool = False
    of_start: bool = False
    asks: bool = False
    begins: Role | None = None
    onward: Onward | None = None
    elsewhere: str = "ファイルの宛先を確かめてください。"


@dataclass(frozen=True)
class Written:
    """How a workbook is made.

    ``word`` names it in a command, in the audit and in the window; empty: nobody makes it. ``senders`` are
    the roles whose stores make it, ``offered`` those whose 帳票 offer it, at the end where it is ``seldom``
    wanted. ``write`` makes it within an export (``sending.dispatch.writes``); what is made to be read is
    made by ``plain`` in its place (``sending.plain_workbooks.writes_plain``). ``whose`` tells of whom it can
    be made (``sending.recipients.chooses``); without it, it is made for everybody. ``contents`` tells before
    it is written what it would hold (``sending.contents.tells``). ``for_confirmers``: a file
    a confirmer, with the secret by which they are known. ``of_sessions``: sessions of the training ledger can
    be chosen for it, ``wide``: a larger paper. ``made`` is what the audit calls making it.
    """

    word: str = ""
    senders: tuple[Role, ...] = ()
    offered: tuple[Role, ...] = ()
    seldom: tuple[Role, ...] = ()
    write: str = ""
    plain: str = ""
    whose: str = ""
    contents: str = ""
    for_confirmers: bool = False
    of_a_year: bool = True
    of_sessions: bool = False
    wide: bool = False
    made: str = ""
    text: str = ""
    following: str = ""
    """What it is for, and what to do with it once it is made."""
    guide: str = ""
    """What the paper says that may go along (ご案内); empty: none goes along."""


@dataclass(frozen=True)
class WorkbookKind:
    """One kind of workbook.

    ``kind`` stands in sealed bodies and ledgers and never changes. ``label`` is printed on it and in lists on
    paper, ``short`` said in the window (empty: the same). ``sealed``: it carries a sealed body; ``table``: it
    is a table of another system that ledgers name. ``show`` builds its sheets from the sealed records
    (``forms.sheets.shows``); a form is shown by its questions in place of that. ``format`` is the first
    envelope format whose programs know the kind (``envelope.FORMAT``): older ones say that they are too old.
    """

    kind: str
    label: str
    short: str = ""
    sealed: bool = True
    table: bool = False
    format: int = 1
    show: str = ""
    received: Received = Received()
    written: Written = Written()

    @property
    def said(self) -> str:
        """What the window calls it."""
        return self.short or self.label

    @property
    def word(self) -> str:
        """What names it in a command and in the window, empty where nobody makes it."""
        return self.written.word

    @property
    def action(self) -> str:
        """What the audit names its making by."""
        return f"export-{self.word}"


_SHEETS = "dxdesk.usecases.forms.readable_sheets"
_INTAKE = "dxdesk.usecases.exchange.intake"
_DISPATCH = "dxdesk.usecases.sending.dispatch"
_PLAIN = "dxdesk.usecases.sending.plain_workbooks"
_RECIPIENTS = "dxdesk.usecases.sending.recipients"
_PLAN_FORMS = "dxdesk.usecases.sending.plan_forms"
_REQUESTED = "dxdesk.usecases.exchange.section_requests:take_request"
_TO_SELF_REPORT = "self_report"

SECTION_PACKAGE = WorkbookKind(
    "section_package",
    "所属配布票",
    show=f"{_SHEETS}:package_sheets",
    received=Received(
        receivers=(SECTION,),
        order=0,
        begins=SECTION,
        elsewhere="宛先の確認者の台帳で開いてください。",
    ),
    written=Written(
        "section-packages",
        senders=(HR,),
        offered=(HR,),
        write=f"{_DISPATCH}:write_section_packages",
        whose=f"{_RECIPIENTS}:asked",
        for_confirmers=True,
        made="所属配布票の作成",
        text="確認者ごとに、受け持つ人と前年のレベルを入れたファイルです。確認者はこれを開くだけで始められます。",
        following="このファイルを、それぞれの確認者へ共有フォルダーかメールで送ってください。",
        guide="確認者ごとに1枚です。確認コード、開き方、返し方、期限が載ります。",
    ),
)
FORM = WorkbookKind(
    "form",
    "DXスキル申告票",
    "申告票",
    received=Received(
        receivers=(HR, SECTION, PERSONAL),
        order=1,
        take=f"{_INTAKE}:take_form",
        answers=True,
        begins=PERSONAL,
        onward=Onward("記入する", _TO_SELF_REPORT, order=2),
    ),
    written=Written(
        "forms",
        senders=(HR, SECTION),
        offered=(HR, SECTION),
        seldom=(SECTION,),
        write=f"{_DISPATCH}:write_forms",
        whose=f"{_RECIPIENTS}:to_answer",
        made="申告票の作成",
        text="1人1枚の申告票です。所属ごとのフォルダーに分けて作ります。Excelだけでも記入できます。",
        following="フォルダーごと、各所属へ送ってください。",
        guide="全員に同じ1枚です。確認コード、記入のしかた、期限が載ります。",
    ),
)
PLAN_FORM = WorkbookKind(
    "plan_form",
    "期首票",
    format=4,
    received=Received(
        receivers=(HR, SECTION, PERSONAL),
        order=1,
        take="dxdesk.usecases.exchange.plan_intake:take_plan_form",
        answers=True,
        of_start=True,
        begins=PERSONAL,
        onward=Onward("目標を書く", "year_start", order=3),
    ),
    written=Written(
        "year-start-forms",
        senders=(HR, SECTION),
        offered=(),
        write=f"{_PLAN_FORMS}:write_plan_forms",
        whose=f"{_RECIPIENTS}:asked",
        made="期首票の作成",
        text="年度初めの目標を書いてもらう、1人1枚の票です。Excelだけでも記入できます。",
        following="フォルダーごと、各所属へ送ってください。",
    ),
)
PLAN_CONFIRMATION = WorkbookKind(
    "plan_confirmation",
    "期首確認票",
    format=4,
    show="dxdesk.usecases.forms.plan_sheets:plan_confirmation_sheets",
    received=Received(
        receivers=(HR, SECTION),
        order=2,
        elsewhere="人事の台帳に取り込んでください。",
    ),
    written=Written(
        "year-start-confirmations",
        senders=(SECTION,),
        offered=(),
        write=f"{_PLAN_FORMS}:write_plan_confirmations",
        made="期首確認票の作成",
        text="所属で受け取った目標と、上長の同意や支援の記録を、人事課あてのファイルにします。",
        following="このファイルを、人事課へ共有フォルダーかメールで送ってください。",
    ),
)
CONFIRMATION = WorkbookKind(
    "confirmation",
    "確認票",
    show=f"{_SHEETS}:confirmation_sheets",
    received=Received(
        receivers=(HR, SECTION),
        order=2,
        elsewhere="二次確認者の台帳か、人事の台帳に取り込んでください。",
    ),
    written=Written(
        "confirmations",
        senders=(SECTION,),
        offered=(SECTION,),
        write=f"{_DISPATCH}:write_confirmations",
        made="確認票の作成",
        text="確認が済んだ人の分を、次の確認者か人事課あてのファイルにします。何度でも作り直せます。",
        following="このファイルを、あて先へ共有フォルダーかメールで送ってください。",
    ),
)
RETURN_SLIP = WorkbookKind(
    "return_slip",
    "差戻票",
    received=Received(
        receivers=(HR, SECTION, PERSONAL),
        order=1,
        take=f"{_INTAKE}:take_form",
        answers=True,
        begins=PERSONAL,
        onward=Onward("直す", _TO_SELF_REPORT, order=0),
    ),
    written=Written(
        "return-slips",
        senders=(SECTION, HR),
        offered=(SECTION, HR),
        write=f"{_DISPATCH}:write_return_slips",
        whose=f"{_RECIPIENTS}:returned",
        made="差戻票の作成",
        text="差し戻した人ごとに、理由を書いた用紙を作ります。本人がこの用紙で出し直します。",
        following="このファイルを、本人へ送ってください。",
    ),
)
RESULT_NOTICE = WorkbookKind(
    "result_notice",
    "結果通知票",
    show=f"{_SHEETS}:result_sheets",
    received=Received(
        receivers=(PERSONAL,),
        onward=Onward("結果を読む", "documents", "results", order=1),
        elsewhere="本人の台帳で開くか、Excel でそのまま読んでください。",
    ),
    written=Written(
        "results",
        senders=(HR,),
        offered=(HR,),
        write=f"{_DISPATCH}:write_results",
        whose=f"{_RECIPIENTS}:finalised",
        made="結果通知票の作成",
        text="確定した人へ、確認されたレベルと次に要ることを知らせるファイルです。",
        following="このファイルを、それぞれの本人へ送ってください。",
    ),
)
SUMMARY = WorkbookKind(
    "summary",
    "集計表",
    received=Received(elsewhere="集計表は Excel でそのまま読めます。"),
    written=Written(
        "summary",
        senders=(HR,),
        offered=(HR,),
        wide=True,
        plain=f"{_PLAIN}:write_summary",
        made="集計表の作成",
        text="スキルマップを、そのまま印刷できるExcelの表にします。",
        following="個人の評価には使わず、年度の利用目的の範囲で使ってください。",
    ),
)
ANNUAL_REPORT = WorkbookKind(
    "annual_report",
    "DXスキル全庁集計報告書",
    short="全庁集計報告書",
    sealed=False,
    written=Written(
        "annual-report",
        senders=(HR,),
        offered=(HR,),
        seldom=(HR,),
        plain="dxdesk.usecases.sending.report_books:write_annual_report",
        made="全庁集計報告書の作成",
        text="要約、図、表を、Excelの図のまま直して使えるブックにします。庁内版と議会版の2つです。",
        following="文と図を確かめ、要れば直してから使ってください。",
    ),
)
FRAMEWORK = WorkbookKind(
    "framework",
    "スキル体系",
    written=Written(
        "framework",
        senders=(HR, DX, SECTION, PERSONAL),
        offered=(HR, DX),
        seldom=(HR,),
        plain=f"{_PLAIN}:write_framework",
        made="スキル体系の書き出し",
        text="使っているスキルとレベルの基準を、Excelの表にします。",
        following="基準の文を公式の文言に差し替えるときの元になります。",
    ),
)
ROSTER = WorkbookKind(
    "roster",
    "職員名簿",
    sealed=False,
    table=True,
    written=Written(
        "roster",
        senders=(HR,),
        offered=(HR,),
        plain=f"{_PLAIN}:write_roster",
        of_a_year=False,
        made="名簿の書き出し",
        text="いまの名簿をExcelの表にします。",
        following="個人情報です。保管場所に気を付けてください。",
    ),
)
TEMPLATES = WorkbookKind(
    "templates",
    "取込み用のひな形",
    sealed=False,
    written=Written(
        "templates",
        senders=(HR, DX, SECTION, PERSONAL),
        offered=(HR,),
        plain=f"{_PLAIN}:write_templates",
        of_a_year=False,
        text="名簿・受講記録・資格の、見出しだけの表です。ここに書いて取り込めます。",
        following="表に記入したら、「名簿」の画面から取り込んでください。",
    ),
)
ATTENDANCE = WorkbookKind(
    "attendance",
    "受講記録",
    sealed=False,
    table=True,
    written=Written(
        "attendance",
        senders=(HR,),
        plain="dxdesk.usecases.sending.attendance_sheets:write_attendance_sheets",
        of_a_year=False,
        of_sessions=True,
        made="出席簿の書き出し",
        text="受講を決めた人の出席簿を、研修の回ごとのExcelの表にします。",
        following="出欠を記入した表は、そのまま取り込めます。",
    ),
)
QUALIFICATIONS = WorkbookKind("qualifications", "資格・試験", sealed=False, table=True)
CATALOGUE = WorkbookKind(
    "catalogue",
    "研修一覧",
    sealed=False,
    table=True,
    written=Written(
        "catalogue",
        senders=(HR,),
        plain=f"{_PLAIN}:write_catalogue",
        of_a_year=False,
        made="研修一覧の書き出し",
        text="研修台帳の研修と回をExcelの表にします。",
        following="直した表は、そのまま取り込めます。",
    ),
)
SESSIONS = WorkbookKind("sessions", "研修の回", sealed=False, table=True)
ENROLMENT_FORM = WorkbookKind(
    "enrolment_form",
    "受講申込票",
    format=3,
    received=Received(
        receivers=(SECTION,),
        order=3,
        take=_REQUESTED,
        asks=True,
        onward=Onward("記入する", "requests", order=3),
        elsewhere="所属の台帳か Excel で記入して、発行した課へ返してください。人事の台帳に取り込みます。",
    ),
    written=Written(
        "enrolment-forms",
        senders=(HR,),
        plain="dxdesk.usecases.sending.enrolment_forms:write_enrolment_forms",
        of_a_year=False,
        of_sessions=True,
        made="受講申込票の作成",
        text="所属ごとに、所属の人と研修の回を並べた申込票です。Excelだけで記入できます。",
        following="このファイルを、それぞれの所属へ送ってください。",
    ),
)
ENROLMENTS = WorkbookKind(
    "enrolment",
    "受講申込",
    sealed=False,
    table=True,
    written=Written(
        "enrolment",
        senders=(HR,),
        plain="dxdesk.usecases.sending.enrolment_forms:write_enrolments",
        of_a_year=False,
        of_sessions=True,
        made="受講決定一覧の書き出し",
        text="だれがどの回に申し込み、だれの受講が決まったかを、回ごと、所属ごとの表にします。",
        following="決定の欄に書いて、そのまま取り込めます。",
    ),
)
QUESTIONNAIRE = WorkbookKind(
    "questionnaire",
    "受講後アンケート",
    sealed=False,
    table=True,
    written=Written(
        "questionnaire",
        senders=(HR,),
        plain="dxdesk.usecases.sending.questionnaire_sheets:write_questionnaires",
        of_a_year=False,
        of_sessions=True,
        made="アンケート集計の書き出し",
        text="受講後アンケートの答えを、研修の回ごとに集計した表にします。",
        following="5人未満の答えは載りません。",
    ),
)
SURVEY = WorkbookKind(
    "survey",
    "アンケートの結果",
    sealed=False,
    table=True,
    written=Written(
        "survey-form",
        senders=(HR, DX),
        plain="dxdesk.usecases.sending.survey_forms:write_survey_forms",
        of_a_year=False,
        made="アンケート様式の書き出し",
        text="評価指標の設問を並べた、そのまま配れるExcelのアンケートです。名前は聞きません。",
        following="集めた答えを1枚の表にまとめると、そのまま取り込めます。",
    ),
)
INDICATORS = WorkbookKind(
    "indicators",
    "評価指標の表",
    sealed=False,
    written=Written(
        "indicators",
        senders=(HR, DX),
        plain="dxdesk.usecases.sending.survey_forms:write_indicators",
        of_a_year=False,
        made="評価指標の表の書き出し",
        text="評価指標の年度ごとの数字と次の目標、取組と評価を、Excelの表にします。",
        following="少人数の答えは載りません。",
    ),
)
COURSE_MAP = WorkbookKind(
    "course_map",
    "DXスキル・研修受講マップ",
    sealed=False,
    written=Written(
        "course-map",
        senders=(HR,),
        wide=True,
        plain="dxdesk.usecases.sending.course_map_sheets:write_course_map",
        of_a_year=False,
        made="受講マップの書き出し",
        text="スキルとレベルごとに、対応する研修を並べたExcelの表にします。",
        following="研修のないレベルは「研修なし」と出ます。",
    ),
)
PARTICIPATION = WorkbookKind(
    "participation",
    "参加率表",
    sealed=False,
    written=Written(
        "participation",
        senders=(HR,),
        wide=True,
        plain="dxdesk.usecases.sending.participation_sheets:write_participation",
        of_a_year=False,
        made="参加率表の書き出し",
        text="その年度の研修の提供、受講率、修了率と、スキルごとの参加率を並べたExcelの表にします。",
        following="数字は、印刷する参加率表と同じです。",
    ),
)
NOMINATION = WorkbookKind(
    "nomination",
    "推薦依頼",
    format=3,
    received=Received(
        receivers=(SECTION,),
        order=3,
        take=_REQUESTED,
        asks=True,
        onward=Onward("記入する", "requests", order=3),
        elsewhere="所属では台帳か Excel で記入し、人事課に返します。人事課では選任報告として取り込みます。",
    ),
    written=Written(
        "nominations",
        senders=(HR,),
        plain="dxdesk.usecases.sending.nomination_requests:write_requests",
        of_a_year=False,
        made="推薦依頼の作成",
        text="対象の所属ごとに、だれを任命するかを書いてもらうファイルです。Excelだけで記入できます。",
        following="このファイルを、それぞれの所属へ送ってください。戻ってきたら、そのまま取り込めます。",
    ),
)
NOMINATION_REPORT = WorkbookKind("nominations", "選任報告", sealed=False, table=True)
EXPERIENCE_TABLE = WorkbookKind("experience", "実務経験の表", sealed=False, table=True)
TARGET_TABLE = WorkbookKind(
    "targets",
    "目標の表",
    sealed=False,
    table=True,
    written=Written(
        "targets",
        senders=(HR, DX),
        plain=f"{_PLAIN}:write_targets",
        of_a_year=False,
        made="目標の表の書き出し",
        text="目標と、年度ごとの目標値・実績・見込みをExcelの表にします。",
        following="直した表は、そのまま取り込めます。",
    ),
)
CASE_FORM = WorkbookKind(
    "cases",
    "案件票",
    sealed=False,
    table=True,
    written=Written(
        "case-form",
        senders=(HR, DX),
        plain=f"{_PLAIN}:write_case_forms",
        of_a_year=False,
        made="案件票の書き出し",
        text="所属ごとに、改善案件を書いてもらうExcelの票です。前に聞いた案件が入っています。",
        following="それぞれの所属へ送ってください。戻ってきた票は、「受付」に置くだけで取り込めます。",
    ),
)
EVENT_TABLE = WorkbookKind(
    "events",
    "行事の表",
    sealed=False,
    table=True,
    written=Written(
        "events",
        senders=(HR, DX),
        plain=f"{_PLAIN}:write_events",
        of_a_year=False,
        made="行事の表の書き出し",
        text="体験会、成果発表会、連携会議などの行事と参加した人を、Excelの表にします。",
        following="直した表は、そのまま取り込めます。",
    ),
)
KNOWLEDGE_TABLE = WorkbookKind(
    "knowledge",
    "形式知の一覧",
    sealed=False,
    table=True,
    written=Written(
        "knowledge",
        senders=(HR, DX),
        plain=f"{_PLAIN}:write_knowledge",
        of_a_year=False,
        made="形式知の一覧の書き出し",
        text="手順書やマニュアルなど、形にした知識の置き場所、担当、見直す日を、Excelの表にします。",
        following="直した表は、そのまま取り込めます。",
    ),
)
TERM_TABLE = WorkbookKind(
    "terms",
    "用語集の表",
    sealed=False,
    table=True,
    written=Written(
        "terms",
        senders=(HR, DX),
        plain=f"{_PLAIN}:write_terms",
        of_a_year=False,
        made="用語集の表の書き出し",
        text="用語、よみ、説明、出典を、Excelの表にします。",
        following="直した表は、そのまま取り込めます。",
    ),
)
MATTER_TABLE = WorkbookKind(
    "matters",
    "検討事項の表",
    sealed=False,
    table=True,
    written=Written(
        "matters",
        senders=(HR, DX),
        plain=f"{_PLAIN}:write_matters",
        of_a_year=False,
        made="検討事項の表の書き出し",
        text="まだ決まっていないことの担当、期限、決めたことを、Excelの表にします。",
        following="直した表は、そのまま取り込めます。",
    ),
)
STAFFING_TABLE = WorkbookKind(
    "staffing",
    "確保計画の表",
    sealed=False,
    table=True,
    written=Written(
        "staffing",
        senders=(HR, DX),
        plain=f"{_PLAIN}:write_staffing",
        of_a_year=False,
        made="確保計画の表の書き出し",
        text="確保計画の役割と業務を、手法、要件、状況と一緒に、Excelの表にします。",
        following="直した表は、そのまま取り込めます。",
    ),
)
ROLE_TABLE = WorkbookKind(
    "roles",
    "役割の表",
    sealed=False,
    table=True,
    written=Written(
        "roles",
        senders=(HR, DX),
        plain=f"{_PLAIN}:write_roles",
        of_a_year=False,
        made="役割の表の書き出し",
        text="役割ごとの機能、配置、獲得、育成を、Excelの表にします。",
        following="直した表は、そのまま取り込めます。",
    ),
)
PLAN_TABLE = WorkbookKind(
    "plan",
    "年度計画の表",
    sealed=False,
    table=True,
    written=Written(
        "plan",
        senders=(HR, DX),
        plain=f"{_PLAIN}:write_plan",
        of_a_year=False,
        made="年度計画の表の書き出し",
        text="年度計画の行を、Excelの表にします。確定版があれば確定版、なければ予算要求案です。",
        following="直した表は、「表から取り込む」で取り込めます。取り込む前に、変わるところを示します。",
    ),
)
APPOINTMENTS = WorkbookKind(
    "appointments",
    "選任名簿",
    sealed=False,
    written=Written(
        "appointments",
        senders=(HR,),
        plain="dxdesk.usecases.sending.nomination_requests:write_appointments",
        of_a_year=False,
        made="選任名簿の書き出し",
        text="だれが、どの人材像に、いつからいつまで任命されているかを、Excelの表にします。",
        following="個人情報です。保管場所に気を付けてください。",
    ),
)

PROVISION = WorkbookKind(
    "provision",
    "提供票",
    format=5,
    show="dxdesk.usecases.forms.provision_sheets:provision_sheets",
    received=Received(
        receivers=(DX,),
        order=0,
        take="dxdesk.usecases.exchange.provisions:take_provision",
        begins=DX,
        elsewhere="DX推進担当課の台帳で開いてください。",
    ),
    written=Written(
        "provision",
        senders=(HR,),
        plain="dxdesk.usecases.sending.provisions:write_provision",
        made="提供票の作成",
        text="年度、スキル体系、所属ごとの集計と、決定した範囲の個人の記録を、DX推進担当課へ渡すファイルです。",
        following="このファイルを、DX推進担当課へ送ってください。",
    ),
)
DX_PACKAGE = WorkbookKind(
    "dx_package",
    "DX推進担当課の送付票",
    "送付票",
    format=5,
    show="dxdesk.usecases.forms.dx_package_sheets:dx_package_sheets",
    received=Received(
        receivers=(HR,),
        order=2,
        take="dxdesk.usecases.exchange.dx_packages:take_dx_package",
        elsewhere="人事課の台帳に取り込んでください。",
    ),
    written=Written(
        "dx-package",
        senders=(DX,),
        offered=(DX,),
        plain="dxdesk.usecases.sending.dx_packages:write_dx_package",
        contents="dxdesk.usecases.sending.dx_packages:dx_package_contents",
        made="送付票の作成",
        text="この台帳が持つ研修と回などの記録を、人事課へ渡すファイルです。何度でも作り直せます。",
        following="このファイルを、人事課へ共有フォルダーかメールで送ってください。",
    ),
)

TALENT_SYSTEM = WorkbookKind(
    "talent_system",
    "人材マネジメントシステム用の表",
    sealed=False,
    written=Written(
        "talent-system",
        senders=(HR,),
        plain="dxdesk.usecases.sending.talent_systems:write_talent_system",
        made="人材マネジメントシステム用の表の作成",
        text="職員番号、修了した研修、合格した試験の表です。人材マネジメントシステムに参考情報として取り込みます。",
        following="個人情報です。渡した記録は提供記録に残ります。",
    ),
)

KINDS: tuple[WorkbookKind, ...] = (
    SECTION_PACKAGE,
    FORM,
    PLAN_FORM,
    PLAN_CONFIRMATION,
    CONFIRMATION,
    RETURN_SLIP,
    RESULT_NOTICE,
    SUMMARY,
    ANNUAL_REPORT,
    FRAMEWORK,
    ROSTER,
    TEMPLATES,
    ATTENDANCE,
    QUALIFICATIONS,
    CATALOGUE,
    SESSIONS,
    ENROLMENT_FORM,
    ENROLMENTS,
    QUESTIONNAIRE,
    SURVEY,
    INDICATORS,
    COURSE_MAP,
    PARTICIPATION,
    NOMINATION,
    NOMINATION_REPORT,
    EXPERIENCE_TABLE,
    TARGET_TABLE,
    PLAN_TABLE,
    CASE_FORM,
    EVENT_TABLE,
    KNOWLEDGE_TABLE,
    TERM_TABLE,
    MATTER_TABLE,
    STAFFING_TABLE,
    ROLE_TABLE,
    APPOINTMENTS,
    PROVISION,
    DX_PACKAGE,
    TALENT_SYSTEM,
)
"""Every kind, in the order in which people read them."""

# Each is asked at the moment, never kept: what is not in ``KINDS`` is nowhere, and what is, everywhere.


def find(kind: str) -> WorkbookKind | None:
    """Return the kind that ledgers and sealed bodies name so."""
    return next((one for one in KINDS if one.kind == kind), None)


def label_of(kind: str, otherwise: str = "") -> str:
    """Return what is printed for a kind; of one that nobody knows ``otherwise``, else its own word."""
    found = find(kind)
    return found.label if found is not None else otherwise or kind


def said_of(kind: str, otherwise: str = "") -> str:
    """Return what the window calls a kind; of one that nobody knows ``otherwise``, else its own word."""
    found = find(kind)
    return found.said if found is not None else otherwise or kind


def answer_kinds() -> frozenset[str]:
    """Return the kinds in which a person answers the 申告: no confirmer has seen them on the way."""
    return frozenset(one.kind for one in KINDS if one.received.answers and not one.received.of_start)


def start_kinds() -> frozenset[str]:
    """Return the kinds in which a person answers the year's start (期首)."""
    return frozenset(one.kind for one in KINDS if one.received.answers and one.received.of_start)


def filled_in_kinds() -> frozenset[str]:
    """Return all the kinds that a person fills in."""
    return answer_kinds() | start_kinds()


def asking_kinds() -> frozenset[str]:
    """Return the kinds that a section fills in and sends back."""
    return frozenset(one.kind for one in KINDS if one.received.asks)


def begun_roles() -> frozenset[Role]:
    """Return the roles of the stores that a file can begin."""
    return frozenset(one.received.begins for one in KINDS if one.received.begins is not None)


def onward(came: Collection[str]) -> Onward | None:
    """Return how a person goes on after files of some kinds, ``None`` where there is nothing to do."""
    found = (one.received.onward for one in KINDS if one.kind in came)
    return min((one for one in found if one is not None), key=lambda one: one.order, default=None)


def table_kinds() -> frozenset[str]:
    """Return the kinds of other systems' tables that ledgers name."""
    return frozenset(one.kind for one in KINDS if one.table)


def made_as(word: str) -> WorkbookKind | None:
    """Return the kind that a command or the window asks for by a word."""
    return next((one for one in KINDS if word and one.word == word), None)


def made_by(action: str) -> WorkbookKind | None:
    """Return the kind whose making the audit names so."""
    return next((one for one in makeable() if one.action == action), None)


def makeable() -> tuple[WorkbookKind, ...]:
    """Return the kinds that somebody can make."""
    return tuple(one for one in KINDS if one.word)


def offered_to(role: Role) -> tuple[WorkbookKind, ...]:
    """Return the kinds that 帳票 offers a role, last those it wants seldom."""
    offered = (one for one in KINDS if role in one.written.offered)
    return tuple(sorted(offered, key=lambda one: role in one.written.seldom))


def words(kinds: Iterable[WorkbookKind]) -> tuple[str, ...]:
    """Return the words by which kinds are asked for."""
    return tuple(one.word for one in kinds)
