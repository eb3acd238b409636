import { emptyBits, setBit } from '../src/decide/bits.ts'
import { COMPARE } from '../src/decide/compare-kernels.ts'
import { KERNELS, programFor } from '../src/decide/kernel-evaluator.ts'
import { REFERENCE } from '../src/decide/reference.ts'
import { compareScores } from '../src/decide/select.ts'
import { contestOf, sortByScore } from '../src/decide/sort.ts'
import type { Term } from '../src/ir/term.ts'
import { CANDIDATES, CONTEXT, POLICY, SIZE } from './decide-scene.ts'
import { bench } from './harness.ts'

/*
 * The hand-tuned loops of the kernels beside their plain forms, over 1,000 values each. Nothing
 * has a budget here: a loop that is not faster than its plain form should become that form.
 */

const { columns } = programFor(POLICY, CANDIDATES, CONTEXT)
const { values } = columns.number('quality')
const BOUND = 0.55

function plainCompare(): () => unknown {
  const mask = emptyBits(SIZE)
  return () => {
    mask.fill(0)
    for (let row = 0; row < values.length; row++) {
      if ((values[row] ?? 0) >= BOUND) setBit(mask, row)
    }
    return mask[0]
  }
}

function wordCompare(): () => unknown {
  const mask = emptyBits(SIZE)
  return () => {
    COMPARE.ge(values, BOUND, mask)
    return mask[0]
  }
}

function plainSort(): () => unknown {
  const order = new Uint32Array(SIZE)
  return () => {
    for (let i = 0; i < SIZE; i++) order[i] = i
    return order.sort((a, b) => compareScores(values[a] ?? 0, values[b] ?? 0))[0]
  }
}

function mergeSort(): () => unknown {
  const contest = contestOf(SIZE)
  contest.scores.set(values)
  contest.kept = SIZE
  return () => {
    for (let i = 0; i < SIZE; i++) contest.order[i] = i
    sortByScore(contest)
    return contest.order[0]
  }
}

const SAMPLE: Term = ['sample', 0.5]
const scored = CANDIDATES.map((candidate, i) => ({ candidate, score: values[i] ?? 0 }))

bench({
  name: 'decide-kernels',
  variants: {
    'plain compare': plainCompare,
    compare: wordCompare,
    'plain sort': plainSort,
    sort: mergeSort,
    'plain sample': () => () => REFERENCE.order(SAMPLE, scored, CONTEXT),
    sample: () => () => KERNELS.order(SAMPLE, scored, CONTEXT),
  },
  rows: [
    { what: 'compare 1,000 values', variant: 'compare', against: 'plain compare' },
    { what: 'sort 1,000 places', variant: 'sort', against: 'plain sort', units: SIZE },
    { what: 'draw 1,000 places', variant: 'sample', against: 'plain sample' },
  ],
})
