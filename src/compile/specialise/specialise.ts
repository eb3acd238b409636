import type { Checked, Diagnostic } from '../../base/diagnostic.ts'
import type { CatalogVocabulary } from '../../catalog/vocabulary.ts'
import { rangeFault } from '../check/argument.ts'
import type { Applied } from '../check/check-reference.ts'
import type { Value } from '../check/constant.ts'
import type { Param } from '../check/param.ts'
import type { Body, Order, Override, Ranking, TypedPolicy } from '../check/typed-policy.ts'
import { type Bindings, foldConstant } from '../fold-constant.ts'
import { problem } from '../problem.ts'
import type { Sharing } from '../sharing.ts'
import { closeCondition } from './close-condition.ts'
import { closeScore } from './close-score.ts'
import { closeSection } from './close-section.ts'
import { closeTransform } from './close-transform.ts'
import type {
  ClosedOrder,
  ClosedOverride,
  ClosedPolicy,
  ClosedRanking,
  ClosedSelection,
} from './closed.ts'
import { type Closing, closeCount, closeNumber, MAX_PARTS } from './closing.ts'
import { inheritedBody } from './extend.ts'

/**
 * A policy for certain values of its parameters: what it inherits is merged in, definitions are
 * written out, and what parameters decide is decided.
 *
 * Adds what depends on the values: UH2006, UH2007, UH2009, UH2011, UH2014, UH2019; and UH3006 for
 * a policy that becomes too large.
 *
 * @param sharing what the policy came to for other values.
 */
export function specialise(
  { policy, args }: Applied,
  vocabulary: CatalogVocabulary,
  sharing?: Sharing,
): Checked<ClosedPolicy> {
  const diagnostics: Diagnostic[] = []
  const bindings = bindingsOf({ policy, args }, diagnostics)
  const closing: Closing = { bindings, vocabulary, diagnostics, partsLeft: MAX_PARTS }
  const body = sharing?.body ?? inheritedBody(policy)
  const { place, guarded } = policy
  const kept = sharing?.closed
  const value: ClosedPolicy = {
    place,
    guarded,
    healthyFirst: guarded,
    where: body.where.map((condition) => closeCondition(condition, closing)),
    ranking: closeSection(
      (to) => (body.ranking ? closeRanking(body.ranking, to) : { kind: 'any', place }),
      closing,
      kept?.ranking,
    ),
    selection: closeSection((to) => closeSelection(body, to), closing, kept?.selection),
    transforms: closeSection(
      (to) => body.transforms.map((transform) => closeTransform(transform, to)),
      closing,
      kept?.transforms,
    ),
    fallback: body.fallback,
    overrides: closeSection(
      (to) => body.overrides.map((override) => closeOverride(override, to)),
      closing,
      kept?.overrides,
    ),
  }
  if (closing.partsLeft < 0) {
    diagnostics.push(
      problem('UH3006', place, {
        message: `\`${policy.definition.name}\` has more than ${MAX_PARTS} parts once its definitions are written out`,
        help: 'a policy may have 4096 operations; write the definitions with fewer repetitions',
      }),
    )
  }
  return { value, diagnostics }
}

/** The values of the open parameters, then of those that `extends` fixed, from child to parent. */
export function bindingsOf({ policy, args }: Applied, diagnostics: Diagnostic[]): Bindings {
  const bindings = new Map<Param, Value>()
  for (const param of policy.params.values()) {
    const value = args.get(param) ?? param.default
    if (value !== undefined) bindings.set(param, value)
  }
  for (let each: TypedPolicy | undefined = policy; each !== undefined; each = each.parent?.policy) {
    for (const [param, constant] of each.parent?.args ?? []) {
      const value = foldConstant(constant, bindings)
      if (value === undefined) continue
      bindings.set(param, value)
      const fault = value.kind === 'number' ? rangeFault(param, value.value) : undefined
      if (fault === undefined) continue
      diagnostics.push(
        problem('UH2011', constant.place, {
          message: `this comes out outside the range of \`${param.name}\`, ${fault.text}`,
          also: [{ ...fault.range.place, label: 'the range' }],
        }),
      )
    }
  }
  return bindings
}

function closeRanking(ranking: Ranking, closing: Closing): ClosedRanking {
  switch (ranking.kind) {
    case 'score': {
      const { place, score } = ranking
      return { kind: 'score', place, score: closeScore(score, closing) }
    }
    case 'cheapest': {
      const { place, tokens } = ranking
      if (tokens === undefined) return { kind: 'cheapest', place, tokens }
      const input = closeCount(tokens.input, 0, closing)
      const output = closeCount(tokens.output, 0, closing)
      if (input === 0 && output === 0) {
        closing.diagnostics.push(
          problem('UH2019', place, { message: 'a request has tokens: both counts are 0' }),
        )
      }
      return { kind: 'cheapest', place, tokens: { input, output } }
    }
    default:
      return ranking
  }
}

function closeSelection(body: Body, closing: Closing): ClosedSelection {
  if (body.select !== undefined) return body.select
  const { order, prefers, take } = body
  return {
    kind: 'clauses',
    order: order && closeOrder(order, closing),
    prefers: prefers.map((condition) => closeCondition(condition, closing)),
    take: take && { place: take.place, count: closeCount(take.count, 1, closing) },
  }
}

function closeOrder(order: Order, closing: Closing): ClosedOrder {
  if (order.kind !== 'sample') return order
  const { kind, place, temperature } = order
  return { kind, place, temperature: closeNumber(temperature, closing) }
}

function closeOverride(override: Override, closing: Closing): ClosedOverride {
  const { place, reason, action, cool } = override
  const coolMs = cool && closeNumber(cool, closing)
  if (action.kind === 'do') return { place, reason, action, coolMs }
  return {
    place,
    reason,
    action: {
      kind: 'retry',
      attempts: closeCount(action.attempts, 1, closing),
      afterMs: action.after.map((wait) => closeNumber(wait, closing)),
      finally: action.finally,
    },
    coolMs,
  }
}
