import { counted } from '../../base/counted.ts'
import type { Candidate } from '../../catalog/index.ts'
import type { Place } from '../../compile/index.ts'
import { normalized } from '../../decide/normalized.ts'
import { clauseText, hasInstead } from '../clause-text.ts'
import type { Ground } from '../ground.ts'
import { inWords } from '../in-words.ts'
import { type Clause, type LintedPolicy, samePlace } from '../linted-policy.ts'
import { lowCapOf } from '../low-cap.ts'
import type { Finding, GroundRule } from '../rule.ts'
import { hasSurvivor, holdsToday, isListed, mayPass, routesOf } from '../today.ts'

export const selectsNothing: GroundRule = {
  code: 'UH6101',
  name: 'selects-nothing',
  summary: 'no model of the catalog passes',
  why: 'Whatever a request needs and however the routes are today, some clause keeps out each model of the catalog, so every call that carries the policy is refused. The clause that keeps out most is labelled, and the notes say who came nearest. What only a request or a host can tell (needs, scope, latency, health) never counts against a model here. A cap below the cheapest price is told by `cap-below-cheapest`, clauses that exclude each other by `contradiction`; for a name that the catalog lacks, UH1016 or `vanished-name` says so, as an error.',
  severity: 'error',
  set: 'default',
  fix: 'none',
  over: 'catalog',
  holds: 'for some value',
  examples: {
    bad: [
      'cheapest where quality >= 0.95',
      'cheapest where quality >= 0.8 and no_log',
      'in order [openai/small, mistral/big]',
    ],
    good: [
      'cheapest where quality >= 0.8',
      'fastest where latency_ms < 2s',
      'in order [openai/big]',
    ],
  },
  check(policy, ground) {
    const { candidates } = ground
    if (candidates.length === 0 || hasSurvivor(policy, ground)) return []
    const space = policy.space()
    if (space.isEmpty(space.of(policy.filter)) === true) return []
    if (lowCapOf(policy, ground) !== undefined) return []
    const routes = routesOf(policy.selector)
    const listed = candidates.filter((candidate) => isListed(candidate, routes))
    const misses = missesOf(listed, policy, ground)
    const [worst, ...others] = blameOf(misses, policy)
    if (worst === undefined) return [noRoute(policy, ground)]
    const total = listed.length
    return [
      {
        place: placeOf(worst),
        message: `no model of ${ground.name} passes`,
        label: blameText(worst, total),
        related: others.map((each) => ({ ...placeOf(each), label: blameText(each, total) })),
        notes: nearestOf(misses, policy, ground),
        help: 'ask for less, or name a catalog that has such a model',
      },
    ]
  },
}

/** A candidate with the clauses that keep it out for certain. */
interface Miss {
  readonly candidate: Candidate
  readonly clauses: readonly Clause[]
}

function missesOf(
  candidates: readonly Candidate[],
  { clauses }: LintedPolicy,
  ground: Ground,
): readonly Miss[] {
  return candidates.map((candidate) => ({
    candidate,
    clauses: clauses.filter(
      ({ term }) => holdsToday(normalized(term), candidate, ground) === false,
    ),
  }))
}

interface Blame {
  readonly clause: Clause
  readonly count: number
}

/** The clauses by how many they keep out, most first; those that keep out nobody are left out. */
function blameOf(misses: readonly Miss[], { clauses }: LintedPolicy): readonly Blame[] {
  const blames = clauses.map((clause) => ({
    clause,
    count: misses.filter((miss) => miss.clauses.includes(clause)).length,
  }))
  const sorted = blames.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count)
  const [worst] = sorted
  // One that keeps out everybody says it all.
  if (worst?.count === misses.length) return [worst]
  const isFirst = (blame: Blame, index: number): boolean =>
    sorted.findIndex((each) => samePlace(placeOf(each), placeOf(blame))) === index
  return sorted.filter(isFirst).slice(0, MOST_BLAMED)
}

/** Where it was written, or for a guard what asks for it. */
function placeOf({ clause: { askers, place } }: Blame): Place {
  return askers[0] ?? place
}

const MOST_BLAMED = 4

function blameText({ clause, count }: Blame, total: number): string {
  const { kind, term } = clause
  const who = count === total ? `all ${counted(total, 'model')}` : `${count} of ${total} models`
  const what = kind === 'guard' && term[0] === 'cmp' ? `, as \`${term[1]}\` is not known` : ''
  return `keeps out ${who}${what}`
}

function nearestOf(
  misses: readonly Miss[],
  policy: LintedPolicy,
  ground: Ground,
): readonly string[] {
  const least = Math.min(...misses.map(({ clauses }) => clauses.length))
  const nearest = misses.filter(({ clauses }) => clauses.length === least)
  const told = nearest.slice(0, MOST_NAMED).map(({ candidate, clauses }) => {
    const [only] = clauses
    const names = inWords(clauses.map((clause) => clauseText(policy, clause)))
    if (only === undefined || least > 1) return `\`${candidate.cid}\` fails ${names}`
    const { vocabulary } = policy
    const instead = hasInstead(only, candidate, { context: ground.context, vocabulary })
    return `\`${candidate.cid}\` fails only ${names}${instead === undefined ? '' : `: its ${instead}`}`
  })
  const more = nearest.length - told.length
  return more > 0 ? [...told, `${counted(more, 'other')} as near`] : told
}

const MOST_NAMED = 3

/** A list of routes none of which is in the catalog. */
function noRoute(policy: LintedPolicy, ground: Ground): Finding {
  const passing = ground.candidates.filter((each) => mayPass(policy.clauses, each, ground)).length
  return {
    place: policy.placeOf(policy.selector),
    message: `none of these routes is in ${ground.name}`,
    notes: passing > 0 ? [`${counted(passing, 'model')} would pass the filter`] : [],
    help: '`catalog show` lists the routes that there are',
  }
}
