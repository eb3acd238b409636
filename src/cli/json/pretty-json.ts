/**
 * A JSON document for programs that people can read too: what fits on a line stays on one, so a
 * term does not become a column of brackets.
 */
export function prettyJson(document: unknown): string {
  return pretty(plainJson(document), 0)
}

/** What JSON keeps of a value: no undefined members, no methods. */
function plainJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value) ?? 'null')
}

/** Recursion ends with the depth of the document, which is ours: at most that of a term. */
function pretty(value: unknown, indent: number): string {
  const flat = onOneLine(value)
  if (indent + flat.length <= WIDTH || typeof value !== 'object' || value === null) return flat
  const inner = ' '.repeat(indent + STEP)
  const parts = Array.isArray(value)
    ? value.map((item) => inner + pretty(item, indent + STEP))
    : Object.entries(value).map(([key, item]) => {
        const name = `${JSON.stringify(key)}: `
        return inner + name + pretty(item, indent + STEP)
      })
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  return `${open}\n${parts.join(',\n')}\n${' '.repeat(indent)}${close}`
}

/** A blank after every comma and colon. */
function onOneLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`
  const members = Object.entries(value)
  if (members.length === 0) return '{}'
  return `{ ${members.map(([key, item]) => `${JSON.stringify(key)}: ${onOneLine(item)}`).join(', ')} }`
}

const WIDTH = 100
const STEP = 2
