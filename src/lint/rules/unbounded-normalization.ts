import { scoreBounds } from '../../analyze/index.ts'
import { textAt } from '../../decide/admitted.ts'
import { childrenOf, subtermsOf } from '../../ir/subterms.ts'
import { subtermAt, type Term } from '../../ir/term.ts'
import type { LintedPolicy } from '../linted-policy.ts'
import type { PolicyRule } from '../rule.ts'

export const unboundedNormalization: PolicyRule = {
  code: 'UH4101',
  name: 'unbounded-normalization',
  summary: 'one unknown figure makes all known ones equal',
  why: '`norm` spreads the scores of all that passed over 0..1. A price or a latency that nobody knows reads as infinite; beside infinity every known figure comes out as 0, so the figure decides nothing any more. The compiler demands that what a score reads is known; a raw term has to do so itself. Add that demand to the filter (`known price_out`, or `["cmp", "price_out", "lt", 1e308]`), or bound the figure with a `clamp`.',
  severity: 'warning',
  set: 'default',
  fix: 'none',
  over: 'policy',
  holds: 'for some value',
  reads: 'the policy',
  examples: {
    bad: [
      'rank by term ["neg", ["normalize", ["field", "price_out"]]]',
      'term ["policy", ["meets_req"], ["neg", ["normalize", ["add", ["field", "price_in"], ["field", "price_out"]]]], ["argmax"], ["id"], ["always", {"action": "abort"}]]',
    ],
    good: [
      'rank by term ["neg", ["normalize", ["field", "price_out"]]] where known price_out',
      'rank by term ["neg", ["normalize", ["clamp", 0, 100, ["field", "price_out"]]]]',
      'rank by 1 - norm(price_out)',
    ],
  },
  check(policy) {
    const spreads = subtermsOf(policy.scorer).filter(([op]) => op === 'normalize')
    return spreads.flatMap((term) => {
      const fields = [...new Set(openFields(subtermAt(term, 1), policy.filter, policy))]
      if (fields.length === 0) return []
      return [
        {
          place: policy.placeOf(term),
          message: `one unknown figure (${fields.map((field) => `\`${field}\``).join(', ')}) makes all known ones equal`,
          notes: ['unknown reads as infinite here, and beside infinity every known figure is 0'],
          help: `add \`${fields.map((field) => `known ${field}`).join(' and ')}\` to the filter, or bound it with a \`clamp\``,
        },
      ]
    })
  },
}

/** The fields that read infinite where nobody knows them, and reach the `norm` like that. */
function openFields(
  scorer: Term,
  filter: Term,
  policy: Pick<LintedPolicy, 'vocabulary'>,
): readonly string[] {
  switch (scorer[0]) {
    case 'field': {
      const { low, high } = scoreBounds(scorer, { vocabulary: policy.vocabulary, filter })
      const isOpen = !Number.isFinite(low) || !Number.isFinite(high)
      return isOpen ? [textAt(scorer, 1)] : []
    }
    case 'clamp':
    case 'normalize':
      return []
    case 'gate': {
      const gated: Term = ['and', filter, subtermAt(scorer, 1)]
      return openFields(subtermAt(scorer, 2), gated, policy)
    }
    default:
      return childrenOf(scorer).flatMap((child) => openFields(child, filter, policy))
  }
}
