/**
 * True when two trees, or parts of them, say the same at other places: keys that hold spans are
 * passed over. Trees nest no deeper than the parser reads, so recursion is bounded.
 */
export function sameTree(a: unknown, b: unknown): boolean {
  if (!isRecord(a) || !isRecord(b)) return a === b
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a).filter(isMeant)
  if (keys.length !== Object.keys(b).filter(isMeant).length) return false
  return keys.every((key) => Object.hasOwn(b, key) && sameTree(a[key], b[key]))
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function isMeant(key: string): boolean {
  return key !== 'span' && key !== 'opSpan' && key !== 'keySpan'
}
