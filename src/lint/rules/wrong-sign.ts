import type { Fix } from '../../base/diagnostic.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import type { Place } from '../../compile/index.ts'
import { textAt } from '../../decide/admitted.ts'
import { rankFieldName } from '../../ir/vocabulary.ts'
import { rewritten } from '../edit-clause.ts'
import { signFlipped } from '../flip-sign.ts'
import type { LintedPolicy } from '../linted-policy.ts'
import type { PolicyRule } from '../rule.ts'
import { signedParts } from '../signed-parts.ts'

export const wrongSign: PolicyRule = {
  code: 'UH4103',
  name: 'wrong-sign',
  summary: 'a score rewards what is worse',
  why: 'A higher score comes first. A price, a latency or a rank therefore needs a minus (or `1 - …`), a quality or a rate a plus; which way a field is better is part of the vocabulary, and `catalog fields` shows it. With the wrong sign the dearest, slowest or weakest models are tried first. Fields for which that is a matter of taste, such as `credits`, are not looked at, nor is a field that a score both adds and subtracts.',
  severity: 'warning',
  set: 'default',
  fix: 'unsafe',
  over: 'policy',
  holds: 'for some value',
  reads: 'the score',
  examples: {
    bad: [
      'rank by 0.3 * norm(quality) + 0.7 * norm(price_out)',
      'rank by -norm(quality)',
      'best by price_out',
      'rank by term ["normalize", ["clamp", 0, 60000, ["field", "latency_ms"]]]',
    ],
    good: [
      'rank by 0.3 * norm(quality) - 0.7 * norm(price_out)',
      'rank by 0.3 * norm(quality) + 0.7 * (1 - norm(price_out))',
      'best by quality',
    ],
  },
  check(policy) {
    const reads = signedParts(policy.scorer).filter(({ term }) => term[0] === 'field')
    return reads.flatMap(({ term, sign }) => {
      const field = textAt(term, 1)
      const wanted = signOf(field, policy.vocabulary)
      const isMixed = reads.some((each) => each.term[1] === field && each.sign !== sign)
      if (wanted === undefined || wanted === sign || isMixed) return []
      const place = policy.placeOf(term)
      const [more, less] = wanted === -1 ? ['higher', 'lower'] : ['lower', 'higher']
      return [
        {
          place,
          message: `this puts models with a ${more} \`${field}\` first, but ${less} is better`,
          help: wanted === -1 ? 'subtract it' : 'add it',
          fix: flipped(policy, place),
        },
      ]
    })
  },
}

/** The sign with which more of the field is better, or undefined where that is not said. */
function signOf(field: string, { info }: CatalogVocabulary): 1 | -1 | undefined {
  const found = info.get(field)
  if (found === undefined || !('better' in found)) return undefined
  const isRank = [...info.values()].some(
    (each) => 'ranked' in each && each.ranked && rankFieldName(each.name) === field,
  )
  if (!found.ranked && !isRank && !MEASURED.has(field)) return undefined
  return found.better === 'higher' ? 1 : -1
}

/** What hosts measure, and nobody ranks by. */
const MEASURED: ReadonlySet<string> = new Set(['latency_ms', 'tok_s', 'success_rate'])

function flipped(policy: LintedPolicy, place: Place): Fix | undefined {
  const best = /^best by (.*)$/.exec(policy.textAt(place) ?? '')
  if (best !== null) return rewritten(policy, place, `rank by -${best[1]}`)
  return signFlipped(policy, place)
}
