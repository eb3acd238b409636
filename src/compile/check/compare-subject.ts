import type { CatalogVocabulary } from '../../catalog/vocabulary.ts'
import { writeInstead } from '../problem.ts'
import { suggest } from '../suggest.ts'
import type { PairWithConstant } from './compare.ts'
import type { Condition } from './condition.ts'
import { kindOf } from './expect-condition.ts'
import { report, type Scope, textOf } from './scope.ts'
import type { TypedSubject } from './typed.ts'

/**
 * `provider`, `family`, `served_by` or `tier` (left) against a text (right). Adds UH2002 for
 * what is no text, UH3004 for an order where there is none, UH2007 for an unknown tier, UH1016
 * for a provider or a family that is not in the catalog.
 */
export function compareSubject(
  { subject }: TypedSubject,
  pair: PairWithConstant,
  scope: Scope,
): Condition | undefined {
  const { relation, right, place } = pair
  const { constant, type } = right.typed
  const text = textOf(scope, right.expr)
  if (type.kind !== 'text' && type.kind !== 'choice') {
    return report(scope, 'UH2002', {
      node: right.expr,
      message: `\`${subject}\` is a name, but \`${text}\` is ${kindOf(right.typed)}`,
      help: `compare it with a name: \`${subject} is ${subject === 'tier' ? 'partner' : 'openai'}\``,
    })
  }
  if (subject !== 'tier' && relation !== 'eq' && relation !== 'ne') {
    return report(scope, 'UH3004', {
      node: pair.expr,
      message: `\`${subject}\` is a name, and names have no order`,
      help: `write \`${subject} is ${text}\`; of the names only \`tier\` has an order`,
    })
  }
  if (constant.kind === 'value' && constant.value.kind === 'text') {
    if (!checkName(subject, { text: constant.value.value, pair }, scope)) return undefined
  }
  return { kind: 'subject', place, subject, relation, value: constant }
}

interface Named {
  readonly text: string
  readonly pair: PairWithConstant
}

/** False for a name that cannot be; a name that only this catalog lacks draws a warning. */
function checkName(subject: TypedSubject['subject'], { text, pair }: Named, scope: Scope): boolean {
  const { tiers } = scope.context.vocabulary
  const known = knownNames(subject, scope.context.vocabulary)
  if (known.length === 0 || known.includes(text)) return true
  const nearest = suggest(text, known, scope.context.diagnostics)
  const { expr } = pair.right
  const written =
    nearest && (expr.kind === 'text' || !PLAIN.test(nearest) ? JSON.stringify(nearest) : nearest)
  const isTier = subject === 'tier'
  report(scope, isTier ? 'UH2007' : 'UH1016', {
    node: expr,
    message: isTier
      ? `\`${text}\` is not a tier`
      : `the catalog has no ${subject} called \`${text}\``,
    help:
      nearest !== undefined
        ? `did you mean \`${nearest}\`?`
        : isTier
          ? `tiers are ${tiers.map((tier) => `\`${tier}\``).join(' < ')}`
          : `\`catalog show\` lists what there is`,
    fix: written === undefined ? undefined : writeInstead(expr.span, written),
  })
  return !isTier
}

/** Empty where the vocabulary does not say. */
function knownNames(
  subject: TypedSubject['subject'],
  { tiers, providers, families }: CatalogVocabulary,
): readonly string[] {
  switch (subject) {
    case 'tier':
      return tiers
    case 'provider':
      return providers
    case 'family':
      return families
    default:
      return []
  }
}

/** What may stand without quotes. */
const PLAIN = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/
