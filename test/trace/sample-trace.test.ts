import { expect, test } from 'vitest'
import { decodeRecord, openReplay } from '../../src/trace/index.ts'
import { SAMPLE_ENGINE, sampleTrace } from './sample-trace.ts'

test('the sample is always the same', async () => {
  await expect(sampleTrace()).toMatchFileSnapshot('../../fixtures/cli/examples/trace.jsonl')
})

test.each([{}, { decisions: 'once' }] as const)(
  'the sample is reproduced, written as %o',
  (writing) => {
    const replay = openReplay(SAMPLE_ENGINE)
    const played = sampleTrace(writing)
      .trimEnd()
      .split('\n')
      .flatMap((line) => {
        const decoded = decodeRecord(line)
        if (!decoded.ok) throw new Error(decoded.error.message)
        const one = replay.take(decoded.value)
        return one !== undefined && 'receipt' in one ? [one] : []
      })
    expect(played.flatMap((one) => (one.kind === 'diverged' ? one.divergence : []))).toEqual([])
    expect(played.map(({ receipt }) => receipt.outcome)).toEqual([
      'simulated',
      'complete',
      'complete',
      'complete',
      'complete',
      'exhausted',
      'rejected',
      'incomplete',
      'cancelled',
      'complete',
      'complete',
      'complete',
      'exhausted',
      'complete',
    ])
  },
)
