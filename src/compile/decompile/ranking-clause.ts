import type { NumFieldInfo } from '../../catalog/vocabulary.ts'
import { normalize } from '../../ir/normalize.ts'
import { subtermAt, type Term } from '../../ir/term.ts'
import type { Clause } from '../../syntax/ast.ts'
import { exactProduct } from '../exact.ts'
import { NOWHERE, name, number } from './build.ts'
import { sameTerm } from './same-term.ts'
import { type ScoreContext, scoreExpr } from './score-expr.ts'

export interface RankingClause {
  readonly clause: Clause
  /** The fields that it brings a guard for. */
  readonly reads: ReadonlySet<NumFieldInfo>
}

/** The clause that ranks by a scorer in normal form: a short one where there is one. */
export function rankingClause(score: Term, context: ScoreContext): RankingClause {
  if (sameTerm(score, ['zero'])) return { clause: { kind: 'any', span: NOWHERE }, reads: NOTHING }
  const short = context.hideGuards ? shortClause(score, context) : undefined
  if (short !== undefined) return short
  const { expr, reads } = scoreExpr(score, context)
  return { clause: { kind: 'rank', span: NOWHERE, score: expr }, reads }
}

const NOTHING: ReadonlySet<NumFieldInfo> = new Set()

function shortClause(score: Term, context: ScoreContext): RankingClause | undefined {
  if (sameTerm(score, FASTEST))
    return { clause: { kind: 'fastest', span: NOWHERE }, reads: NOTHING }
  if (score[0] === 'field') return bestClause(String(score[1]), context)
  const prices = ['price_in', 'price_out'].map((each) => knownField(each, context))
  const [input, output] = prices
  if (input === undefined || output === undefined) return undefined
  if (sameTerm(score, USUAL_MIX)) {
    const clause = { kind: 'cheapest', span: NOWHERE, tokens: undefined } as const
    return { clause, reads: new Set([input, output]) }
  }
  const tokens = tokensOf(score)
  if (tokens === undefined) return undefined
  const [forInput, forOutput] = tokens.map((count) => number(count, 'tokens'))
  if (forInput === undefined || forOutput === undefined) return undefined
  const clause = {
    kind: 'cheapest',
    span: NOWHERE,
    tokens: { input: forInput, output: forOutput },
  } as const
  return { clause, reads: new Set([input, output]) }
}

// As `lower/ranking.ts` makes them.
const FASTEST: Term = ['scale', -1, ['clamp', 0, 600_000, ['field', 'latency_ms']]]
const USUAL_MIX: Term = normalize([
  'scale',
  -1,
  ['add', ['scale', 0.75, ['field', 'price_in']], ['scale', 0.25, ['field', 'price_out']]],
])

function bestClause(wanted: string, context: ScoreContext): RankingClause | undefined {
  const field = knownField(wanted, context)
  if (field === undefined) return undefined
  const by = wanted === 'quality' ? undefined : name(wanted)
  return { clause: { kind: 'best', span: NOWHERE, by }, reads: new Set([field]) }
}

/** The field, if the filter says that it is known or nothing could. */
function knownField(
  wanted: string,
  { vocabulary, isGuarded }: ScoreContext,
): NumFieldInfo | undefined {
  const field = vocabulary.info.get(wanted)
  return field !== undefined && 'unit' in field && isGuarded(field) ? field : undefined
}

/** The counts of `cheapest for A in, B out`, where both are as large as a request can be. */
function tokensOf(score: Term): readonly number[] | undefined {
  if (score[0] !== 'scale' || score[1] !== -1) return undefined
  const mix = subtermAt(score, 2)
  if (mix[0] !== 'add' || mix.length !== 3) return undefined
  const weights = new Map([subtermAt(mix, 1), subtermAt(mix, 2)].map(weightOf))
  const counts = ['price_in', 'price_out'].map((each) => countOf(weights.get(each)))
  return counts.every((count) => count !== undefined) ? counts : undefined
}

function weightOf(term: Term): readonly [field: string, weight: number] {
  if (term[0] !== 'scale') return ['', 0]
  const field = subtermAt(term, 2)
  return field[0] === 'field' ? [String(field[1]), Number(term[1])] : ['', 0]
}

function countOf(weight: number | undefined): number | undefined {
  if (weight === undefined) return undefined
  const count = exactProduct([weight, 1e6])
  const back = exactProduct([count, 1e-6])
  const plausible = Number.isSafeInteger(count) && count >= 1 && count <= MOST_TOKENS
  return plausible && back === weight ? count : undefined
}

/** Beyond it, weights are likelier to be weights. */
const MOST_TOKENS = 200_000
