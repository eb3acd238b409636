import type { Span } from '../../base/span.ts'
import { type Located, type LocatedEntry, MAX_DEPTH, MAX_NODES } from './located.ts'

/** Why a value is not JSON data of a size that is read. */
export interface ValueFault {
  /** `models.gpt-5-nano.quality` */
  readonly path: string
  readonly reason: string
}

/** Takes plain data, which has no places: every span is empty. */
export function readValue(value: unknown): Located | ValueFault {
  return locate(value, { path: [], budget: { left: MAX_NODES } })
}

interface Walk {
  readonly path: readonly string[]
  readonly budget: { left: number }
}

const NOWHERE: Span = { start: 0, end: 0 }

function locate(value: unknown, walk: Walk): Located | ValueFault {
  if (walk.budget.left-- <= 0) return fault(walk, `holds more than ${MAX_NODES} values`)
  if (walk.path.length >= MAX_DEPTH) return fault(walk, `is nested deeper than ${MAX_DEPTH}`)
  if (isScalar(value)) return { kind: 'scalar', span: NOWHERE, value }
  if (Array.isArray(value)) return locateList(value, walk)
  if (typeof value === 'object') return locateRecord(value, walk)
  return fault(walk, `is a ${typeof value}, which JSON does not have`)
}

function isScalar(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

function locateList(list: readonly unknown[], walk: Walk): Located | ValueFault {
  const items: Located[] = []
  for (const [index, item] of list.entries()) {
    const located = locate(item, inside(walk, String(index)))
    if (!('kind' in located)) return located
    items.push(located)
  }
  return { kind: 'list', span: NOWHERE, items }
}

function locateRecord(record: object | null, walk: Walk): Located | ValueFault {
  const entries: LocatedEntry[] = []
  for (const [key, item] of Object.entries(record ?? {})) {
    // JSON has no undefined: writing a record leaves such a member out.
    if (item === undefined) continue
    const value = locate(item, inside(walk, key))
    if (!('kind' in value)) return value
    entries.push({ key, keySpan: NOWHERE, value })
  }
  return { kind: 'record', span: NOWHERE, entries }
}

function inside(walk: Walk, step: string): Walk {
  return { path: [...walk.path, step], budget: walk.budget }
}

function fault({ path }: Walk, reason: string): ValueFault {
  return { path: path.join('.'), reason }
}
