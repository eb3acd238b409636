/** The UTF-16 code unit as JSON and the language escape it: `\u200e`. */
export function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
