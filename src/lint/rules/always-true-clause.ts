import type { CatalogVocabulary } from '../../catalog/index.ts'
import { quantityText } from '../../compile/quantity-text.ts'
import { numberAt, textAt } from '../../decide/admitted.ts'
import type { Part } from '../part.ts'
import type { Finding, PolicyRule } from '../rule.ts'
import { takeOut } from '../take-out.ts'

export const alwaysTrueClause: PolicyRule = {
  code: 'UH3102',
  name: 'always-true-clause',
  summary: 'a clause holds for every model',
  why: 'Whatever a model is like, and whether anything is known of it or not, it passes the clause. Readers take it for a limit that is not there. Take it out, or write the limit that was meant. A comparison such as `quality >= 0` is no such clause: it drops the models whose quality nobody knows.',
  severity: 'warning',
  set: 'default',
  fix: 'unsafe',
  over: 'policy',
  holds: 'for every value',
  reads: 'the policy',
  examples: {
    bad: [
      'best where provider is openai or provider is not openai',
      'cheapest where quality >= 0.7 and success_rate >= 0',
      'best where no_log and (has tools or anything)',
      'let sound = credits >= $0\npolicy p = best where sound',
    ],
    good: [
      'fastest where quality >= 0',
      'cheapest where quality < 0.5 or quality >= 0.8',
      'policy p(plan: free | pro) = best where plan is free or no_log',
    ],
  },
  check({ logic, main, vocabulary }) {
    return logic().needless.flatMap(({ part, kind, reasons }): readonly Finding[] => {
      if (kind !== 'always') return []
      const note = noteOn(part, vocabulary)
      return [
        {
          place: part.place,
          message: 'this holds for every model, so it limits nothing',
          label: 'always holds',
          related: reasons,
          notes: note === undefined ? [] : [note],
          help: 'take it out, or write the limit that was meant',
          fix: takeOut(part, main),
        },
      ]
    })
  },
}

/** Why a single comparison holds always, where that may surprise. */
function noteOn({ term, expr, kind }: Part, { info }: CatalogVocabulary): string | undefined {
  if (kind !== 'one') return undefined
  if (term[0] === 'top') {
    return expr.kind === 'atom' ? undefined : 'it holds for all values of the parameters'
  }
  if (term[0] !== 'cmp') return undefined
  const field = info.get(textAt(term, 1))
  if (field === undefined || !('unit' in field)) return undefined
  const { unit, domain, name } = field
  const [low, high] = domain.map((end) => quantityText(end, unit))
  const range =
    domain[1] === Number.POSITIVE_INFINITY ? `at least ${low}` : `from ${low} to ${high}`
  const unknown = quantityText(field.field.default, unit)
  return `\`${name}\` is ${range}, and ${unknown} where nothing is known of it, but here \`${quantityText(numberAt(term, 3), unit)}\` is asked for`
}
