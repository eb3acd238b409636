import type { Candidate } from '../../catalog/index.ts'
import { csvText } from '../report/csv.ts'
import { QUALITY } from '../report/price-quality.ts'
import type { Simulation } from './simulation.ts'
import { type RequestTokens, requestCost } from './tokens.ts'

/** A simulation as a table: the selected in their order, the rest with the reason. */
export function simulationCsv({ decision, leftOut, tokens }: Simulation): string {
  return csvText([
    ['position', 'id', 'score', 'tied', 'price_in', 'price_out', 'quality', 'cost_usd', 'reason'],
    ...decision.ranked.map(({ position, candidate, score, tied }) => [
      position,
      candidate.cid,
      score,
      tied ? 'yes' : 'no',
      ...figures(candidate, tokens),
      '',
    ]),
    ...leftOut.map((candidate) => [
      '',
      candidate.cid,
      '',
      '',
      ...figures(candidate, tokens),
      'left out by the selector',
    ]),
    ...decision.rejected.map(({ candidate, reason }) => [
      '',
      candidate.cid,
      '',
      '',
      ...figures(candidate, tokens),
      reason,
    ]),
  ])
}

function figures(candidate: Candidate, tokens: RequestTokens) {
  const { price_in, price_out, [QUALITY]: quality } = candidate
  const known = typeof quality === 'number' ? quality : undefined
  return [price_in, price_out, known, requestCost(candidate, tokens)]
}
