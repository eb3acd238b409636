import { type Diagnostic, hasErrors } from '../../base/diagnostic.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Constant, Value } from '../../compile/check/constant.ts'
import type { Param } from '../../compile/check/param.ts'
import type { Body, TypedPolicy } from '../../compile/check/typed-policy.ts'
import type { Bindings } from '../../compile/fold-constant.ts'
import { boundByParents } from '../../compile/instances/open-params.ts'
import { holds } from '../../compile/known-guard.ts'
import { type Engine, lowerPolicy } from '../../compile/lower-policy.ts'
import { newSharing } from '../../compile/sharing.ts'
import { inheritedBody } from '../../compile/specialise/extend.ts'
import type { Term } from '../../ir/term.ts'
import type { Cell } from './cells.ts'
import { type Opening, openBody, valueAt } from './open-body.ts'
import { type Known, type OpenConstant, openConstant } from './open-constant.ts'
import { isRefusedAnyway, type Shape, shapeOf } from './shape.ts'
import {
  addRole,
  cellsOfSite,
  decidedBy,
  newSites,
  type Site,
  type Sites,
  siteOf,
} from './sites.ts'

/** What a policy is for one choice of its choices and flags, while its numbers and texts are open. */
export interface OpenPolicy {
  readonly sites: readonly Site[]
  readonly all: Sites
  /** In every part of every line, and for every outcome of the tests, as far as they can be. */
  readonly shapes: readonly PlacedShape[]
}

export interface PlacedShape {
  /** The indexes of the cells of the sites, then 0 or 1 for each test. */
  readonly at: readonly number[]
  readonly shape: Shape
}

export type Unopenable =
  | { readonly kind: 'diagnostics'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'reason'; readonly reason: string }

/**
 * Works out every shape that the term of a policy can have.
 *
 * The policy is compiled with odd values in the place of the open ones, so what the language means
 * is said by the compiler alone: a shape is what it made, and where the odd values stand in it.
 *
 * @param closed the values of choices and flags.
 * @param most how many shapes may be made.
 */
export function openPolicy(
  { policy, closed }: { readonly policy: TypedPolicy; readonly closed: ReadonlyMap<Param, Value> },
  engine: Engine,
  most: number,
): Result<OpenPolicy, Unopenable> {
  const body = inheritedBody(policy)
  const known = knownOf(policy, closed)
  const { all, constants } = collected(body, known, engine.vocabulary.tiers)
  const sites = [...all.sites.values()]
  const axes = [
    ...sites.map(cellsOfSite),
    ...[...all.tests.values()].map((): readonly Cell[] => OUTCOMES),
  ]
  if (axes.reduce((product, { length }) => product * length, 1) > most) {
    return err({
      kind: 'reason',
      reason: `its numbers and texts change its form in more than ${most} ways`,
    })
  }
  const shapes: PlacedShape[] = []
  let refused: Unopenable | undefined
  for (const cells of combinations(axes)) {
    const lowered = (values: readonly Value['value'][]): Result<Term, Unopenable> =>
      lowerWith({ policy, closed, body: substitutedBody(body, { known, all, values }) }, engine)
    const shape = shapeOf({ cells: cells.slice(0, sites.length), sites, constants }, (values) =>
      lowered([...values, ...cells.slice(sites.length).map(({ index }) => index === 1)]),
    )
    if (!shape.ok) {
      if (!isRefusedAnyway(shape.error)) return shape
      refused = shape.error
    } else shapes.push({ at: cells.map(({ index }) => index), shape: shape.value })
  }
  if (shapes.length === 0 && refused !== undefined) return err(refused)
  return ok({ sites, all, shapes })
}

const OUTCOMES: readonly Cell[] = [
  { kind: 'at', index: 0, value: 0 },
  { kind: 'at', index: 1, value: 1 },
]

function combinations(axes: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] {
  return axes.reduce<readonly (readonly Cell[])[]>(
    (rows, cells) => rows.flatMap((row) => cells.map((cell) => [...row, cell])),
    [[]],
  )
}

/** What follows from the choices: their own values, and what `extends` fixes by them. */
function knownOf(policy: TypedPolicy, closed: ReadonlyMap<Param, Value>): Known {
  const parents = boundByParents(policy)
  const bindings = new Map(closed)
  for (const [param, fold] of parents.folded) {
    const value = fold(bindings)
    if (value !== undefined) bindings.set(param, value)
  }
  return { closed: bindings, parents: parents.constants }
}

interface Collected {
  readonly all: Sites
  readonly constants: ReadonlySet<number>
}

function collected(body: Body, known: Known, tiers: readonly string[]): Collected {
  const all = newSites()
  const constants = new Set([1, -1, 0, 1e-6])
  const standing = body.fallback?.kind === 'term' ? numbersIn(body.fallback.term) : []
  const open = (constant: Constant): OpenConstant => openConstant(constant, known)
  for (const [param, constant] of known.parents) {
    if (param.range === undefined || known.closed.has(param)) continue
    const { low, high } = param.range
    siteOf(open(constant), all).limits.push({ low, high, by: `the range of \`${param.name}\`` })
  }
  openBody(body, {
    closed: known.closed,
    constant(constant, role) {
      const opened = open(constant)
      if (opened.kind !== 'value') addRole(siteOf(opened, all), role, { standing, tiers })
      else if (typeof opened.value.value === 'number') constants.add(opened.value.value)
      return constant
    },
    test({ left, relation, right }) {
      const [a, b] = [open(left), open(right)]
      if (a.kind !== 'value' || b.kind !== 'value') decidedBy({ relation }, [a, b], all)
      return false
    },
    ordered: (low, high) => addPair(all.ordered, [open(low), open(high)], all),
    notBothZero: (one, other) => addPair(all.notBothZero, [open(one), open(other)], all),
  })
  return { all, constants }
}

function addPair(
  pairs: [OpenConstant, OpenConstant][],
  pair: readonly [OpenConstant, OpenConstant],
  all: Sites,
): void {
  if (pair.every(({ kind }) => kind === 'value')) return
  for (const each of pair) if (each.kind !== 'value') siteOf(each, all)
  pairs.push([...pair])
}

function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : []
}

/** The body with a value at every site, and an outcome for every test behind them. */
function substitutedBody(
  body: Body,
  {
    known,
    all,
    values,
  }: { readonly known: Known; readonly all: Sites; readonly values: readonly Value['value'][] },
): Body {
  const opening: Opening = {
    closed: known.closed,
    constant(constant) {
      const opened = openConstant(constant, known)
      if (opened.kind === 'value')
        return { kind: 'value', place: constant.place, value: opened.value }
      return valueAt(constant.place, values[siteOf(opened, all).index] ?? 0)
    },
    test({ left, relation, right }) {
      const [a, b] = [openConstant(left, known), openConstant(right, known)]
      if (a.kind === 'value' && b.kind === 'value') return testHolds(a.value, relation, b.value)
      const decided = decidedBy({ relation }, [a, b], all)
      if (decided.kind === 'test') return values[all.sites.size + decided.test.index] === true
      const left_ = values[decided.site.index]
      return holds(Number(left_), { relation: decided.relation, value: decided.value })
    },
    ordered: () => {},
    notBothZero: () => {},
  }
  return openBody(body, opening)
}

function testHolds(
  left: Value,
  relation: Parameters<typeof holds>[1]['relation'],
  right: Value,
): boolean {
  if (left.kind === 'number' && right.kind === 'number') {
    return holds(left.value, { relation, value: right.value })
  }
  return (left.value === right.value) === (relation === 'eq')
}

function lowerWith(
  {
    policy,
    closed,
    body,
  }: { readonly policy: TypedPolicy; readonly closed: Bindings; readonly body: Body },
  engine: Engine,
): Result<Term, Unopenable> {
  const sharing = { ...newSharing(policy), body }
  const args = new Map(
    [...policy.params.values()].flatMap((param) => {
      const value = closed.get(param)
      return value === undefined ? [] : [[param, value] as const]
    }),
  )
  const { value, diagnostics } = lowerPolicy({ policy, args }, { ...engine, sharing })
  if (value === undefined || hasErrors(diagnostics))
    return err({ kind: 'diagnostics', diagnostics })
  return ok(value.lowered.term)
}
