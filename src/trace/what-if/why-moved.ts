import type { Candidate } from '../../catalog/candidate.ts'
import { subtermAt } from '../../decide/admitted.ts'
import type { Context } from '../../decide/context.ts'
import type { Decision } from '../../decide/evaluator.ts'
import type { Look } from '../../decide/look.ts'
import { verdict } from '../../decide/pred.ts'
import { pathInto } from '../../decide/reading.ts'
import { refusalOf } from '../../decide/refusal.ts'
import { scores } from '../../decide/score.ts'
import { chainPlaces, placeKey } from '../../decide/select.ts'
import { childrenOf, subtermsOf } from '../../ir/subterms.ts'
import type { Path, Term } from '../../ir/term.ts'
import { recordedValue } from '../recorded-number.ts'
import type { Change } from './change.ts'
import { type End, isSameEnd } from './end.ts'
import { haveSamePrices } from './estimate.ts'
import type { Move, PolicyPart, Reason, Seen } from './move.ts'

/** A decision, and what it was made from. */
export interface Judged {
  readonly policy: Term
  readonly candidates: readonly Candidate[]
  readonly byId: ReadonlyMap<string, Candidate>
  readonly context: Context
  readonly decision: Decision
}

/** The same request decided twice. */
export interface Pair {
  readonly recorded: Judged
  readonly changed: Judged
  readonly change: Change
}

/** What moved a request, or undefined where it ends as it did. */
export function whyMoved(pair: Pair, from: End, to: End): Move | undefined {
  if (isSameEnd(from, to)) return undefined
  const against = from.kind === 'answered' ? whyNot(pair, from.route, to) : NO_ANSWER
  const letIn = to.kind === 'answered' ? whyNow(pair, to.route, from) : undefined
  return { from, to, against, letIn }
}

const NO_ANSWER: Reason = { kind: 'no answer' }
const PLAN: Reason = { kind: 'plan' }

/** Why a route that answered would not have. */
function whyNot({ recorded, changed, change }: Pair, route: string, to: End): Reason {
  if (change.baseline !== undefined && change.baseline !== route) return { kind: 'baseline' }
  const candidate = changed.byId.get(route)
  if (candidate === undefined) return whyGone(recorded.byId.get(route), change)
  const side = { of: 'changed', judged: changed } as const
  const out = whyOut(side, candidate)
  if (out !== undefined) return out
  const other = to.kind === 'answered' ? changed.byId.get(to.route) : undefined
  if (other === undefined || isBefore(changed.decision, candidate, other)) return PLAN
  const reason = whyBehind(side, candidate, other)
  const isOverPrice =
    reason.kind === 'score' &&
    readsPrice(reason.part.term) &&
    [candidate, other].some((each) => isRepriced(each, recorded))
  return isOverPrice ? { kind: 'price', part: reason.part } : reason
}

/** What lets a route answer that did not: undefined where it was behind the one that did. */
function whyNow({ recorded, change }: Pair, route: string, from: End): Reason | undefined {
  if (change.baseline !== undefined) return undefined
  const candidate = recorded.byId.get(route)
  if (candidate === undefined) return { kind: 'catalog' }
  const out = whyOut({ of: 'recorded', judged: recorded }, candidate)
  if (out !== undefined) return out
  const other = from.kind === 'answered' ? recorded.byId.get(from.route) : undefined
  const isNext = other !== undefined && !isBefore(recorded.decision, candidate, other)
  return isNext ? undefined : PLAN
}

function whyGone(candidate: Candidate | undefined, { without }: Change): Reason {
  const provider = candidate?.provider_id
  return provider !== undefined && without.includes(provider)
    ? { kind: 'provider', provider }
    : { kind: 'catalog' }
}

interface Side {
  readonly of: PolicyPart['of']
  readonly judged: Judged
}

/** Why a route is not among the ranked. */
function whyOut({ of, judged }: Side, candidate: Candidate): Reason | undefined {
  const { policy, context, decision } = judged
  if (decision.ranked.some((each) => each.candidate === candidate)) return undefined
  const refusal = refusalOf(policy, candidate, context)
  if (refusal === undefined) return { kind: 'selector', part: dropperOf(judged, of, candidate) }
  const { path, clause, part } = refusal
  const seen = part && seenOf(candidate, part)
  return { kind: 'clause', part: { of, path, term: clause }, seen }
}

/** The list of a selector that does not name a candidate, else its outermost limit. */
function dropperOf({ policy }: Judged, of: Side['of'], candidate: Candidate): PolicyPart {
  const operations = selectorOf(policy)
  const { provider_id, model_family } = candidate
  const isListed = ({ term }: Operation): boolean =>
    term[0] !== 'chain' || chainPlaces(term).has(placeKey(provider_id, model_family))
  const dropper =
    operations.find((operation) => !isListed(operation)) ??
    operations.find(({ term }) => term[0] === 'top_k')
  if (dropper === undefined) throw new Error('what no operation drops is ranked')
  return { of, ...dropper }
}

interface Operation {
  readonly path: Path
  readonly term: Term
}

/** The operations of the selector of a normalized policy, from the outermost. */
function selectorOf(policy: Term): readonly Operation[] {
  const operations: Operation[] = []
  let [path, term]: [Path, Term] = ['$.policy[3]', subtermAt(policy, 3)]
  for (;;) {
    operations.push({ path, term })
    if (term[0] !== 'top_k' && term[0] !== 'prefer') return operations
    path = pathInto(path, term, 2)
    term = subtermAt(term, 2)
  }
}

/** Why one of the ranked is behind another. */
function whyBehind({ of, judged }: Side, candidate: Candidate, other: Candidate): Reason {
  const { policy, context, decision } = judged
  const operations = selectorOf(policy)
  const dividing = operations.find(
    ({ term }) =>
      term[0] === 'prefer' &&
      (verdict(subtermAt(term, 1), candidate, context) === true) !==
        (verdict(subtermAt(term, 1), other, context) === true),
  )
  if (dividing !== undefined) return { kind: 'preference', part: { of, ...dividing } }
  const innermost = operations.at(-1)
  if (innermost !== undefined && innermost.term[0] !== 'argmax') {
    return { kind: 'selector', part: { of, ...innermost } }
  }
  const [own, others] = [candidate, other].map(
    (each) => decision.ranked.find((ranked) => ranked.candidate === each)?.score,
  )
  if (own === others || Object.is(own, others)) return { kind: 'order' }
  return { kind: 'score', part: { of, ...weightiest(judged, candidate, other) } }
}

/** The summand of the score by which one is most ahead of the other. */
function weightiest(judged: Judged, candidate: Candidate, other: Candidate): Operation {
  const { policy, candidates, context, decision } = judged
  const refused = new Set(decision.rejected.map((each) => each.candidate))
  const population = candidates.filter((each) => !refused.has(each))
  const [i, j] = [population.indexOf(candidate), population.indexOf(other)]
  let at: Operation = { path: '$.policy[2]', term: subtermAt(policy, 2) }
  while (at.term[0] === 'add') {
    const { path, term } = at
    const leads = childrenOf(term).map((part, index) => {
      const values = scores(part, population, context)
      const lead = (values[j] ?? 0) - (values[i] ?? 0)
      return { path: pathInto(path, term, index + 1), term: part, lead }
    })
    const [first, ...others] = leads
    if (first === undefined) return at
    const most = others.reduce((best, each) => (each.lead > best.lead ? each : best), first)
    at = { path: most.path, term: most.term }
  }
  return at
}

function isBefore({ ranked }: Decision, one: Candidate, other: Candidate): boolean {
  const [i, j] = [one, other].map((each) => ranked.findIndex(({ candidate }) => candidate === each))
  return i !== undefined && j !== undefined && i !== -1 && (j === -1 || i < j)
}

function readsPrice(score: Term): boolean {
  return subtermsOf(score).some(([op, field]) => op === 'field' && PRICE_FIELD.test(`${field}`))
}

const PRICE_FIELD = /^price_/

function isRepriced(candidate: Candidate, { byId }: Judged): boolean {
  const then = byId.get(candidate.cid)
  return then !== undefined && !haveSamePrices(then, candidate)
}

/** What a part of a filter saw of a candidate. */
export function seenOf({ cid }: Candidate, { subject, observed, bound }: Look): Seen {
  return {
    route: cid,
    subject,
    observed: observed === undefined ? null : recordedValue(observed),
    wanted: bound === undefined ? null : recordedValue(bound),
  }
}
