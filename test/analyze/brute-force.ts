import type { Witness } from '../../src/analyze/witness.ts'
import type { Candidate } from '../../src/catalog/candidate.ts'
import type { CatalogVocabulary } from '../../src/catalog/vocabulary.ts'
import { verdict } from '../../src/decide/pred.ts'
import { normalize } from '../../src/ir/normalize.ts'
import { subtermsOf } from '../../src/ir/subterms.ts'
import type { Term } from '../../src/ir/term.ts'

/*
 * The analysis in its plainest form: of everything that the filters read, take each value that
 * could make a difference, and try all combinations with the evaluator.
 */

/** Enough candidates, requests and states to tell apart whatever the filters tell apart. */
export function gridOf(preds: readonly Term[], vocabulary: CatalogVocabulary): readonly Witness[] {
  const atoms = preds.flatMap((pred) => subtermsOf(normalize(pred)))
  const axes = [...new Set(atoms.flatMap(axisName))].map((name) => axis(name, atoms, vocabulary))
  const start: Change = {}
  const changes = axes.reduce<readonly Change[]>(
    (grid, values) => grid.flatMap((point) => values.map((value) => merged(point, value))),
    [start],
  )
  return changes.map(({ candidate, request }) => ({
    candidate: { cid: 'c', provider_id: 'p', model_family: 'f', ...candidate } as Candidate,
    context: { vocabulary, ...(request === undefined ? {} : { request }) },
  }))
}

/** Whether the evaluator accepts, without the help of anything in the analysis. */
export function accepts(pred: Term, { candidate, context }: Witness): boolean {
  return verdict(normalize(pred), candidate, context) === true
}

interface Members {
  readonly [member: string]: unknown
}

interface Change {
  readonly candidate?: Members
  readonly request?: object
}

function merged(a: Change, b: Change): Change {
  const capabilities = {
    ...object(a.candidate?.capabilities),
    ...object(b.candidate?.capabilities),
  }
  return { ...a, ...b, candidate: { ...a.candidate, ...b.candidate, capabilities } }
}

function object(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

const AXES: { readonly [op: string]: string } = {
  meets_req: 'demands',
  scope_matches: 'scope',
  tier_eq: 'tier',
  min_tier: 'tier',
  family_eq: 'family',
  provider_eq: 'provider',
  served_by_eq: 'server',
}

function axisName([op, name]: Term): readonly string[] {
  if (op === 'is' || op === 'has_cap' || op === 'cmp') return [`${op} ${name}`]
  return AXES[op] === undefined ? [] : [AXES[op]]
}

function axis(name: string, atoms: readonly Term[], vocabulary: CatalogVocabulary): Change[] {
  const [kind, subject = ''] = name.split(' ')
  const mentioned = atoms.filter((atom) => axisName(atom).includes(name))
  const names = [...new Set(mentioned.map((atom) => `${atom[1]}`)), 'nobody']
  const members = (values: readonly Members[]): Change[] =>
    values.map((candidate) => ({ candidate }))
  switch (kind) {
    case 'demands':
      return [{}, { request: { requirements: { model_family: 'no such model' } } }]
    case 'scope':
      return members([{}, { scope: 's' }])
    case 'tier':
      return members([{}, ...[...vocabulary.tiers, 'nobody'].map((tier) => ({ tier }))])
    case 'family':
      return members(names.map((family) => ({ model_family: family })))
    case 'provider':
      return members(names.map((provider) => ({ provider_id: provider })))
    case 'server':
      // Without an offer the provider serves, whoever that is.
      return members([
        {},
        ...names.map((peer) => ({ offer: { peer_id: peer } })),
        ...(atoms.some(([op]) => op === 'provider_eq')
          ? []
          : names.map((p) => ({ provider_id: p }))),
      ])
    case 'is':
      return members([{}, { [subject]: true }, { [subject]: false }])
    case 'has_cap':
      return members([{}, { capabilities: { [subject]: true } }])
    default: {
      const bounds = mentioned.map((atom) => Number(atom[3]))
      const values = valuesOf(subject, bounds, vocabulary)
      return members([{}, ...values.map((value) => ({ [subject]: value }))])
    }
  }
}

/** The bounds, one value between each two, and the ends of the domain. */
function valuesOf(
  name: string,
  bounds: readonly number[],
  { info }: CatalogVocabulary,
): readonly number[] {
  const found = info.get(name)
  const [low, high] =
    found !== undefined && 'domain' in found ? found.domain : [-Infinity, Infinity]
  const [least, most] = [Math.max(low, -Number.MAX_VALUE), Math.min(high, Number.MAX_VALUE)]
  const stops = [least, ...bounds, most].sort((a, b) => a - b)
  const between = stops.slice(1).map((stop, i) => stop / 2 + (stops[i] ?? stop) / 2)
  const all = [...stops, ...between]
  const whole = name === 'context' || name.endsWith('_rank')
  const values = whole ? all.flatMap((each) => [Math.floor(each), Math.ceil(each)]) : all
  return [...new Set(values.filter((value) => value >= least && value <= most))]
}
