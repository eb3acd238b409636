import { scoreBounds } from '../../analyze/index.ts'
import { childrenOf } from '../../ir/subterms.ts'
import { subtermAt, type Term } from '../../ir/term.ts'
import type { LintedPolicy } from '../linted-policy.ts'
import type { PolicyRule } from '../rule.ts'

export const dominatedTerm: PolicyRule = {
  code: 'UH4105',
  name: 'dominated-term',
  summary: 'a part of a score weighs next to nothing beside another',
  why: 'Worked out from the domains of the fields and what the filter leaves of them: all that this part can make up is less than a hundredth of what another part can, so it only decides between models that the other one takes for equal. Where that is meant, leave this rule off; else compare the weights, or bring both parts to 0..1 with `norm` first.',
  severity: 'info',
  set: 'opt-in',
  fix: 'none',
  over: 'policy',
  holds: 'for every value',
  reads: 'the policy',
  examples: {
    bad: [
      'rank by norm(quality) - 0.001 * norm(price_out)',
      'rank by success_rate - 300 * norm(price_out)',
    ],
    good: ['rank by norm(quality) - 0.1 * norm(price_out)', 'best'],
  },
  check(policy) {
    const parts = addendsOf(policy.scorer).map((term) => ({ term, width: widthOf(term, policy) }))
    const widest = parts.reduce((most, each) => (each.width > most.width ? each : most), NONE)
    if (widest.term === undefined || widest.width > WIDEST) return []
    const { term: other } = widest
    return parts.flatMap(({ term, width }) => {
      if (width === 0 || width >= widest.width / MUCH) return []
      return [
        {
          place: policy.placeOf(term),
          message: `this makes up at most ${shortly(width)}, beside up to ${shortly(widest.width)}`,
          related: [{ ...policy.placeOf(other), label: 'from this' }],
          help: 'give it more weight, unless it is to decide between equals only',
        },
      ]
    })
  },
}

/** How many times as wide a part has to be to leave another next to nothing. */
const MUCH = 100

/** Beyond it nothing but the end of the numbers bounds a part: prices have no highest. */
const WIDEST = 1e300

interface Part {
  readonly term: Term | undefined
  readonly width: number
}

const NONE: Part = { term: undefined, width: 0 }

/** The parts of the sum that a score is, whatever the sum as a whole is multiplied by. */
function addendsOf(scorer: Term): readonly Term[] {
  if (scorer[0] === 'scale') return addendsOf(subtermAt(scorer, 2))
  return scorer[0] === 'add' ? childrenOf(scorer) : []
}

/** The difference that the part can make; infinite where nothing bounds it. */
function widthOf(term: Term, policy: LintedPolicy): number {
  const { low, high, mayBeNaN } = scoreBounds(term, policy)
  return mayBeNaN ? Number.POSITIVE_INFINITY : high - low
}

function shortly(width: number): string {
  return `${Number(width.toPrecision(3))}`
}
