/**
 * Rows as CSV (RFC 4180): what holds a comma, a quote or a line break stands in quotes. A text that
 * a spreadsheet would take for a formula gets an apostrophe in front, which it takes for text.
 */
export function csvText(rows: readonly (readonly (string | number | undefined)[])[]): string {
  return rows.map((row) => `${row.map(csvField).join(',')}\r\n`).join('')
}

function csvField(value: string | number | undefined): string {
  const text = typeof value === 'string' && isFormula(value) ? `'${value}` : `${value ?? ''}`
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Numbers may be negative, and may have come as text. */
function isFormula(text: string): boolean {
  return /^[=+\-@\t\r]/.test(text) && !/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/.test(text)
}
