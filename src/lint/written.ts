import type { CatalogVocabulary } from '../catalog/index.ts'
import type { TypedPolicy } from '../compile/check/typed-policy.ts'
import type { Place } from '../compile/index.ts'
import { lowerCondition } from '../compile/lower/condition.ts'
import { guardOf } from '../compile/lower/conjunction.ts'
import { newPlaces } from '../compile/lower/lowering.ts'
import { lowerRanking } from '../compile/lower/ranking.ts'
import type { LoweredPolicy } from '../compile/lower-policy.ts'
import type { ClosedCondition, ClosedTransform } from '../compile/specialise/closed.ts'
import type { Term } from '../ir/term.ts'
import type { Clause, Expr, PolicyItem, Transform } from '../syntax/ast.ts'
import { negatedNames } from './negated-names.ts'
import { openNames } from './open-names.ts'
import { type Part, type PartReading, partOf } from './part.ts'

/** The conditions that a policy itself says, as they stand in the text, for certain parameters. */
export interface Written {
  readonly item: PolicyItem
  /** What its `where` clauses ask for, one operand of `and` after the other. */
  readonly wheres: readonly Part[]
  /** What the filter asks for besides. */
  readonly given: readonly Given[]
  /** What puts candidates in order before its preferences do. */
  readonly order: readonly Given[]
  readonly prefers: readonly Conditional[]
  readonly whens: readonly When[]
  /** The conditions of the file that these refer to by name. */
  readonly definitions: readonly Part[]
}

/** A demand that this policy does not spell out, but for which there is a place to point at. */
export interface Given {
  readonly term: Term
  readonly place: Place
  /** What it has to do with a part that it makes needless, if that can be said in its own words. */
  readonly label: string | undefined
}

/** A clause that does something for the models of which a condition holds. */
export interface Conditional {
  readonly clause: Clause
  readonly part: Part
}

export interface When extends Conditional {
  readonly clause: Clause & { readonly kind: 'when' }
  /** Those in this one. */
  readonly inner: readonly When[]
}

export interface Writing {
  readonly vocabulary: CatalogVocabulary
  readonly typed: TypedPolicy
  readonly isComplete: boolean
}

export function writtenOf({ closed }: LoweredPolicy, writing: Writing): Written {
  const { typed, vocabulary } = writing
  const { item } = typed.definition
  const reading = readingOf(typed, writing)
  const inherited = lineOf(typed).slice(0, -1)
  const counts = inherited.map(({ body }) => body.where.length)
  const ownFrom = counts.reduce((sum, count) => sum + count, 0)
  const own = clausesOf(item, 'where').flatMap((clause, index) =>
    partOfClause(clause, { item, condition: closed.where[ownFrom + index], reading }),
  )
  const { selection } = closed
  const wanted = selection.kind === 'clauses' && typed.body.prefers.length > 0
  const prefers = clausesOf(item, 'prefer').flatMap((clause, index) => {
    const condition = wanted ? selection.prefers[index] : undefined
    return partOfClause(clause, { item, condition, reading }).map((part) => ({ clause, part }))
  })
  const whens = whensOf(item.body, { item, transforms: closed.transforms, reading })
  const parts = [...own, ...prefers.map(({ part }) => part), ...whens.flatMap(partsOfWhen)]
  return {
    item,
    wheres: own.flatMap(operandsOf),
    given: [
      ...inheritedDemands(inherited, closed.where, writing),
      ...standingDemands(closed, vocabulary),
    ],
    order: standingOrder(closed),
    prefers,
    whens,
    definitions: parts.flatMap(definitionsIn),
  }
}

/** Every predicate that has to be asked about to judge them. */
export function termsOf({
  wheres,
  given,
  order,
  prefers,
  whens,
  definitions,
}: Written): readonly Term[] {
  const conditions = [...prefers.map(({ part }) => part), ...whens.flatMap(partsOfWhen)]
  return [
    ...[...given, ...order].map(({ term }) => term),
    ...[...wheres, ...conditions, ...definitions].flatMap(termsOfPart),
  ]
}

function termsOfPart({ kind, term, parts }: Part): readonly Term[] {
  return kind === 'one' ? [term] : parts.flatMap(termsOfPart)
}

/** The operands of `and`, and of those in it; a list stays whole. */
function operandsOf(part: Part): readonly Part[] {
  return part.kind === 'all' && !part.isList ? part.parts.flatMap(operandsOf) : [part]
}

function definitionsIn({ parts, definition }: Part): readonly Part[] {
  const own = definition === undefined ? [] : [definition, ...definitionsIn(definition)]
  return [...own, ...parts.flatMap(definitionsIn)]
}

function partsOfWhen({ part, inner }: When): readonly Part[] {
  return [part, ...inner.flatMap(partsOfWhen)]
}

/** The policy and what it extends, the eldest first. */
function lineOf(policy: TypedPolicy): readonly TypedPolicy[] {
  const line: TypedPolicy[] = []
  for (let each: TypedPolicy | undefined = policy; each !== undefined; each = each.parent?.policy) {
    line.unshift(each)
  }
  return line
}

function readingOf(text: TypedPolicy, { typed, isComplete, vocabulary }: Writing): PartReading {
  const { home } = text.definition
  return {
    source: home.source.name,
    lowering: { places: newPlaces(), tiers: vocabulary.tiers },
    isOpen: openNames(typed, { in: text, isComplete }),
    valueOf(name) {
      const definition = text.visible.has(name) ? undefined : home.names.get(name)
      if (definition?.kind !== 'let' || definition.home !== home) return undefined
      return negatedNames(home).has(name) ? undefined : definition.item.value
    },
  }
}

type ClauseOf<K extends Clause['kind']> = Extract<Clause, { kind: K }>

function clausesOf<K extends 'where' | 'prefer'>(item: PolicyItem, kind: K) {
  return item.body.filter((clause): clause is ClauseOf<K> => clause.kind === kind)
}

interface Reading {
  readonly item: PolicyItem
  readonly condition: ClosedCondition | undefined
  readonly reading: PartReading
}

function partOfClause(
  clause: Clause & { readonly pred: Expr },
  { item, condition, reading }: Reading,
): readonly Part[] {
  if (condition === undefined) return []
  return [partOf({ expr: clause.pred, condition, slot: { kind: 'clause', clause, item } }, reading)]
}

interface Transforming {
  readonly item: PolicyItem
  readonly transforms: readonly ClosedTransform[]
  readonly reading: PartReading
}

/** The `when` clauses among clauses; an inherited transform stands elsewhere. */
function whensOf(clauses: readonly (Clause | Transform)[], within: Transforming): readonly When[] {
  const { item, transforms, reading } = within
  return clauses.flatMap((clause) => {
    if (clause.kind !== 'when') return []
    const closed = transforms.find(
      ({ kind, place: { source, span } }) =>
        kind === 'when' && source === reading.source && span === clause.span,
    )
    if (closed?.kind !== 'when') return []
    const { condition, body } = closed
    const inner = whensOf(clause.body, { item, transforms: body, reading })
    return partOfClause(clause, { item, condition, reading }).map((part) => ({
      clause,
      part,
      inner,
    }))
  })
}

/** What the policies that this one extends ask for, as far as it holds for all parameters. */
function inheritedDemands(
  inherited: readonly TypedPolicy[],
  where: readonly ClosedCondition[],
  writing: Writing,
): readonly Given[] {
  let index = 0
  return inherited.flatMap((policy) => {
    const reading = readingOf(policy, writing)
    const clauses = clausesOf(policy.definition.item, 'where')
    const count = policy.body.where.length
    const conditions = where.slice(index, index + count)
    index += count
    return conditions.flatMap((condition, each): readonly Given[] => {
      const clause = clauses[each]
      if (clause !== undefined && reading.isOpen(clause.pred)) return []
      return conjunctsOf(condition).map((part) => ({
        term: lowerCondition(part, reading.lowering),
        place: part.place,
        label: undefined,
      }))
    })
  })
}

function conjunctsOf(condition: ClosedCondition): readonly ClosedCondition[] {
  return condition.kind === 'and' ? condition.operands.flatMap(conjunctsOf) : [condition]
}

/** What every policy asks for, and that what the ranking reads is known. */
function standingDemands(
  { guarded, place, ranking }: LoweredPolicy['closed'],
  vocabulary: CatalogVocabulary,
): readonly Given[] {
  const { reads } = lowerRanking(ranking, {
    places: newPlaces(),
    tiers: vocabulary.tiers,
    vocabulary,
  })
  const standing: readonly Term[] = guarded ? [['meets_req'], ['not', ['is', 'disabled']]] : []
  return [
    ...standing.map((term) => ({ term, place, label: 'every policy that is guarded asks for it' })),
    ...reads.flatMap(({ field, place: origin }) => {
      const guard = guardOf(field, origin)
      const label = `ranks only models whose \`${field.name}\` is known`
      return guard === undefined ? [] : [{ term: guard.term, place: origin, label }]
    }),
  ]
}

/** Healthy routes come first, unless the policy selects by a raw term. */
function standingOrder({ healthyFirst, selection, place }: LoweredPolicy['closed']) {
  if (!healthyFirst || selection.kind !== 'clauses') return []
  const term: Term = ['not', ['is', 'breaker_open']]
  return [{ term, place, label: 'every policy that is guarded puts healthy routes first' }]
}
