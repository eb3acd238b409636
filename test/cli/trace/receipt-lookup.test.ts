import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Lookup,
  lookupTally,
  type Wanted,
} from '../../../src/cli/trace/show/receipt-lookup.ts'
import type { ReceiptLine } from '../../../src/cli/trace/tally.ts'
import { ENGINE, openReplay, type ReceiptRecord } from '../../../src/trace/index.ts'
import { runs } from '../../runs.ts'
import { sampleEntries } from '../../trace/sample-trace.ts'

const { library } = openReplay(ENGINE)

const RECEIPTS: readonly ReceiptRecord[] = sampleEntries().map(({ receipt }) => ({
  record: 'receipt',
  writer: 'w1',
  seq: 0,
  prev: null,
  ...receipt,
}))

/** Receipts in several files; some of them more than once. */
const lines: fc.Arbitrary<readonly ReceiptLine[]> = fc
  .array(fc.tuple(fc.constantFrom(...RECEIPTS), fc.nat(2)), { maxLength: 12 })
  .map((drawn) =>
    drawn
      .map(([receipt, file]) => ({ receipt, file }))
      .sort((a, b) => a.file - b.file)
      .map((each, i) => ({ ...each, line: i + 1, library, play: () => expect.unreachable() })),
  )

const wanted: fc.Arbitrary<Wanted> = fc.oneof(
  fc.constant({ kind: 'last' } as const),
  fc.constant({ kind: 'only' } as const),
  fc
    .tuple(fc.constantFrom(...RECEIPTS), fc.integer({ min: 1, max: 26 }), fc.boolean())
    .map(([{ id }, length, isSmall]) => {
      const begun = id.slice(0, length)
      return { kind: 'id', id: isSmall ? begun.toLowerCase() : begun } as const
    }),
)

function lookup(taken: readonly ReceiptLine[], asked: Wanted): Lookup {
  const tally = lookupTally.open(asked)
  for (const line of taken) tally.add(line)
  return structuredClone(tally.result())
}

test('what several find together is what one finds', () => {
  fc.assert(
    fc.property(lines, wanted, fc.array(fc.boolean(), { minLength: 12 }), (all, asked, deal) => {
      const [one, other] = [true, false].map((hand) =>
        lookup(
          all.filter((_, i) => deal[i] === hand),
          asked,
        ),
      )
      if (one === undefined || other === undefined) throw new Error('there are two of them')
      const whole = lookup(all, asked)
      const merged = lookupTally.merge(one, other, asked)
      expect(comparable(merged)).toEqual(comparable(whole))
      expect(comparable(lookupTally.merge(other, one, asked))).toEqual(comparable(whole))
    }),
    runs(300),
  )
})

/** What is near is asked for only where nothing was found. */
function comparable({ nearest, ...found }: Lookup) {
  return found.begun.count === 0 ? { ...found, nearest } : found
}
