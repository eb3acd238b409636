import type { Unit } from '../../catalog/units.ts'
import type { Expr, MatchArm } from '../../syntax/ast.ts'
import type { Condition } from './condition.ts'
import type { Constant } from './constant.ts'
import { kindOf } from './expect-condition.ts'
import type { Match, Param } from './param.ts'
import { placeIn, report, type Scope } from './scope.ts'
import type { Score } from './score.ts'
import type { Typed } from './typed.ts'
import { commonUnit, UNIT_NAMES } from './units.ts'

export interface Arms {
  readonly param: Param
  /** Every label, with the arm that gives its value. */
  readonly arms: ReadonlyMap<string, MatchArm>
  readonly values: ReadonlyMap<MatchArm, Typed>
}

/**
 * The match as what its values are: a condition, a score, or a constant. Adds UH2018 when they
 * are not of one kind.
 */
export function unifyArms(
  expr: Expr & { kind: 'match' },
  { param, arms, values }: Arms,
  scope: Scope,
): Typed | undefined {
  const place = placeIn(scope, expr)
  const all = [...values]
  const family = familyOf(all[0]?.[1])
  const stray = all.find(([, typed]) => familyOf(typed) !== family)
  if (stray !== undefined) return reportStray(all[0], stray, scope)
  if (family === undefined) return reportName(all[0], scope)

  if (all.every(([, typed]) => isConstant(typed, 'flag'))) {
    return { sort: 'constant', type: { kind: 'flag' }, constant: collect(constantOf) }
  }
  if (family === 'condition') return { sort: 'condition', condition: collect(conditionOf) }
  if (family === 'text') {
    return { sort: 'constant', type: { kind: 'text' }, constant: collect(constantOf) }
  }
  if (!all.every(([, typed]) => isConstant(typed, 'number'))) {
    const unit = all.map(([, typed]) => unitOf(typed)).reduce(sameUnit)
    return { sort: 'score', score: collect(scoreOf), unit }
  }
  let unit: Unit = (all[0] && unitOf(all[0][1])) ?? 'number'
  for (const [arm, typed] of all) {
    const common = commonUnit(unit, unitOf(typed) ?? 'number')
    if (common === undefined) return reportUnits([arm, typed], unit, scope)
    unit = common
  }
  return { sort: 'constant', type: { kind: 'number', unit }, constant: collect(constantOf) }

  function collect<T>(pick: (typed: Typed) => T | undefined): Match<T> {
    const picked = new Map<string, T>()
    for (const [label, arm] of arms) {
      const typed = values.get(arm)
      const value = typed && pick(typed)
      if (value !== undefined) picked.set(label, value)
    }
    return { kind: 'match', place, param, arms: picked }
  }
}

/** What can stand for one another in the arms of a match. */
function familyOf(typed: Typed | undefined): 'condition' | 'score' | 'text' | undefined {
  if (typed === undefined || typed.sort === 'subject') return undefined
  if (typed.sort !== 'constant') return typed.sort
  if (typed.type.kind === 'flag') return 'condition'
  return typed.type.kind === 'number' ? 'score' : 'text'
}

function isConstant(typed: Typed, kind: 'flag' | 'number'): boolean {
  return typed.sort === 'constant' && typed.type.kind === kind
}

function constantOf(typed: Typed): Constant | undefined {
  return typed.sort === 'constant' ? typed.constant : undefined
}

function conditionOf(typed: Typed): Condition | undefined {
  if (typed.sort === 'condition') return typed.condition
  if (typed.sort !== 'constant') return undefined
  return { kind: 'flag', place: typed.constant.place, value: typed.constant }
}

function scoreOf(typed: Typed): Score | undefined {
  if (typed.sort === 'score') return typed.score
  if (typed.sort !== 'constant') return undefined
  return { kind: 'number', place: typed.constant.place, value: typed.constant }
}

function unitOf(typed: Typed): Unit | undefined {
  if (typed.sort === 'score') return typed.unit
  return typed.sort === 'constant' && typed.type.kind === 'number' ? typed.type.unit : undefined
}

function sameUnit(a: Unit | undefined, b: Unit | undefined): Unit | undefined {
  return a === undefined || b === undefined ? undefined : commonUnit(a, b)
}

type Arm = readonly [MatchArm, Typed]

function reportStray(first: Arm | undefined, [arm, typed]: Arm, scope: Scope): undefined {
  if (first === undefined) return undefined
  return report(scope, 'UH2018', {
    node: arm.value,
    message: `this is ${kindOf(typed)}, but the first value is ${kindOf(first[1])}`,
    label: kindOf(typed),
    also: [{ ...placeIn(scope, first[0].value), label: kindOf(first[1]) }],
    help: 'every value of a `match` has to be of one kind, since any of them may stand there',
  })
}

function reportName(first: Arm | undefined, scope: Scope): undefined {
  if (first === undefined) return undefined
  return report(scope, 'UH2018', {
    node: first[0].value,
    message: `this is ${kindOf(first[1])}, but a \`match\` gives conditions, scores or constants`,
  })
}

function reportUnits([arm, typed]: Arm, unit: Unit, scope: Scope): undefined {
  return report(scope, 'UH2018', {
    node: arm.value,
    message: `this is ${UNIT_NAMES[unitOf(typed) ?? 'number']}, but another value is ${UNIT_NAMES[unit]}`,
    help: 'give every value of a `match` the same unit',
  })
}
