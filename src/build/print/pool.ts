import { literal } from './literal.ts'

/** Constants that a module declares once and names wherever they stand. */
export interface Pool {
  /** The expression for a value: the name of a constant, or the value itself. */
  readonly write: (value: unknown) => string
  /** The declarations, each before those that name it. */
  readonly declarations: () => readonly string[]
}

/**
 * A pool for the lists among these values that stand in them more than once, and are worth a name.
 * Which they are, and in what order, follows from the values alone.
 */
export function poolOf(values: readonly unknown[]): Pool {
  const counts = new Map<string, number>()
  for (const value of values) count(value, counts)
  const names = new Map<string, string>()
  const lines: string[] = []
  const nameOf = (value: object): string | undefined => {
    if (!Array.isArray(value)) return undefined
    const key = JSON.stringify(value)
    if (key.length < LEAST || (counts.get(key) ?? 0) < 2) return undefined
    const known = names.get(key)
    if (known !== undefined) return known
    // The parts first: they are declared before what they are in.
    const text = `[${value.map((each) => literal(each, nameOf)).join(', ')}]`
    const name = `$$${names.size + 1}`
    names.set(key, name)
    const type = typeof value[0] === 'string' ? "Policy['policy_ir']" : 'readonly unknown[]'
    lines.push(`const ${name}: ${type} = ${text}`)
    return name
  }
  return { write: (value) => literal(value, nameOf), declarations: () => lines }
}

/** Shorter ones are read more easily where they stand. */
const LEAST = 16

function count(value: unknown, counts: Map<string, number>): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    const key = JSON.stringify(value)
    const before = counts.get(key) ?? 0
    counts.set(key, before + 1)
    // What is in a list that was met is named by way of it.
    if (before > 0) return
  }
  for (const each of Object.values(value)) count(each, counts)
}
