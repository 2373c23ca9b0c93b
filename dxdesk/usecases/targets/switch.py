"""Whether an office uses 目標と指標: a store begins with the 申告 alone."""

from __future__ import annotations

from dxdesk.usecases.indicators.switch import require_aims

__all__ = ["require_aims"]
