import { nearestName } from '../base/nearest-name.ts'
import type { Span } from '../base/span.ts'
import type { Suppressed, Suppression } from './suppressions.ts'

/** Something wrong about a suppression itself. */
export type SuppressionFault =
  /** It names no rule, or gives no reason. */
  | { readonly kind: 'no-rule' | 'no-reason'; readonly span: Span }
  | {
      readonly kind: 'unknown-rule'
      readonly span: Span
      readonly word: string
      readonly nearest: string | undefined
    }
  | {
      readonly kind: 'unused'
      readonly span: Span
      readonly word: string
      /** What to cut: the word with its comma, or the comment where it is the only one. */
      readonly cut: Span
    }

/** What faults are judged by. */
export interface KnownRules {
  /** Every code and name that can be suppressed. */
  readonly words: ReadonlySet<string>
  /** Whether the rule was asked: only then is it sure that it has nothing to say. */
  readonly isAsked: (word: string) => boolean
}

/** The faults of the suppressions of a file, in the order of the text. */
export function suppressionFaults(
  { used }: Suppressed,
  known: KnownRules,
): readonly SuppressionFault[] {
  return [...used].flatMap(([suppression, words]) => [
    ...incomplete(suppression),
    ...suppression.rules.flatMap((rule, index): readonly SuppressionFault[] => {
      const { text: word, span } = rule
      if (!known.words.has(word)) {
        return [{ kind: 'unknown-rule', span, word, nearest: nearestName(word, known.words) }]
      }
      if (words.has(word) || !known.isAsked(word)) return []
      return [{ kind: 'unused', span, word, cut: cutOf(suppression, index) }]
    }),
  ])
}

function incomplete({ span, rules, reason }: Suppression): readonly SuppressionFault[] {
  if (rules.length === 0) return [{ kind: 'no-rule', span }]
  return reason === '' ? [{ kind: 'no-reason', span }] : []
}

function cutOf({ span, rules }: Suppression, index: number): Span {
  const [before, own, after] = [rules[index - 1], rules[index], rules[index + 1]]
  if (own === undefined) throw new Error('a suppression has no such rule')
  if (after !== undefined) return { start: own.span.start, end: after.span.start }
  return before === undefined ? span : { start: before.span.end, end: own.span.end }
}
