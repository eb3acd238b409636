import { normalized } from '../../decide/normalized.ts'
import type { Term } from '../../ir/term.ts'
import { type Clause, clausesWithout, type LintedPolicy } from '../linted-policy.ts'
import type { GroundRule } from '../rule.ts'
import { holdsToday, mayPass, survivorsOf } from '../today.ts'

export const idleClause: GroundRule = {
  code: 'UH6104',
  name: 'idle-clause',
  summary: 'a clause keeps out no model of the catalog today',
  why: 'Every model that passes the rest passes this clause too. It may be meant for models to come; or it is not as strict as somebody thinks. What follows from the other clauses whatever the catalog is told by other rules.',
  severity: 'info',
  set: 'opt-in',
  fix: 'none',
  over: 'catalog',
  holds: 'for every value',
  examples: {
    bad: ['cheapest where price_out <= $40/Mtok', 'cheapest where has tools'],
    good: ['cheapest where price_out <= $10/Mtok', 'fastest where latency_ms < 2s'],
  },
  check(policy, ground) {
    if (survivorsOf(policy, ground).length === 0) return []
    return policy.clauses.flatMap((clause) => {
      if (clause.kind !== 'written' || isNeedless(clause, policy)) return []
      const rest = policy.clauses.filter((each) => each !== clause)
      const parts = [clause.term, ...clause.guards()].map(normalized)
      const isIdle = ground.candidates
        .filter((candidate) => mayPass(rest, candidate, ground))
        .every((candidate) => parts.every((part) => holdsToday(part, candidate, ground) === true))
      if (!isIdle) return []
      return [
        {
          place: clause.place,
          message: `this keeps out no model of ${ground.name} that passes the rest`,
          help: 'make it stricter, or leave it for models to come',
        },
      ]
    })
  },
}

/** Whether the clause follows from the others, whatever the catalog. */
function isNeedless(clause: Clause, policy: LintedPolicy): boolean {
  const space = policy.space()
  const rest = clausesWithout(policy, clause).map((term: Term) => space.of(term))
  const others = rest.reduce((sum, region) => space.and(sum, region), space.all)
  return space.within(others, space.of(clause.term)) === true
}
