"""What one received workbook brings: opened, admitted, compared and turned into revisions.

Refusal depends only on the file and on whom the store is, never on what came before, so that any order
of files gives the same state (ARCHITECTURE.md, protocol point 4).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from dxdesk.domain import merge, subjects
from dxdesk.domain.contents import Assignment
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.lifecycle import Action, Route, action_of
from dxdesk.domain.records import Part, Revision
from dxdesk.ports.entities import Role, StoreIdentity
from dxdesk.ports.workbooks import Book
from dxdesk.usecases.exchange import table_ways
from dxdesk.usecases.forms import growth_sheet, questions, readable_sheets
from dxdesk.usecases.forms.provision_sheets import provision_in
from dxdesk.usecases.sealing import codec, workbook_kinds
from dxdesk.usecases.sealing.codec import Opened
from dxdesk.usecases.sealing.workbook_kinds import CONFIRMATION, RETURN_SLIP, Handlers, WorkbookKind
from dxdesk.usecases.workplace.desk import Services


@dataclass(frozen=True)
class Incoming:
    """A guarded workbook with its opened payload (``None``: not one of ours)."""

    path: Path
    book: Book
    opened: Opened | None


@dataclass(frozen=True)
class Intake:
    """What a file brings into the store. ``revisions`` are the new ones and the relayed ones."""

    opened: Opened
    revisions: tuple[Revision, ...]
    own: frozenset[str]
    employee_numbers: tuple[str, ...]
    notes: tuple[Problem, ...] = ()
    via: str = ""

    @property
    def withdraws(self) -> bool:
        """Whether it is a form whose person takes the submission back."""
        steps = (r for r in self.revisions if r.id in self.own and r.record.part is Part.LIFE)
        return self.opened.envelope.kind in workbook_kinds.answer_kinds() and any(
            action_of(step) is Action.WITHDRAW for step in steps
        )


def open_incoming(
    services: Services,
    path: Path,
    passwords: Sequence[str],
    issued: Callable[[str], bool],
    role: Role | None = None,
) -> Incoming:
    """Open a file through the guard and check its seals.

    Args:
        services: the rooms.
        path: the file.
        passwords: what locked workbooks are tried with.
        issued: knows this store's own payloads.
        role: what kind of store asks, whose screens are named; ``None``: no store is open.

    Raises:
        KnownError: ``table-kind-needed`` for a table as text, and what opening a workbook or seal refuses.
    """
    try:
        book = services.workbooks.open(path, passwords)
    except KnownError as error:
        if error.code == "not-a-workbook" and path.suffix.lower() in _TEXT_TABLES:
            raise _table_kind_needed(path, role) from error
        raise
    payload = book.sealed_payload()
    if payload is None:
        return Incoming(path, book, None)
    trusted = issued(codec.payload_digest(payload))
    try:
        opened = codec.open_payload(services.sealer, payload, trusted=trusted)
    except KnownError as error:
        raise KnownError.of(tuple(p.at(file=path.name) for p in error.problems)) from error
    return Incoming(path, book, opened)


_TEXT_TABLES = (".csv", ".txt", ".tsv")


_NO_STORE = "台帳を開いてから、表を取り込む画面で、表の種類を選んでください。"


def _table_kind_needed(path: Path, role: Role | None) -> KnownError:
    """Return what a table as text is told: it is of another system, and somebody must say which."""
    what = "CSV の表です。" if path.suffix.lower() == ".csv" else "文字だけの表(タブ区切りなど)のようです。"
    return KnownError(
        "table-kind-needed",
        f"{what}何の表か分からないため、取り込んでいません。",
        f"{table_ways.TEXTS[role] if role is not None else _NO_STORE}"
        "Excel で開いて保存し直すと番号の先頭の0が失われるので、このまま使ってください。",
        place=Place(path.name),
    )


def take(
    services: Services, identity: StoreIdentity, incoming: Incoming, stands_in_for: Collection[str] = ()
) -> Intake:
    """Admit a workbook of ours, compare what it shows with what was sealed, and read the answers.

    Args:
        services: the rooms.
        identity: whose store it is.
        incoming: the opened file.
        stands_in_for: the confirmers whose deputy the store's owner is, as far as it was told.

    Raises:
        KnownError: with every problem found; nothing may be applied then.
    """
    opened = incoming.opened
    assert opened is not None
    file = incoming.path.name
    try:
        admit(identity, opened, stands_in_for)
        kind = workbook_kinds.find(opened.envelope.kind)
        assert kind is not None  # no body of another kind is opened
        return takes.named(kind.received.take)(services, identity, incoming, opened)
    except KnownError as error:
        raise KnownError.of(tuple(problem.at(file=file) for problem in error.problems)) from error


NOT_TAKEN_HERE = "not-for-this-role"
"""Code of a workbook that stores of this role do not take."""


def _refuse(code: str, message: str, fix: str, found: str = "") -> KnownError:
    return KnownError(code, message + "取り込んでいません。", fix, found=found)


def admit(identity: StoreIdentity, opened: Opened, stands_in_for: Collection[str] = ()) -> None:
    """Refuse what is not for this store.

    Raises:
        KnownError: ``other-municipality``, ``not-addressed``, ``not-for-this-role``.
    """
    envelope = opened.envelope
    if envelope.municipality[0] != identity.municipality_code:
        raise _refuse(
            "other-municipality",
            f"{envelope.municipality[1]}(団体コード {envelope.municipality[0]})のファイルです。",
            f"この台帳は{identity.municipality_name}のものです。ファイルを確かめてください。",
            envelope.municipality[0],
        )
    strange = {r.record.municipality_code for r in opened.revisions} - {identity.municipality_code}
    if strange:
        raise _refuse(
            "other-municipality",
            "ほかの団体の記録が入ったファイルです。",
            f"この台帳は{identity.municipality_name}のものです。送り主に確かめてください。",
            "、".join(sorted(strange)),
        )
    kind = workbook_kinds.find(envelope.kind)
    assert kind is not None  # no body of another kind is opened
    if identity.role not in kind.received.receivers:
        if envelope.issuer.store == identity.store_id:
            raise _of_ones_own(opened, kind)
        raise _refuse(
            NOT_TAKEN_HERE,
            f"{kind.label}は、この台帳では使いません。",
            kind.received.elsewhere,
        )
    if identity.role is Role.HR:
        return
    if kind.received.asks:
        return  # for a section, whoever confirms there
    if kind.received.answers and identity.role is Role.SECTION:
        _admit_section_form(identity, opened, stands_in_for)
    elif kind == CONFIRMATION and envelope.recipient.employee in stands_in_for:
        return  # whom the owner stands in for at the second stage
    elif envelope.recipient.employee != identity.owner and not _own(identity, opened):
        raise _refuse(
            "not-addressed",
            f"{_addressee(opened)}あてのファイルです。",
            "宛先の人に渡してください。",
            envelope.recipient.employee,
        )


def _of_ones_own(opened: Opened, kind: WorkbookKind) -> KnownError:
    """Return the refusal of a file that this very store wrote for somebody else."""
    given = provision_in(opened.envelope.extra) if kind == workbook_kinds.PROVISION else None
    if given is not None and given.withdraws:
        message = "この台帳で作った、提供の取り下げです。提供記録には、もう取り下げとして残っています。"
        fix = f"{kind.written.following}DX推進担当課の台帳に入ると、前の提供票が見られなくなります。"
        return _refuse(NOT_TAKEN_HERE, message, fix)
    return _refuse(
        NOT_TAKEN_HERE,
        f"{kind.label}は、この台帳で作ったものです。この台帳では使いません。",
        kind.received.elsewhere,
    )


def _own(identity: StoreIdentity, opened: Opened) -> bool:
    """Tell whether the store's owner sent a file: a lost store is rebuilt from what came and went."""
    issuer = opened.envelope.issuer
    return opened.envelope.kind == CONFIRMATION.kind and (issuer.role, issuer.owner) == (
        identity.role.value,
        identity.owner,
    )


def _addressee(opened: Opened) -> str:
    recipient = opened.envelope.recipient
    return f"{recipient.label or '別の人'}(職員番号 {recipient.employee})"


def _admit_section_form(identity: StoreIdentity, opened: Opened, stands_in_for: Collection[str]) -> None:
    heads = merge.heads_of(r for r in opened.revisions if r.record.part is Part.ASSIGNMENT)
    said = heads[0].assignment if heads else Assignment()
    route = Route(said.first, said.second)
    if all(route.stage_of(number) is None for number in (identity.owner, *stands_in_for)):
        names = "、".join(name for name in (said.first_name, said.second_name) if name)
        raise _refuse(
            "not-addressed",
            f"{_addressee(opened)}の申告票ですが、この台帳の確認者が受け持つ人ではありません。",
            f"確認者({names or '未設定'})に渡すか、人事課に送ってください。",
            opened.envelope.recipient.employee,
        )


takes: Handlers[Callable[[Services, StoreIdentity, Incoming, Opened], Intake]] = Handlers()
"""Reads what a workbook of a kind brings, once it is admitted; raises ``KnownError`` with every problem."""


@takes
def take_form(services: Services, identity: StoreIdentity, incoming: Incoming, opened: Opened) -> Intake:
    """Take what a person answered in a form or slip, beside what came with it."""
    question = questions.question_of(opened.envelope, opened.revisions)
    reading = services.workbooks.read_form(incoming.book, question.sheet)
    written = incoming.book.notes()
    via, covers = questions.covers_from_notes(question, written)
    beside = {one.sheet: services.workbooks.read_table(incoming.book, one) for one in question.beside}
    goals, growth = question.goals, question.growth
    answered, problems = questions.answered_of(
        question, reading, via, beside[goals.sheet.sheet] if goals is not None else None
    )
    told = growth_sheet.GrowthTold({})
    if growth is not None:
        told = growth_sheet.told(growth, beside[growth.sheet.sheet])
    if problems or told.problems:
        raise KnownError.of((*problems, *told.problems))
    made: tuple[Revision, ...] = ()
    notes: tuple[Problem, ...] = ()
    if via == "app" or answered.action is Action.WITHDRAW or _says_more(question, answered):
        made = questions.answer_revisions(question, answered, covers)
        notes = () if answered.action is Action.WITHDRAW else _unanswered(question, answered, incoming)
    elif identity.role is not Role.PERSONAL:
        # A slip on its way to its person says that they were returned; only one's own comes back blank.
        passing = (
            opened.envelope.kind == RETURN_SLIP.kind and opened.envelope.issuer.store != identity.store_id
        )
        blank = _growth_alone if told.entries else _blank
        notes = (_slip(incoming) if passing and not told.entries else blank(incoming),)
    rows: tuple[Revision, ...] = ()
    if growth is not None:
        rows = growth_sheet.revisions(growth, question.municipality_code, told.entries, opened.revisions)
    return Intake(
        opened,
        (*opened.revisions, *made, *rows, *questions.growth_from_notes(question, written)),
        frozenset(revision.id for revision in made),
        (question.employee_number,),
        (
            *notes,
            *(note.at(file=incoming.path.name) for note in answered.notes if made),
            *(note.at(file=incoming.path.name) for note in told.notes),
            *services.workbooks.looks(
                incoming.book,
                reading.sheet,
                question.sheet,
                [one.sheet for one in beside.values()],
                [words for one in question.beside for _, words in one.hints],
            ),
        ),
        via,
    )


def _says_more(question: questions.Question, answered: questions.Answered) -> bool:
    """Tell whether somebody answered: what is printed into a slip beforehand is nobody's new answer."""
    return any(
        question.base_items[part].get(item) != value
        for part, items in answered.items.items()
        for item, value in items.items()
    )


def _blank(incoming: Incoming) -> Problem:
    return Problem(
        "form-blank",
        "配ったときのまま、何も記入されていない申告票です。提出としては数えていません。",
        "記入してから、もう一度送ってもらってください。",
        place=Place(incoming.path.name),
    )


def _growth_alone(incoming: Incoming) -> Problem:
    return Problem(
        "form-growth-alone",
        "申告票には記入がなく、「成長記録」のシートの行だけを受け取りました。提出としては数えていません。",
        "申告も記入してから、もう一度送ってもらってください。",
        place=Place(incoming.path.name),
    )


def _slip(incoming: Incoming) -> Problem:
    return Problem(
        "slip-received",
        "差戻票を受け取りました。",
        "本人に渡してください。",
        place=Place(incoming.path.name),
    )


def _unanswered(
    question: questions.Question, answered: questions.Answered, incoming: Incoming
) -> tuple[Problem, ...]:
    levels = {**question.base_items[Part.SELF], **answered.items[Part.SELF]}
    missing = [answer.item.name for answer in question.answers if answer.item.uid not in levels]
    if not missing:
        return ()
    return (
        Problem(
            "partly-answered",
            f"レベルが空欄の項目が{len(missing)}つあります。書かれた分は受け取りました。",
            "必要なら差戻しで記入を頼んでください。",
            "、".join(missing),
            Place(incoming.path.name),
        ),
    )


@takes
def take_sealed(services: Services, _: StoreIdentity, incoming: Incoming, opened: Opened) -> Intake:
    """Take what is sealed in a workbook that nobody fills in, where it shows just that."""
    envelope = opened.envelope
    expected = readable_sheets.sheets_of(services.sealer, envelope, opened.revisions)
    problems = services.workbooks.compare_tables(incoming.book, expected)
    if problems:
        raise KnownError.of(problems)
    numbers = sorted({r.record.employee_number for r in opened.revisions if subjects.in_a_year(r.record)})
    own = frozenset(r.id for r in opened.revisions)
    return Intake(opened, opened.revisions, own, tuple(numbers), services.workbooks.looks(incoming.book))
