import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineDiff } from '../../../src/cli/report/line-diff.ts'

const runs = (usual: number) => ({ numRuns: Number(process.env.FUZZ_RUNS ?? usual) })

const LINES = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 14 })

test('a diff holds both texts, and changes as few lines as can be', () => {
  fc.assert(
    fc.property(LINES, LINES, (before, after) => {
      const diff = lineDiff(before, after)
      const without = (sign: string) =>
        diff.filter((line) => line.sign !== sign).map(({ text }) => text)
      expect(without('+')).toEqual(before)
      expect(without('-')).toEqual(after)
      const kept = diff.filter(({ sign }) => sign === ' ').length
      expect(kept).toBe(longestCommon(before, after))
    }),
    runs(500),
  )
})

/** The length of the longest common subsequence, straight from its definition. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  const table = Array.from({ length: a.length + 1 }, () => Array<number>(b.length + 1).fill(0))
  const at = (i: number, j: number) => table[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const best = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
      const row = table[i]
      if (row !== undefined) row[j] = best
    }
  }
  return at(0, 0)
}

test('texts that share nothing are replaced whole, in bounded time', () => {
  const lines = (name: string) => Array.from({ length: 20_000 }, (_, i) => `${name}${i}`)
  expect(lineDiff(lines('a'), lines('b'))).toHaveLength(40_000)
})
