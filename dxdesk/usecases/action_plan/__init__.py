"""年度計画 (アクションプラン): made in two versions, agreed on, decided, and held against what came of it."""
