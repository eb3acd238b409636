import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { criticalPath } from '../../src/analyze/critical-path.ts'
import { type FlowNodes, inputsOf, inputsOfId } from '../../src/ir/flow.ts'
import { flowArbitrary, relabelledWith } from '../arbitrary/flow.ts'
import { runs } from '../runs.ts'

/** Milliseconds by what a call is named, or no limit. */
type Durations = ReadonlyMap<string, number | undefined>

function durationsArbitrary(nodes: FlowNodes): fc.Arbitrary<Durations> {
  const calls = Object.keys(nodes).filter((id) => nodes[id]?.kind === 'llm')
  const one = fc.option(fc.nat(9), { nil: undefined, freq: 6 })
  return fc
    .array(one, { minLength: calls.length, maxLength: calls.length })
    .map((all) => new Map(calls.map((id, i) => [id, all[i]])))
}

const scenes = flowArbitrary(7).chain((flow) =>
  fc.tuple(fc.constant(flow), durationsArbitrary(flow[1])),
)

/** Every way from the input to a node, by the calls on it. */
function pathsTo(id: string, nodes: FlowNodes): readonly (readonly string[])[] {
  const node = nodes[id]
  const own = node?.kind === 'llm' ? [id] : []
  if (node === undefined || node.kind === 'input') return [own]
  return [...new Set(inputsOf(node))].flatMap((input) =>
    pathsTo(input, nodes).map((path) => [...path, ...own]),
  )
}

function lengthOf(path: readonly string[], durations: Durations) {
  const own = path.map((id) => durations.get(id))
  const known = own.filter((ms) => ms !== undefined)
  return {
    limitless: own.length - known.length,
    ms: known.reduce((sum, ms) => sum + ms, 0),
  }
}

describe('criticalPath', () => {
  test('is a path: it begins with the input, every call takes what the one before gives', () => {
    fc.assert(
      fc.property(scenes, ([[, nodes], durations]) => {
        const { ids } = criticalPath(nodes, (id) => durations.get(id))
        for (const [i, id] of ids.entries()) {
          expect(inputsOfId(nodes, id)).toContain(ids[i - 1] ?? 'u')
        }
        expect(inputsOfId(nodes, 'o')).toEqual([ids.at(-1) ?? 'u'])
      }),
      runs(300),
    )
  })

  test('is the longest, those without a limit counted first', () => {
    fc.assert(
      fc.property(scenes, ([[, nodes], durations]) => {
        const { ids, ms } = criticalPath(nodes, (id) => durations.get(id))
        const found = lengthOf(ids, durations)
        expect(ms).toBe(found.limitless > 0 ? undefined : found.ms)
        for (const path of pathsTo('o', nodes)) {
          const other = lengthOf(path, durations)
          expect(other.limitless).toBeLessThanOrEqual(found.limitless)
          if (other.limitless === found.limitless) expect(other.ms).toBeLessThanOrEqual(found.ms)
        }
      }),
      runs(300),
    )
  })

  test('goes by no label', () => {
    fc.assert(
      fc.property(scenes, fc.infiniteStream(fc.nat()), ([flow, durations], stream) => {
        const draw = (limit: number) => (stream.next().value ?? 0) % limit
        const { flow: other, labels } = relabelledWith(flow, draw)
        const old = new Map([...labels].map(([id, label]) => [label, id]))
        const before = criticalPath(flow[1], (id) => durations.get(id))
        const after = criticalPath(other[1], (label) => durations.get(old.get(label) ?? ''))
        expect(after).toEqual({ ms: before.ms, ids: before.ids.map((id) => labels.get(id)) })
      }),
      runs(200),
    )
  })

  test('of a flow that asks nobody is empty and takes no time', () => {
    const nodes: FlowNodes = { u: { kind: 'input' }, o: { kind: 'output', inputs: ['u'] } }
    expect(criticalPath(nodes, () => 1)).toEqual({ ids: [], ms: 0 })
  })
})
