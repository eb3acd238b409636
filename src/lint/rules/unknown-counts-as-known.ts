import { holds, knownGuard } from '../../compile/known-guard.ts'
import { quantityText } from '../../compile/quantity-text.ts'
import { numberAt, textAt } from '../../decide/admitted.ts'
import { relationOf } from '../../decide/relation.ts'
import { childrenOf } from '../../ir/subterms.ts'
import type { Term } from '../../ir/term.ts'
import type { Finding, PolicyRule } from '../rule.ts'

export const unknownCountsAsKnown: PolicyRule = {
  code: 'UH3107',
  name: 'unknown-counts-as-known',
  summary: 'a comparison takes an unknown figure for a known one',
  why: 'A model of which a figure is not known passes no rule about it, except for the few figures whose default is a value like any other: a success rate is 1 before the first call, and prepaid credit is nothing. A comparison cannot tell them from measured ones, so it decides about models of which nothing was measured as if something had been.',
  severity: 'info',
  set: 'opt-in',
  fix: 'none',
  over: 'policy',
  holds: 'for every value',
  reads: 'the policy',
  examples: {
    bad: ['cheapest where success_rate >= 0.95', 'best where no_log and credits > $5'],
    good: ['cheapest where quality >= 0.7 and price_out <= $5/Mtok'],
  },
  check({ filter, selector, transform, vocabulary, placeOf, main }) {
    const comparisons = [filter, selector, transform].flatMap(comparisonsIn)
    return comparisons.flatMap((term): readonly Finding[] => {
      const place = placeOf(term)
      const field = vocabulary.info.get(textAt(term, 1))
      if (field === undefined || !('unit' in field) || place.source !== main.name) return []
      if (knownGuard(field) !== undefined) return []
      const value = numberAt(term, 3)
      const unknown = field.field.default
      const passes = holds(unknown, { relation: relationOf(textAt(term, 2)), value })
      const read = quantityText(unknown, field.unit)
      return [
        {
          place,
          message: `\`${field.name}\` is ${read} where nothing is known of it, and that ${passes ? 'passes' : 'does not pass'}`,
          label: passes ? 'holds where it is unknown' : 'fails where it is unknown',
          help: 'nothing can tell an unknown one from a known one; count on what an unknown one does',
        },
      ]
    })
  },
}

function comparisonsIn(term: Term): readonly Term[] {
  return term[0] === 'cmp' ? [term] : childrenOf(term).flatMap(comparisonsIn)
}
