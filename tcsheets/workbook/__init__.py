"""Reading, recalculating and patching .xlsx workbooks, held as bytes: bytes in, values or bytes out."""
