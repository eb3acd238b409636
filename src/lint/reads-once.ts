import type { CatalogVocabulary } from '../catalog/index.ts'
import { knownGuard } from '../compile/known-guard.ts'
import { numberAt, textAt } from '../decide/admitted.ts'
import { childrenOf } from '../ir/subterms.ts'
import type { Term } from '../ir/term.ts'
import type { Part } from './part.ts'
import type { Written } from './written.ts'

/*
 * What can be seen without any analysis. Where every part of a condition reads something of its
 * own, and holds for some of it and not for the rest, parts can neither exclude nor imply each
 * other. Most policies are like that, and the analysis costs more than reading them.
 */

/** What was read so far: fields, and kinds of names. */
export type Read = Set<string>

/**
 * Whether every atom of a predicate can hold and can fail, and reads what nothing else has read;
 * the members of one list count once. Adds what is read.
 */
export function readsOnce(term: Term, read: Read, vocabulary: CatalogVocabulary): boolean {
  switch (term[0]) {
    case 'or': {
      const members = childrenOf(term)
      if (isList(members)) return isNew(members[0]?.[0] ?? '', read)
      return members.every((each) => readsOnce(each, read, vocabulary))
    }
    case 'and': {
      // A comparison with the guard that its field is known.
      const [first, guard, ...others] = childrenOf(term)
      if (first?.[0] !== 'cmp' || guard === undefined || others.length > 0) return false
      return (
        first[1] === guard[1] && isGuard(guard, vocabulary) && readsOnce(first, read, vocabulary)
      )
    }
    case 'not': {
      const [inner] = childrenOf(term)
      return inner !== undefined && SIMPLE.has(inner[0]) && readsOnce(inner, read, vocabulary)
    }
    case 'cmp':
      return isInside(term, vocabulary) && isNew(textAt(term, 1), read)
    case 'min_tier':
      // The lowest tier has none below it.
      return vocabulary.tiers.indexOf(textAt(term, 1)) > 0 && isNew('tier_eq', read)
    default: {
      if (!SIMPLE.has(term[0])) return false
      const isNamed = term[0] === 'is' || term[0] === 'has_cap'
      return isNew(isNamed ? term.join(' ') : term[0], read)
    }
  }
}

/**
 * Whether nothing that a policy says can be needless or idle. A preference may choose among the
 * names that the filter lists: it tells apart some that pass.
 */
export function saysAllOnce(written: Written, vocabulary: CatalogVocabulary): boolean {
  const { wheres, given, order, prefers, whens, definitions } = written
  const read: Read = new Set()
  const lists = new Map<string, ReadonlySet<string>>()
  if (whens.some(({ inner }) => inner.length > 0)) return false
  for (const { term } of order) readsOnce(term, read, vocabulary)
  for (const { term } of given) {
    // That a field is known excludes nothing, and implies nothing, that compares it with a figure.
    if (isGuard(term, vocabulary)) continue
    if (!readsOnce(term, read, vocabulary)) return false
    noteList(membersOf(term), lists)
  }
  for (const part of wheres) {
    if (!partReadsOnce(part, read, vocabulary)) return false
    noteList(alternativesOf(part), lists)
  }
  const conditions = [...prefers, ...whens].map(({ part }) => part)
  return (
    conditions.every(
      (part) => choosesAmong(lists, part) || partReadsOnce(part, read, vocabulary),
    ) && definitions.every((part) => partReadsOnce(part, new Set(), vocabulary))
  )
}

function noteList(members: readonly Term[], lists: Map<string, ReadonlySet<string>>): void {
  if (!isList(members)) return
  lists.set(members[0]?.[0] ?? '', new Set(members.map((each) => textAt(each, 1))))
}

/** Whether the condition lets pass some of the names of a list, and not all; the first to do so. */
function choosesAmong(lists: Map<string, ReadonlySet<string>>, part: Part): boolean {
  const members = alternativesOf(part)
  const kind = members[0]?.[0] ?? ''
  const names = lists.get(kind)
  if (names === undefined || !isList(members) || members.length >= names.size) return false
  // What a second one adds depends on the first.
  return members.every((each) => names.has(textAt(each, 1))) && lists.delete(kind)
}

function alternativesOf({ kind, isList: isWritten, term, parts }: Part): readonly Term[] {
  if (kind === 'one') return membersOf(term)
  return kind === 'any' && isWritten ? parts.map((each) => each.term) : []
}

function membersOf(term: Term): readonly Term[] {
  return term[0] === 'or' ? childrenOf(term) : [term]
}

function partReadsOnce(part: Part, read: Read, vocabulary: CatalogVocabulary): boolean {
  if (part.kind === 'one') {
    // What parameters decide is neither needless nor a reason.
    const isDecided = part.isOpen && (part.term[0] === 'top' || part.term[0] === 'bot')
    return isDecided || readsOnce(part.term, read, vocabulary)
  }
  if (!part.isList) return part.parts.every((each) => partReadsOnce(each, read, vocabulary))
  const members = part.parts.map(({ term }) => (part.kind === 'any' ? term : childrenOf(term)[0]))
  return isList(members) && isNew(members[0]?.[0] ?? '', read)
}

/** Different names of one kind. */
function isList(members: readonly (Term | undefined)[]): boolean {
  const kind = members[0]?.[0] ?? ''
  if (!NAMES.has(kind) || members.some((each) => each?.[0] !== kind)) return false
  return new Set(members.map((each) => each?.[1])).size === members.length
}

function isNew(subject: string, read: Read): boolean {
  if (read.has(subject)) return false
  read.add(subject)
  return true
}

/** Whether a predicate says that a field is known, and no more. */
function isGuard(term: Term, { info }: CatalogVocabulary): boolean {
  const field = term[0] === 'cmp' ? info.get(textAt(term, 1)) : undefined
  const guard = field !== undefined && 'unit' in field ? knownGuard(field) : undefined
  return guard !== undefined && guard.relation === term[2] && guard.value === term[3]
}

/** Whether there are known values on both sides of what a comparison compares with. */
function isInside(comparison: Term, { info }: CatalogVocabulary): boolean {
  const field = info.get(textAt(comparison, 1))
  if (field === undefined || !('unit' in field) || textAt(comparison, 2) === 'eq') return false
  const value = numberAt(comparison, 3)
  return field.domain[0] < value && value < Math.min(field.domain[1], LARGE)
}

/** Guards compare with larger figures than people do. */
const LARGE = 1e300

const NAMES: ReadonlySet<string> = new Set(['tier_eq', 'provider_eq', 'family_eq', 'served_by_eq'])

/** Predicates that some models meet and others do not. */
const SIMPLE: ReadonlySet<string> = new Set([
  ...['is', 'has_cap', 'meets_req', 'scope_matches'],
  ...NAMES,
])
