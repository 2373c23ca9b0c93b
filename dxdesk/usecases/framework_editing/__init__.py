"""体系 in work: drafts, the editable workbook, publishing a version, sheets to read."""
