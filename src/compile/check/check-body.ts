import { subtermAt } from '../../ir/term.ts'
import type { Clause, PolicyItem } from '../../syntax/ast.ts'
import type { CompileCode } from '../codes.ts'
import { checkFallback, checkOverrides } from './check-fail-plan.ts'
import { checkOrder, checkRanking } from './check-ranking.ts'
import { checkTransforms } from './check-transforms.ts'
import type { Condition } from './condition.ts'
import { expectCount } from './count.ts'
import { expectCondition } from './expect-condition.ts'
import { checkRawTerm, type RawSubterm } from './raw-term.ts'
import { placeIn, report, type Scope } from './scope.ts'
import type { Body } from './typed-policy.ts'

/**
 * The clauses of a policy, sorted into slots and checked. Adds UH4002, UH4005, UH4006 for what is
 * said twice, UH4007 for a raw term beside the clauses it replaces, and what the parts add.
 */
export function checkBody({ body }: PolicyItem, scope: Scope): Body {
  const whole = body.find((clause) => clause.kind === 'body-term')
  if (whole !== undefined) return checkWhole(whole, body, scope)
  const take = single(body, { kinds: ['take'] }, scope)
  const select = single(body, { kinds: ['select'] }, scope)
  const ranking = single(body, { kinds: RANKINGS, code: 'UH4002', twice: TWO_RANKINGS }, scope)
  const order = single(body, { kinds: ORDERS, code: 'UH4005', twice: TWO_ORDERS }, scope)
  const fallback = single(body, { kinds: ['fallback'] }, scope)
  single(body, { kinds: ['unguarded'] }, scope)
  single(body, { kinds: ['timeout'] }, scope)
  if (select !== undefined) checkAlone(select, body, scope)
  const count = take && expectCount(take.count, { by: '`take`', least: 1 }, scope)
  return {
    where: conditionsOf(ofKind(body, ['where']), scope),
    ranking: ranking && checkRanking(ranking, scope),
    order: order && checkOrder(order, scope),
    prefers: conditionsOf(ofKind(body, ['prefer']), scope),
    take: take && count && { place: placeIn(scope, take), count },
    select: select && checkRawTerm(select.term, ['Selector'], scope),
    transforms: checkTransforms(ofKind(body, TRANSFORMS), scope),
    fallback: fallback && checkFallback(fallback, scope),
    overrides: checkOverrides(ofKind(body, ['on']), scope),
  }
}

const RANKINGS = ['cheapest', 'fastest', 'best', 'rank', 'any'] as const
const ORDERS = ['in-order', 'sample', 'catalog-order'] as const
const TRANSFORMS = ['set', 'limit', 'jitter', 'seed', 'apply', 'filter', 'when', 'timeout'] as const

const TWO_RANKINGS = 'a policy ranks by one score, and this is a second one'
const TWO_ORDERS = 'a policy orders its candidates in one way, and this is a second one'

type ClauseOf<K extends Clause['kind']> = Extract<Clause, { kind: K }>

function ofKind<K extends Clause['kind']>(
  body: readonly Clause[],
  kinds: readonly K[],
): readonly ClauseOf<K>[] {
  return body.filter((clause): clause is ClauseOf<K> => kinds.some((kind) => kind === clause.kind))
}

interface Once<K> {
  readonly kinds: readonly K[]
  readonly code?: CompileCode
  readonly twice?: string
}

/** The clause of these kinds, of which a policy has at most one. */
function single<K extends Clause['kind']>(
  body: readonly Clause[],
  { kinds, code = 'UH4006', twice }: Once<K>,
  scope: Scope,
): ClauseOf<K> | undefined {
  const [first, ...others] = ofKind(body, kinds)
  if (first === undefined) return undefined
  for (const other of others) {
    report(scope, code, {
      node: other,
      message: twice ?? `\`${other.kind}\` is said once, and this is a second one`,
      label: 'again here',
      also: [{ ...placeIn(scope, first), label: 'first here' }],
      help: 'delete one of the two',
    })
  }
  return first
}

function conditionsOf(
  clauses: readonly ClauseOf<'where' | 'prefer'>[],
  scope: Scope,
): readonly Condition[] {
  return clauses
    .map((clause) => expectCondition(clause.pred, scope))
    .filter((condition) => condition !== undefined)
}

/** `select term [...]` is the whole selector: nothing else may say how to select. */
function checkAlone(select: Clause, body: readonly Clause[], scope: Scope): void {
  const beside = body.find(({ kind }) =>
    ['in-order', 'sample', 'catalog-order', 'prefer', 'take'].includes(kind),
  )
  if (beside === undefined) return
  report(scope, 'UH4007', {
    node: beside,
    message: '`select term` is the whole selector, and nothing can be added to it',
    also: [{ ...placeIn(scope, select), label: 'the whole selector' }],
    help: 'write this into the term, or the term as clauses',
  })
}

/** `term ["policy", …]`: every slot at once. */
function checkWhole(clause: ClauseOf<'body-term'>, body: readonly Clause[], scope: Scope): Body {
  const other = body.find((each) => each !== clause)
  if (other !== undefined) {
    report(scope, 'UH4007', {
      node: other,
      message: '`term` is the whole policy, and nothing can be added to it',
      also: [{ ...placeIn(scope, clause), label: 'the whole policy' }],
      help: 'delete this, or extend a policy that is the term alone',
    })
  }
  const raw = checkRawTerm(clause.term, ['Policy'], scope)
  if (raw === undefined) return NOTHING_SAID
  const [filter, score, selector, transform, plan] = [1, 2, 3, 4, 5].map((i) => slotOf(raw, i))
  return {
    ...NOTHING_SAID,
    where: filter === undefined ? [] : [filter],
    ranking: score && { kind: 'score', place: score.place, score },
    select: selector,
    transforms: transform === undefined ? [] : [transform],
    fallback: plan,
  }
}

const NOTHING_SAID: Body = {
  where: [],
  ranking: undefined,
  order: undefined,
  prefers: [],
  take: undefined,
  select: undefined,
  transforms: [],
  fallback: undefined,
  overrides: [],
}

const SLOT_SORTS = ['Pred', 'Scorer', 'Selector', 'Xform', 'FailPlan'] as const

function slotOf({ term, places, place }: RawSubterm, index: number): RawSubterm | undefined {
  const slot = subtermAt(term, index)
  const sort = SLOT_SORTS[index - 1]
  return sort && { kind: 'term', place: places.get(slot) ?? place, sort, term: slot, places }
}
