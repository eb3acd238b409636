/**
 * JSON with a line for every record that fits one, so that a changed price is a changed line.
 * Lists and records are broken up to the depth at which routes stand, and kept whole below.
 */
export function formatDocument(document: object): string {
  return `${format(document, '')}\n`
}

function format(value: unknown, indent: string): string {
  const whole = JSON.stringify(value)
  if (typeof value !== 'object' || value === null || staysWhole(value, indent)) return spaced(whole)
  const inner = `${indent}  `
  const items = Array.isArray(value)
    ? value.map((item) => format(item, inner))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${format(item, inner)}`)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  return `${open}\n${items.map((item) => inner + item).join(',\n')}\n${indent}${close}`
}

const ENTRY_INDENT = 4
const ROUTE_INDENT = 8

/** Routes stay whole, and whatever above them holds no list of records. */
function staysWhole(value: object, indent: string): boolean {
  if (indent.length >= ROUTE_INDENT) return true
  return indent.length >= ENTRY_INDENT && ![value, ...Object.values(value)].some(isListOfRecords)
}

function isListOfRecords(value: unknown): boolean {
  return Array.isArray(value) && value.some((item) => typeof item === 'object')
}

/** A space after each colon and comma that is outside a text. */
function spaced(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|[,:]/g, (part) => (part.length === 1 ? `${part} ` : part))
}
