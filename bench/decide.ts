import { hasBit } from '../src/decide/bits.ts'
import { programFor } from '../src/decide/kernel-evaluator.ts'
import { liveOf } from '../src/decide/live.ts'
import { plan } from '../src/decide/plan.ts'
import { REFERENCE } from '../src/decide/reference.ts'
import { type Contest, contestOf, sortByScore } from '../src/decide/sort.ts'
import { CANDIDATES, CONTEXT, LIVE_POLICY, POLICY, SIZE } from './decide-scene.ts'
import { bench } from './harness.ts'

/*
 * A decision over 1,000 candidates and 8 atoms, against a loop written by hand for that one
 * policy over the same columns: it reads the same arrays and bits, tests with `&&`, and orders
 * with the same sort. The rows below without a budget are for information: a policy that reads
 * nothing but measurements, fresh for every route in every decision; the decision as objects.
 */

const program = programFor(POLICY, CANDIDATES, CONTEXT)
const liveProgram = programFor(LIVE_POLICY, CANDIDATES, CONTEXT)
const { columns } = program
const live = liveOf(columns)
const flags = {
  disabled: live.flag('disabled'),
  open: live.flag('breaker_open'),
  tools: columns.capability('supports_tools'),
  noLog: columns.flag('no_log'),
}
const values = {
  context: columns.number('context').values,
  quality: columns.number('quality').values,
  priceIn: columns.number('price_in').values,
  priceOut: columns.number('price_out').values,
  credits: live.number('credits').values,
  latency: live.number('latency_ms').values,
  speed: live.number('tok_s').values,
  success: live.number('success_rate').values,
}
live.refresh(CONTEXT.state)

function passes(row: number): boolean {
  return (
    (values.context[row] ?? 0) >= 32000 &&
    (values.priceOut[row] ?? 0) <= 25 &&
    (values.priceOut[row] ?? 0) < 1e308 &&
    (values.quality[row] ?? 0) >= 0.3 &&
    hasBit(flags.tools, row) &&
    hasBit(flags.noLog, row) &&
    // `meets_req` for this request: tools, and a context of 16,000.
    hasBit(flags.tools, row) &&
    (values.context[row] ?? 0) >= 16000 &&
    !hasBit(flags.disabled, row)
  )
}

function cost(row: number): number {
  return -(0.25 * (values.priceOut[row] ?? 0) + 0.75 * (values.priceIn[row] ?? 0))
}

function passesLive(row: number): boolean {
  return (
    (values.credits[row] ?? 0) >= 0 &&
    (values.latency[row] ?? 0) <= 2500 &&
    (values.latency[row] ?? 0) < 1e308 &&
    (values.success[row] ?? 0) >= 0.2 &&
    (values.speed[row] ?? 0) >= 20 &&
    (values.speed[row] ?? 0) < 1e308 &&
    hasBit(flags.tools, row) &&
    (values.context[row] ?? 0) >= 16000 &&
    !hasBit(flags.disabled, row)
  )
}

function health(row: number): number {
  const latency = values.latency[row] ?? 0
  const clamped = Math.min(Math.max(latency, 0), 600000)
  return -(0.001 * clamped + 10 * (1 - (values.success[row] ?? 0)))
}

/** What a loop written by hand would read where nobody lays the state over columns beforehand. */
function handWrittenFromState(): () => unknown {
  const keys = CANDIDATES.map(({ provider_id, model_family }) => `${provider_id}|${model_family}`)
  const order = handWrittenOrder({ passes: passesLive, score: health })
  return () => {
    const ema = CONTEXT.state?.ema ?? {}
    for (let row = 0; row < SIZE; row++) {
      const found = ema[keys[row] ?? '']
      values.latency[row] = found?.ema_latency_ms ?? Number.POSITIVE_INFINITY
      values.speed[row] = found?.ema_tok_s ?? 0
      values.success[row] = found?.success_rate_ewma ?? 1
    }
    return order()
  }
}

interface Loop {
  readonly passes: (row: number) => boolean
  readonly score: (row: number) => number
}

function handWrittenOrder({ passes, score }: Loop): () => unknown {
  const contest = contestOf(SIZE)
  return () => {
    let count = 0
    for (let row = 0; row < SIZE; row++) {
      if (!passes(row)) continue
      contest.rows[count] = row
      contest.scores[count] = score(row)
      contest.order[count] = count
      count++
    }
    contest.count = count
    contest.kept = count
    sortByScore(contest)
    openLast(contest)
    return contest.order[0]
  }
}

function openLast({ order, rows, spare, kept }: Contest): void {
  let first = 0
  let last = 0
  for (let i = 0; i < kept; i++) {
    const place = order[i] ?? 0
    if (hasBit(flags.open, rows[place] ?? 0)) spare[last++] = place
    else order[first++] = place
  }
  for (let i = 0; i < last; i++) order[first + i] = spare[i] ?? 0
}

function handWrittenBest({ passes, score }: Loop): () => unknown {
  return () => {
    let best = -1
    let highest = Number.NEGATIVE_INFINITY
    let spareBest = -1
    let spareHighest = Number.NEGATIVE_INFINITY
    for (let row = 0; row < SIZE; row++) {
      if (!passes(row)) continue
      const value = score(row)
      if (hasBit(flags.open, row)) {
        if (value > spareHighest) {
          spareBest = row
          spareHighest = value
        }
      } else if (value > highest) {
        best = row
        highest = value
      }
    }
    return best === -1 ? spareBest : best
  }
}

/** The same order from every variant, or the figures compare nothing. */
function checkAgreement(): void {
  const [first] = REFERENCE.decide(POLICY, CANDIDATES, CONTEXT).ranked
  const [firstLive] = REFERENCE.decide(LIVE_POLICY, CANDIDATES, CONTEXT).ranked
  const best = handWrittenBest({ passes, score: cost })() as number
  const bestLive = handWrittenBest({ passes: passesLive, score: health })() as number
  const rows = [program.best(CONTEXT), best, liveProgram.best(CONTEXT), bestLive]
  const cids = rows.map((row) => CANDIDATES[row]?.cid)
  const wanted = [first, first, firstLive, firstLive].map((ranked) => ranked?.candidate.cid)
  if (cids.join() !== wanted.join()) throw new Error(`${cids.join()} is not ${wanted.join()}`)
}

checkAgreement()

bench({
  name: 'decide',
  variants: {
    'loop order': () => handWrittenOrder({ passes, score: cost }),
    'loop best': () => handWrittenBest({ passes, score: cost }),
    'loop live order': handWrittenFromState,
    order: () => () => program.rank(CONTEXT),
    best: () => () => program.best(CONTEXT),
    'live order': () => () => liveProgram.rank(CONTEXT),
    plan: () => () => plan(POLICY, CANDIDATES, CONTEXT),
    reference: () => () => REFERENCE.decide(POLICY, CANDIDATES, CONTEXT),
  },
  rows: [
    { what: 'full order', variant: 'order', against: 'loop order', budget: 1.5, units: SIZE },
    { what: 'best only', variant: 'best', against: 'loop best', budget: 1.3, units: SIZE },
    {
      what: 'full order, all live',
      variant: 'live order',
      against: 'loop live order',
      units: SIZE,
    },
    { what: 'plan, as objects', variant: 'plan', against: 'loop order', units: SIZE },
    { what: 'reference', variant: 'reference', against: 'loop order', units: SIZE },
  ],
})
