import { conflict } from '../../analyze/index.ts'
import { readsOnce } from '../reads-once.ts'
import type { PolicyRule } from '../rule.ts'

export const contradiction: PolicyRule = {
  code: 'UH3101',
  name: 'contradiction',
  summary: 'no model can pass the filter',
  why: 'The clauses exclude each other, so the policy selects nothing, whatever the catalog holds. Every call that carries it is refused. One of the labelled clauses has to give way.',
  severity: 'error',
  set: 'default',
  fix: 'none',
  over: 'policy',
  holds: 'for some value',
  reads: 'the policy',
  examples: {
    bad: [
      'cheapest where price_out <= $5/Mtok and price_out >= $10/Mtok',
      'cheapest where tier is partner and provider in [openai, groq] and tier < marketplace',
      'best where nothing',
      'best where quality >= 0.9 and (quality < 0.5 or not known quality)',
    ],
    good: [
      'cheapest where price_out <= $10/Mtok and price_out >= $5/Mtok',
      'cheapest where provider is openai or provider is groq',
    ],
  },
  check({ clauses, vocabulary, space, filter }) {
    const read = new Set<string>()
    // Where each reads something of its own, no guard excludes what is compared with a figure.
    const isPlain = clauses.every(
      ({ kind, term }) =>
        (kind === 'guard' && term[0] === 'cmp') || readsOnce(term, read, vocabulary),
    )
    if (isPlain) return []
    if (space().isEmpty(space().of(filter)) !== true) return []
    const found = conflict(
      clauses.map(({ term }) => term),
      { vocabulary },
    )
    if (found === undefined) return []
    const parts = found.flatMap((index) => clauses[index] ?? [])
    const written = parts.filter(({ kind }) => kind === 'written')
    const [last, ...others] = (written.length > 0 ? written : parts).toReversed()
    if (last === undefined) return []
    return [
      {
        place: last.place,
        message: others.length === 0 ? 'no model can pass this' : (MESSAGES[others.length] ?? MANY),
        label: others.length === 0 ? 'holds for no model' : 'and this',
        related: others.map(({ place }) => ({ ...place, label: 'this' })).toReversed(),
        help: 'let one of them give way, or join them with `or` where either will do',
      },
    ]
  },
}

const MESSAGES: Readonly<Record<number, string>> = {
  1: 'these two clauses exclude each other, so no model can pass',
}
const MANY = 'these clauses exclude each other, so no model can pass'
