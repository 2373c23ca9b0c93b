"""スキル体系 as a workbook: written, filled with a municipality's own wording, read back without loss."""
