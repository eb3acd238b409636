import { compareBytes } from '../base/byte-order.ts'
import type { CatalogVocabulary } from '../catalog/vocabulary.ts'
import { numberAt, type OperatorOf, rowOf, subtermsOf, textAt } from '../decide/admitted.ts'
import { relationOf } from '../decide/relation.ts'
import type { Term } from '../ir/term.ts'
import { lastBelow, lastUpTo, type NumberLine, numberLine } from './number-line.ts'

/**
 * One thing that predicates read of a candidate, a request and a state, cut into cells: sets of
 * values among which no predicate at hand tells a difference. Cells are counted from 0.
 *
 * | kind                 | cells                                                          |
 * |----------------------|----------------------------------------------------------------|
 * | demands, scope       | met, not met                                                   |
 * | flag, capability     | false, true                                                    |
 * | tier                 | every declared tier, every other that is named, the rest       |
 * | provider, server, family | every name that is compared with, in byte order, the rest  |
 * | number               | ranges from low to high, then the absent value if it is apart  |
 */
export type Variable = SwitchVariable | NameVariable | NumberVariable

export interface SwitchVariable {
  readonly kind: 'demands' | 'scope' | 'flag' | 'capability'
  readonly name: string
  readonly cells: 2
}

export interface NameVariable {
  readonly kind: 'tier' | 'provider' | 'server' | 'family'
  readonly name: ''
  readonly cells: number
  /** The names of the cells but the last, which holds all other names. */
  readonly names: readonly string[]
  readonly indices: ReadonlyMap<string, number>
}

export interface NumberVariable {
  readonly kind: 'number'
  readonly name: string
  readonly cells: number
  readonly line: NumberLine
  /** The last value of every range. */
  readonly lasts: readonly number[]
}

/** The variables of a set of predicates, in the order in which diagrams test them. */
export interface Variables {
  readonly list: readonly Variable[]
  /** The position in the list of what an atom reads. */
  levelOf(atom: Term): number
}

/** What an atom reads. Its place in the table is the place of its variables in every diagram. */
const KINDS = [
  'demands',
  'scope',
  'flag',
  'tier',
  'provider',
  'server',
  'family',
  'capability',
  'number',
] as const

type Kind = (typeof KINDS)[number]

interface Subject {
  readonly kind: Kind
  readonly name: string
}

/** What the operation reads, or undefined for one that joins others. */
const SUBJECTS: Readonly<Record<OperatorOf<'Pred'>, ((atom: Term) => Subject) | undefined>> = {
  top: undefined,
  bot: undefined,
  and: undefined,
  or: undefined,
  not: undefined,
  meets_req: () => ({ kind: 'demands', name: '' }),
  scope_matches: () => ({ kind: 'scope', name: '' }),
  is: (atom) => ({ kind: 'flag', name: textAt(atom, 1) }),
  cmp: (atom) => ({ kind: 'number', name: textAt(atom, 1) }),
  tier_eq: () => ({ kind: 'tier', name: '' }),
  min_tier: () => ({ kind: 'tier', name: '' }),
  family_eq: () => ({ kind: 'family', name: '' }),
  provider_eq: () => ({ kind: 'provider', name: '' }),
  served_by_eq: () => ({ kind: 'server', name: '' }),
  has_cap: (atom) => ({ kind: 'capability', name: textAt(atom, 1) }),
}

/** The variables that the predicates read, their order and cells independent of the predicates'. */
export function variablesOf(preds: readonly Term[], vocabulary: CatalogVocabulary): Variables {
  const drafts = new Map<string, Draft>()
  for (const pred of preds) collect(pred, drafts, vocabulary)
  const sorted = [...drafts.values()].sort(byPlace)
  const levels = new Map(sorted.map(({ key }, level) => [key, level]))
  return {
    list: sorted.map((draft) => finished(draft, vocabulary)),
    levelOf(atom) {
      const subject = subjectOf(atom)
      const level = subject && levels.get(keyOf(subject))
      if (level === undefined) throw new Error(`the space was opened without \`${atom[0]}\``)
      return level
    },
  }
}

interface Draft extends Subject {
  readonly key: string
  readonly line: NumberLine | undefined
  readonly names: Set<string>
  readonly cuts: number[]
}

function collect(pred: Term, drafts: Map<string, Draft>, vocabulary: CatalogVocabulary): void {
  const subject = subjectOf(pred)
  if (subject === undefined) {
    for (const child of subtermsOf(pred)) collect(child, drafts, vocabulary)
    return
  }
  const key = keyOf(subject)
  let draft = drafts.get(key)
  if (draft === undefined) {
    const line = subject.kind === 'number' ? numberLine(subject.name, vocabulary) : undefined
    draft = { ...subject, key, line, names: new Set(), cuts: [] }
    drafts.set(key, draft)
  }
  if (draft.line !== undefined) draft.cuts.push(...cutsOf(pred, draft.line))
  else if (subject.name === '' && pred.length > 1) draft.names.add(textAt(pred, 1))
}

function subjectOf(pred: Term): Subject | undefined {
  return rowOf(SUBJECTS_OR_NONE, pred)(pred)
}

const SUBJECTS_OR_NONE = Object.fromEntries(
  Object.entries(SUBJECTS).map(([op, read]) => [op, read ?? (() => undefined)]),
)

function keyOf({ kind, name }: Subject): string {
  return `${kind} ${name}`
}

/** Behind which values a comparison changes its answer. */
function cutsOf(comparison: Term, line: NumberLine): readonly number[] {
  const bound = numberAt(comparison, 3)
  switch (relationOf(textAt(comparison, 2))) {
    case 'lt':
    case 'ge':
      return [lastBelow(line, bound)]
    case 'le':
    case 'gt':
      return [lastUpTo(line, bound)]
    default:
      return [lastBelow(line, bound), lastUpTo(line, bound)]
  }
}

function byPlace(a: Subject, b: Subject): number {
  return KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || compareBytes(a.name, b.name)
}

function finished(
  { kind, name, line, names, cuts }: Draft,
  { tiers }: CatalogVocabulary,
): Variable {
  switch (kind) {
    case 'number': {
      if (line === undefined) throw new Error(`\`${name}\` is a number without a line`)
      const inner = cuts.filter((cut) => cut >= line.low && cut < line.high)
      const lasts = [...new Set(inner)].sort((a, b) => a - b)
      lasts.push(line.high)
      return { kind, name, line, lasts, cells: lasts.length + (line.absent === undefined ? 0 : 1) }
    }
    case 'tier':
      return nameVariable(kind, [...tiers, ...[...names].sort(compareBytes)])
    case 'provider':
    case 'server':
    case 'family':
      return nameVariable(kind, [...names].sort(compareBytes))
    default:
      return { kind, name, cells: 2 }
  }
}

function nameVariable(kind: NameVariable['kind'], mentioned: readonly string[]): NameVariable {
  const names = [...new Set(mentioned)]
  const indices = new Map(names.map((each, index) => [each, index]))
  return { kind, name: '', names, indices, cells: names.length + 1 }
}
