import { counted } from '../../base/counted.ts'
import type { Candidate } from '../../catalog/index.ts'
import { textAt } from '../../decide/admitted.ts'
import { normalized } from '../../decide/normalized.ts'
import { ownNumber } from '../../decide/observe.ts'
import { subtermsOf } from '../../ir/subterms.ts'
import type { Ground } from '../ground.ts'
import { inWords } from '../in-words.ts'
import type { LintedPolicy } from '../linted-policy.ts'
import type { GroundRule } from '../rule.ts'
import { holdsToday, isListed, mayPass, routesOf } from '../today.ts'

export const droppedForUnknown: GroundRule = {
  code: 'UH6107',
  name: 'dropped-for-unknown',
  summary: 'a model is kept out only because a figure is not known',
  why: 'What is not known never counts for a model, so a clause about a figure keeps out every model that the catalog has no such figure for. The figure may be good. Fill it in, or let such models pass with `or not known …`.',
  severity: 'info',
  set: 'opt-in',
  fix: 'none',
  over: 'catalog',
  holds: 'for some value',
  examples: {
    bad: ['cheapest', 'best where tier is partner', 'any where context >= 200k and quality >= 0.8'],
    good: [
      'any',
      'any where quality >= 0.4 or not known quality',
      'fastest where family in [big, small] and latency_ms < 1s',
    ],
  },
  check(policy, ground) {
    const routes = routesOf(policy.selector)
    const dropped = ground.candidates.filter(
      (candidate) =>
        isListed(candidate, routes) &&
        !mayPass(policy.clauses, candidate, ground) &&
        mayPass(policy.clauses, candidate, { ...ground, doubt: 'unknown figures' }),
    )
    const [first] = dropped
    if (first === undefined) return []
    const by = policy.clauses.find(
      ({ term }) => holdsToday(normalized(term), first, ground) === false,
    )
    const told = dropped
      .slice(0, MOST_NAMED)
      .map((each) => `\`${each.cid}\`: ${inWords(unknownOf(each, policy, ground))}`)
    const more = dropped.length - told.length
    return [
      {
        place: by?.askers[0] ?? policy.placeOf(policy.term),
        message: `${counted(dropped.length, 'model')} of ${ground.name} ${dropped.length === 1 ? 'is' : 'are'} kept out only because a figure is not known`,
        notes: more > 0 ? [...told, `and ${more} more`] : told,
        help: 'fill in the figures, or let unknown ones pass with `or not known …`',
      },
    ]
  },
}

const MOST_NAMED = 5

/** The fields for want of which the candidate fails. */
function unknownOf(
  candidate: Candidate,
  { clauses }: LintedPolicy,
  ground: Ground,
): readonly string[] {
  const failing = clauses.filter(
    ({ term }) => holdsToday(normalized(term), candidate, ground) === false,
  )
  const compared = failing
    .flatMap(({ term }) => subtermsOf(term))
    .filter(([op]) => op === 'cmp')
    .map((term) => textAt(term, 1))
  return [...new Set(compared)].filter((name) => ownNumber(name, candidate) === undefined)
}
