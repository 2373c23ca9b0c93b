"""How growth stages (育成段階) are told on paper: the same words in workbooks and prints."""

from __future__ import annotations

from dxdesk.ports.workbooks import StageLine

STAGES = "育成段階"
STAGES_ASK = "育成段階(何をすれば次に進めるか)"
TOP_STAGE = "いちばん上の段階です。"


def stage_now(line: StageLine) -> str:
    """Return ``DX推進員: いまは Step1 基礎知識習得 → 次は Step2 実務での実践``."""
    if not line.following:
        return f"{line.persona}: {line.now}。{TOP_STAGE}"
    return f"{line.persona}: いまは {line.now} → 次は {line.following}"


def stage_note(line: StageLine) -> str:
    """Return the same with what the next stage still asks, one thing a line."""
    said = [f"{STAGES} {stage_now(line)}", *(f"・{need}" for need in line.needs)]
    if line.comment:
        said.append(f"確認者のコメント: {line.comment}")
    return "\n".join(said)
