"""体系: versions, drafts, and changing a draft until it is published."""
