import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonFault } from '../../../src/cli/json/json-fault.ts'

const runs = (usual: number) => ({ numRuns: Number(process.env.FUZZ_RUNS ?? usual) })

const PIECES = ['[', ']', '{', '}', ',', ':', '"a"', '"', '\\', '-0', '1e5', '01', '.5', 'true']

const ALMOST_JSON = fc.oneof(
  fc.array(fc.constantFrom(...PIECES, ' ', '\n', 'null', 'nul', "'a'", '\u0001', 'é'), {
    maxLength: 12,
  }),
  fc
    .tuple(fc.json(), fc.nat(60), fc.constantFrom('', ...PIECES))
    .map(([json, at, piece]) => [json.slice(0, at), piece, json.slice(at + 1)]),
)

test('a text has a fault exactly when JSON.parse refuses it', () => {
  fc.assert(
    fc.property(ALMOST_JSON, (pieces) => {
      const text = pieces.join('')
      expect(jsonFault(text) === undefined).toBe(isJson(text))
    }),
    runs(500),
  )
})

test('what stands before the fault could still become JSON', () => {
  fc.assert(
    fc.property(ALMOST_JSON, (pieces) => {
      const text = pieces.join('')
      const fault = jsonFault(text)
      if (fault === undefined) return
      // The part before it has its first fault at its own end: nothing is missing but the rest.
      const before = text.slice(0, fault.offset)
      expect(jsonFault(before)?.offset ?? before.length).toBe(before.length)
    }),
    runs(500),
  )
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
