"""形式知: what people of an office knew, made explicit: where it lies, who answers for it, until when."""
