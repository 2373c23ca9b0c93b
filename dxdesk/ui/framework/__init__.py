"""The screen 体系: versions, drafts, and the editor of a draft."""
