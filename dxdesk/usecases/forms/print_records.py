"""From a person's year to the records that are printed; pure, so that every word can be checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from dxdesk.domain.contents import Frozen
from dxdesk.domain.framework import INFERRED_MARK, MINDSET, SKILL, Framework, Item
from dxdesk.domain.lifecycle import STATE_LABELS, State
from dxdesk.domain.records import Part
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label, wareki, wareki_short
from dxdesk.ports import document_wording as document_words
from dxdesk.ports import printing as doc
from dxdesk.ports import setting_names
from dxdesk.ports.document_wording import INFERRED_NOTE
from dxdesk.ports.entities import Employee, EvidenceRecord, Snapshot, SnapshotLine, StoreIdentity
from dxdesk.ports.store import UnitOfWork
from dxdesk.ports.workbooks import ProposalLine, StageLine
from dxdesk.usecases.forms.certificate_choices import (
    ABOVE_LOWEST,
    BY_ALIAS,
    CertificateChoices,
    alias_whole,
    certificate_choices,
    ruby_of,
)
from dxdesk.usecases.forms.certificate_wording import filled, framework_title, refuse_empty
from dxdesk.usecases.forms.wording import confirmer_text, known_text
from dxdesk.usecases.frameworks.versions import next_texts
from dxdesk.usecases.person_year.standing import ItemStanding, PersonYear, YearContext

SEAL_MODES: Mapping[str, doc.Seal] = {
    "area": doc.Seal.AREA,
    "omitted": doc.Seal.OMITTED,
    "none": doc.Seal.NONE,
}


@dataclass(frozen=True, slots=True)
class CourseTimes:
    """How long a course took: as people write it (6時間), and since when where it was of several days."""

    length: str = ""
    first_day: date | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """Who issues, in whose words: read from the settings, with defaults a municipality can live with."""

    municipality: str
    issuer_title: str
    issuer_name: str
    seal: doc.Seal
    honorific: str
    contact: str
    certificate_title: str
    certificate_body: str
    completion_title: str
    choices: CertificateChoices = field(default_factory=CertificateChoices)

    @property
    def issuer(self) -> str:
        """Title and name in one line."""
        return " ".join(part for part in (self.issuer_title, self.issuer_name) if part)


def wording(uow: UnitOfWork, identity: StoreIdentity) -> Wording:
    """Read the wording; 検証区 is headed by 検証区長 unless set otherwise."""
    get = uow.settings.get
    name = identity.municipality_name
    head = f"{name}長" if name.endswith(("市", "区", "町", "村")) else name
    return Wording(
        name,
        get(setting_names.ISSUER_TITLE, head),
        get(setting_names.ISSUER_NAME),
        SEAL_MODES.get(get(setting_names.SEAL_MODE, "area"), doc.Seal.AREA),
        get(setting_names.HONORIFIC, "様"),
        get(setting_names.CONTACT) or get(setting_names.SENDER_LABEL) or f"{name} 人事担当",
        get(setting_names.CERTIFICATE_TITLE) or document_words.SKILL_CERTIFICATE_TITLE,
        get(setting_names.CERTIFICATE_BODY),
        get(setting_names.COMPLETION_TITLE) or document_words.COMPLETION_CERTIFICATE_TITLE,
        certificate_choices(uow.settings),
    )


def local_day(utc: str) -> date:
    """Return this PC's date of a UTC text."""
    return _local(utc).date()


def moment(utc: str) -> str:
    """Return ``R8.2.13 14:32`` in this PC's time, empty for none."""
    return f"{wareki_short(local_day(utc))} {_local(utc):%H:%M}" if utc else ""


def _local(utc: str) -> datetime:
    found = datetime.fromisoformat(utc.replace("Z", "+00:00"))
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone()


def scale_of(framework: Framework, item: Item) -> doc.LevelScale:
    """Return what an item's levels from 0 to the highest are called; a value that is none by nothing."""
    scale = framework.scale_of(item)
    names = (scale.label(value) if value in scale.by_value else "" for value in range(scale.highest + 1))
    return doc.LevelScale(tuple(names), scale.name)


def head_of(framework: Framework, person: PersonYear, frozen: SnapshotLine | None = None) -> doc.PersonHead:
    """Return who a document is about: for a finalised result, who they were then."""
    name, grade, post = person.name, person.grade, person.post
    department, personas = person.department_name, person.personas
    said = frozen.said if frozen is not None else Frozen()
    if said.name:
        name, grade, post = said.name, said.grade, said.title
        department, personas = said.department[1], said.personas
    told = "・".join(framework.persona_names(personas))
    return doc.PersonHead(person.employee_number, name, department, grade, post, told)


def confirmed_level(item: ItemStanding, frozen: SnapshotLine | None) -> int | None:
    """Return the level that stands; a snapshot's word is final."""
    return frozen.levels.get(item.uid) if frozen is not None else item.confirmed


def skill_sheet(
    context: YearContext,
    person: PersonYear,
    words: Wording,
    today: date,
    frozen: SnapshotLine | None,
    stages: tuple[StageLine, ...] = (),
    *,
    told: bool = False,
) -> doc.SkillSheet:
    """Return one person's skill sheet; ``told``: the notice of their final result has come here."""
    steps = [
        ("一次確認", confirmer_text(person, Part.REVIEW1)),
        ("二次確認", confirmer_text(person, Part.REVIEW2)),
    ]
    if person.as_reported:
        steps.append(("確認", document_words.AS_REPORTED_BY))
    if person.proxy:
        steps.insert(0, ("代行入力", person.proxy))
    framework = context.framework
    return doc.SkillSheet(
        person=head_of(framework, person, frozen),
        fiscal_year=person.fiscal_year,
        municipality=words.municipality,
        skills=tuple(_skill_line(framework, item, frozen) for item in person.items if item.kind == SKILL),
        mindset=tuple(_skill_line(framework, item, frozen) for item in person.items if item.kind == MINDSET),
        confirmations=tuple(doc.Confirmation(step, by) for step, by in steps if by),
        overall_comment=person.second_overall or person.first_overall,
        overall_goal=person.comment,
        evidence_known=_known(person),
        state=STATE_LABELS[State.FINALISED if told else person.state],
        purpose=context.cycle.purpose,
        printed_on=today,
        stages=stages,
        as_reported=person.as_reported,
    )


def _skill_line(framework: Framework, item: ItemStanding, frozen: SnapshotLine | None) -> doc.SkillLine:
    return doc.SkillLine(
        skill=item.name,
        last_year=item.last,
        self_level=item.self_level,
        confirmed=confirmed_level(item, frozen),
        required=item.required,
        evidence=item.evidence,
        comment=item.comment,
        next_goal=item.goal,
        correction=item.correction,
        scale=scale_of(framework, framework.item(item.uid)),
    )


def _known(person: PersonYear) -> tuple[str, ...]:
    return known_text((known.kind, known.name, known.date, known.result) for known in person.known_evidence)


def result_notice(
    context: YearContext,
    person: PersonYear,
    words: Wording,
    today: date,
    frozen: SnapshotLine | None,
    snapshot: Snapshot | None,
    stages: tuple[StageLine, ...] = (),
    *,
    as_reported: bool = False,
    courses: Mapping[str, tuple[str, ...]] | None = None,
    proposal: tuple[ProposalLine, ...] = (),
    correction: str = "",
    seal: doc.Seal = doc.Seal.NONE,
) -> doc.ResultNotice:
    """Return one person's result: what was confirmed and what the next level still needs.

    ``as_reported``: nobody confirmed it, and the notice says so (notices of earlier wordings did not).
    ``courses``: by skill, what courses for the next level are called. ``proposal``: for the next year.
    ``correction``: what it says of being one, where it is not what its snapshot says.
    """
    framework, beside = context.framework, courses or {}
    correction = correction or correction_told(snapshot)
    note = ""
    if framework.summary:
        note = "「次のレベルに必要なこと」の文は、本システムの要約です(要約・公式文言ではありません)。"
    lines = {
        item.uid: replace(_result(framework, person, item, frozen), courses=beside.get(item.uid, ()))
        for item in person.items
    }
    if any(INFERRED_MARK in text for line in lines.values() for text in line.next_statements):
        note += INFERRED_NOTE
    return doc.ResultNotice(
        person=head_of(framework, person, frozen),
        fiscal_year=person.fiscal_year,
        municipality=words.municipality,
        lines=tuple(lines[item.uid] for item in person.items if item.kind == SKILL),
        mindset=tuple(lines[item.uid] for item in person.items if item.kind == MINDSET),
        issued_on=today,
        document_number=snapshot.decision_number if snapshot else "",
        issuer=words.issuer,
        overall_comment=person.second_overall or person.first_overall,
        correction=correction,
        contact=words.contact,
        statements_note=note,
        purpose=context.cycle.purpose,
        honorific=words.honorific,
        stages=stages,
        as_reported=as_reported,
        proposal=proposal,
        seal=seal,
    )


def correction_told(snapshot: Snapshot | None, corrected: str = "", *, told: bool = True) -> str:
    """Return what a notice says of what it corrects.

    Args:
        snapshot: what it is of.
        corrected: the notice before, by number and day; empty for none.
        told: whether the person was told the result before it was corrected.
    """
    if snapshot is not None and snapshot.kind == "correction":
        if not (told or corrected):
            return f"確定した結果を訂正した後の内容です。理由: {snapshot.reason}"
        before = f"{corrected}で" if corrected else "先に"
        return f"{before}お知らせした結果を訂正しました。理由: {snapshot.reason}"
    return f"{corrected}の通知を訂正しました。" if corrected else ""


def _result(
    framework: Framework, person: PersonYear, standing: ItemStanding, frozen: SnapshotLine | None
) -> doc.ResultLine:
    item, confirmed = framework.item(standing.uid), confirmed_level(standing, frozen)
    return doc.ResultLine(
        skill=standing.name,
        confirmed=confirmed,
        self_level=standing.self_level,
        last_year=standing.last,
        required=standing.required,
        comment=standing.comment,
        next_level=framework.next_level(item, confirmed),
        next_statements=next_texts(framework, item, confirmed, person.grade),
        next_goal=standing.goal,
        correction=standing.correction,
        uid=standing.uid,
        scale=scale_of(framework, item),
    )


MOST_ITEMS = 12
"""Items that a certificate lists itself; more stand on its 別紙."""


def certificate(
    context: YearContext,
    person: PersonYear,
    words: Wording,
    frozen: SnapshotLine,
    snapshot: Snapshot,
    number: str,
    alias: str = "",
) -> doc.Certificate:
    """Return one person's スキル確認結果証, dated by the decision (else by the day of finalising).

    ``alias`` is 旧姓・通称 of the roster, for an office that prints it.
    """
    framework = context.framework
    label = fiscal_year_label(person.fiscal_year)
    day = snapshot.decision_date
    alone = person.as_reported  # whatever the office has its certificates say: nothing was confirmed
    title = framework_title(framework.name, words.choices.framework, words.municipality)
    own = _certificate_body(document_words.reported_certificate_body(label, title), title)
    usual = _certificate_body(document_words.skill_certificate_body(label, title), title)
    head = _on_certificate(head_of(framework, person, frozen), words, alias)
    items = certificate_items(framework, frozen, words)
    annex = len(items) > MOST_ITEMS
    values = _places(head, year=label, framework=title)
    if not alone:
        refuse_empty(words.certificate_body, values, (head.employee_number, head.name))
    body = own if alone else filled(words.certificate_body, values) or usual
    return doc.Certificate(
        title=document_words.REPORTED_CERTIFICATE_TITLE if alone else words.certificate_title,
        number=number,
        person=head,
        body=body.replace("次のとおり", "別紙のとおり") if annex else body,
        issued_on=date.fromisoformat(day) if day else local_day(snapshot.finalised_at),
        issuer_title=words.issuer_title,
        issuer_name=words.issuer_name,
        items=items,
        honorific=words.honorific,
        seal=words.seal,
        seal_size=words.choices.seal_size,
        annex=annex,
        ruby=_ruby(head, person.name, person.kana, words),
    )


def certificate_items(
    framework: Framework, frozen: SnapshotLine, words: Wording
) -> tuple[doc.CertificateItem, ...]:
    """Return what a certificate lists: all items with a level, or those above the lowest of their scales."""
    above = words.choices.levels == ABOVE_LOWEST
    return tuple(
        doc.CertificateItem(item.name, framework.level_label(item, frozen.levels[item.uid]))
        for item in framework.items
        if item.uid in frozen.levels
        and not (above and frozen.levels[item.uid] <= min(framework.scale_of(item).by_value))
    )


def _on_certificate(head: doc.PersonHead, words: Wording, alias: str) -> doc.PersonHead:
    """Return to whom a certificate is given, under 旧姓・通称 where the office prints that."""
    whole = alias_whole(alias, head.name) if words.choices.name == BY_ALIAS else ""
    return replace(head, name=whole or head.name)


def _ruby(head: doc.PersonHead, name: str, kana: str, words: Wording) -> str:
    """Return the reading above a name; the roster's is of its own name and of no other."""
    return ruby_of(kana, words.choices.ruby) if head.name == name else ""


def _places(head: doc.PersonHead, year: str, framework: str = "") -> dict[str, str]:
    """Return what stands in the places of a certificate's words, by their names."""
    return {
        "氏名": head.name,
        "職員番号": head.employee_number,
        "所属": head.department,
        "人材像": head.persona,
        "年度": year,
        "体系": framework,
    }


def _certificate_body(body: str, framework: str) -> str:
    """Return a default wording in lines of its own, so that no name is broken."""
    return body.replace(f"における{framework}について", f"における\n{framework}について\n")


def completion(
    record: EvidenceRecord,
    person: Employee | None,
    department: str,
    words: Wording,
    number: str,
    today: date,
    course: CourseTimes | None = None,
    persona: str = "",
) -> doc.Certificate:
    """Return the 修了証 of a completed attendance.

    ``course`` is how long the course took, where the training ledger knows; ``persona`` the person's 人材像.
    """
    name = person.name if person else record.employee_number
    head = doc.PersonHead(
        person.number if person else record.employee_number,
        name,
        department,
        person.grade if person else "",
        person.title if person else "",
        persona,
    )
    head = _on_certificate(head, words, person.alias if person else "")
    times, last = course or CourseTimes(), date.fromisoformat(record.date)
    first = times.first_day or last
    body = document_words.completion_body(record.name, first, last, times.length)
    if own := words.choices.completion_body:
        values = _places(head, year=fiscal_year_label(fiscal_year_of(record.date)))
        values |= {"研修": record.name, "時間": times.length}
        values |= {"開始日": wareki(first), "修了日": wareki(last)}
        refuse_empty(own, values, (head.employee_number, head.name, record.name))
        body = filled(own, values)
    return doc.Certificate(
        title=words.completion_title,
        number=number,
        person=head,
        body=body,
        issued_on=today,
        issuer_title=words.issuer_title,
        issuer_name=words.issuer_name,
        honorific=words.honorific,
        seal=words.seal,
        seal_size=words.choices.seal_size,
        ruby=_ruby(head, name, person.kana if person else "", words),
    )
