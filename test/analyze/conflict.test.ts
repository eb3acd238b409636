import { describe, expect, test } from 'vitest'
import { conflict } from '../../src/analyze/index.ts'
import { STANDARD_CATALOG_VOCABULARY as vocabulary } from '../../src/catalog/vocabulary.ts'
import type { Term } from '../../src/ir/term.ts'

const LOW: Term = ['cmp', 'quality', 'lt', 0.5]
const HIGH: Term = ['cmp', 'quality', 'ge', 0.7]
const HIGHER: Term = ['cmp', 'quality', 'ge', 0.9]
const NO_LOG: Term = ['is', 'no_log']
const TEE: Term = ['is', 'has_tee']
const EITHER: Term = ['or', NO_LOG, TEE]

describe('conflict', () => {
  test.each<[fact: string, conjuncts: readonly Term[], found: readonly number[] | undefined]>([
    ['nothing is in conflict among nothing', [], undefined],
    ['what can hold together is not in conflict', [HIGH, NO_LOG, TEE], undefined],
    ['what never holds is alone', [NO_LOG, ['and', HIGH, LOW], HIGH, LOW], [1]],
    ['two that exclude each other are a pair', [NO_LOG, HIGH, TEE, LOW], [1, 3]],
    ['of two pairs the earlier is told', [HIGHER, LOW, HIGH, ['not', HIGH]], [0, 1]],
    ['three are needed when any two can hold', [EITHER, ['not', NO_LOG], ['not', TEE]], [0, 1, 2]],
    [
      'a pair is told although three others conflict too',
      [EITHER, ['not', NO_LOG], ['not', TEE], HIGH, LOW],
      [3, 4],
    ],
  ])('%s', (_, conjuncts, found) => {
    expect(conflict(conjuncts, { vocabulary })).toEqual(found)
  })
})
