import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeRecord, openReplay, type Played } from '../../src/trace/index.ts'
import { runs } from '../runs.ts'
import { ENGINE, linesOf, type Run, runArbitrary } from './recorded-run.ts'

/** Plays a trace from its lines alone. */
function played(lines: readonly string[]): readonly Played[] {
  const replay = openReplay(ENGINE)
  return lines.flatMap((line) => {
    const decoded = decodeRecord(line)
    if (!decoded.ok) throw new Error(decoded.error.message)
    const played = replay.take(decoded.value)
    return played !== undefined && 'receipt' in played ? [played] : []
  })
}

test.each([
  ['in each receipt', {}],
  ['in records of their own', { decisions: 'once' }],
] as const)('what was recorded is reproduced, with decisions %s', (_, writing) => {
  fc.assert(
    fc.property(fc.array(runArbitrary, { minLength: 1, maxLength: 3 }), (drawn: readonly Run[]) => {
      const outcomes = played(linesOf(drawn, writing))
      expect(outcomes.flatMap((one) => (one.kind === 'diverged' ? one.divergence : []))).toEqual([])
      expect(outcomes).toHaveLength(drawn.length)
    }),
    runs(200),
  )
})

test('another score, order, rejection, call, action or cost diverges', () => {
  fc.assert(
    fc.property(runArbitrary, fc.nat(), (run, draw) => {
      const lines = linesOf([run])
      const receipt: { [member: string]: unknown } = JSON.parse(lines.at(-2) ?? '')
      const places = leaves(receipt.decision, ['decision']).concat(leaves(receipt.cost, ['cost']))
      const calls = leaves(receipt.hops, ['hops']).filter((path) =>
        ['candidate', 'action', 'why', 'settled', 'estimated'].includes(String(path.at(-1))),
      )
      const all = [...places, ...calls]
      const place = all[draw % all.length]
      if (place === undefined) return
      const changed = [...lines.slice(0, -2), JSON.stringify(changedAt(receipt, place))]
      expect(played(changed)).toMatchObject([{ kind: 'diverged' }])
    }),
    runs(200),
  )
})

type Place = readonly (string | number)[]

function leaves(value: unknown, at: Place): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [at]
  const isList = Array.isArray(value)
  return Object.entries(value).flatMap(([key, each]) =>
    leaves(each, [...at, isList ? Number(key) : key]),
  )
}

function changedAt(value: unknown, [first, ...rest]: Place): unknown {
  if (first === undefined)
    return typeof value === 'number' ? (value === 0 ? 1 : -value) : `${value}x`
  if (Array.isArray(value)) {
    return value.map((each, i) => (i === first ? changedAt(each, rest) : each))
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, key === first ? changedAt(each, rest) : each]),
  )
}
