import type { Applied } from '../check/check-reference.ts'
import type { Value } from '../check/constant.ts'
import type { Param } from '../check/param.ts'
import type { Bindings } from '../fold-constant.ts'
import { quantityText } from '../quantity-text.ts'
import { inheritedBody } from '../specialise/extend.ts'
import { boundByParents, paramsIn } from './open-params.ts'
import { type Movement, movementsOf } from './polarity.ts'
import { type Zeros, zerosOf } from './score-zeros.ts'

/** Ways to apply a policy whose filters together let pass whatever any other way lets pass. */
export interface Instances {
  readonly instances: readonly Instance[]
  /** What they do not stand for, a sentence each. */
  readonly gaps: readonly string[]
}

export interface Instance {
  readonly applied: Applied
  /** The values of the open parameters that matter: `plan: free, max_out: $40/Mtok`. */
  readonly label: string
}

/** Which end of what a policy can let pass is looked for. */
export type Extent = 'widest' | 'narrowest'

/** How many are made. */
const MOST_INSTANCES = 256

/**
 * The instances of a policy of which some parameters are open: those that `applied` gives no value.
 *
 * - A choice or a flag is tried with each of its values.
 * - A number with a range is tried at one end, where the filter is widest: the upper end if every
 *   comparison with it lets more pass as it grows, the lower one if every one lets fewer pass. A
 *   weight is tried with the values, too, at which a field drops out of the score, and the guard
 *   that the field is known out of the filter with it.
 * - What remains is tried as it is by default, and told as a gap.
 *
 * Parameters that no part of the filter depends on keep their default.
 *
 * @param extent `narrowest` for the other way round: numbers are tried at the end where the filter
 *   lets pass least, and no weight at zero. What then is true of every instance need not be true of
 *   every value; what is true of one is true of some.
 */
export function instancesOf(applied: Applied, extent: Extent = 'widest'): Instances {
  const body = inheritedBody(applied.policy)
  const parts = [body.where, body.ranking]
  const bound = boundByParents(applied.policy)
  const occurring = paramsIn(parts, bound)
  const open = [...applied.policy.params.values()].filter((param) => !applied.args.has(param))
  const gaps = new Set<string>()
  const choosing = combined(
    open.map((param) => ({ param, values: occurring.has(param) ? choicesOf(param) : [] })),
    gaps,
  )
  const instances = choosing.flatMap((chosen) => {
    const args = new Map([...applied.args, ...chosen])
    const bindings = withParents(args, bound)
    const movements = movementsOf(body.where, { bindings, bound })
    const zeros = zerosOf(body.ranking, { bindings, bound })
    const tried = open
      .filter((param) => !args.has(param))
      .map((param) => ({
        param,
        values: occurring.has(param)
          ? valuesOf(param, {
              movement: movements.get(param),
              zeros: extent === 'widest' ? zeros.get(param) : undefined,
              upwards: extent === 'widest' ? 'widens' : 'narrows',
              gaps,
            })
          : fallbackOf(param),
      }))
    return combined(tried, gaps, Math.floor(MOST_INSTANCES / choosing.length)).map(
      (values): Instance => ({
        applied: { policy: applied.policy, args: new Map([...args, ...values]) },
        label: labelOf(
          open.filter((param) => occurring.has(param)),
          new Map([...chosen, ...values]),
        ),
      }),
    )
  })
  return { instances, gaps: [...gaps] }
}

/** Each value of a choice or a flag; none where the parameter is something else. */
function choicesOf({ type }: Pick<Param, 'type'>): readonly Value[] {
  if (type.kind === 'choice') return type.labels.map((value) => ({ kind: 'text', value }))
  if (type.kind === 'flag') return [true, false].map((value) => ({ kind: 'flag', value }))
  return []
}

interface Use {
  readonly movement: Movement | undefined
  readonly zeros: Zeros | undefined
  /** The movement that is followed to the upper end of a range. */
  readonly upwards: Movement
  readonly gaps: Set<string>
}

/** The values at which a number is tried; one whose every value matters is a gap. */
function valuesOf(param: Param, { movement, zeros, upwards, gaps }: Use): readonly Value[] {
  const { name, type, range } = param
  const only = fallbackOf(param)
  if (type.kind !== 'number') {
    gaps.add(`${onlyAs(param, only)}: a text may be anything`)
    return only
  }
  if (movement === undefined && zeros === undefined) return only
  if (range === undefined) {
    gaps.add(`${onlyAs(param, only)}: \`${name}\` has no range`)
    return only
  }
  if (movement === 'both') {
    gaps.add(`${onlyAs(param, only)}: more of it lets some models pass and keeps others out`)
    return only
  }
  if (zeros === 'unknown') {
    gaps.add(`${onlyAs(param, only)}: which figures have to be known may depend on it`)
    return only
  }
  const number = (value: number): Value => ({ kind: 'number', value, unit: type.unit })
  const end =
    movement === undefined ? only : [number(movement === upwards ? range.high : range.low)]
  const within = [...(zeros ?? [])].filter((each) => each >= range.low && each <= range.high)
  return [...end, ...within.filter((each) => each !== end[0]?.value).map(number)]
}

/** What stands for a parameter of which one value is enough. */
function fallbackOf({ default: usual, range, type }: Param): readonly Value[] {
  if (usual !== undefined) return [usual]
  const [first] = choicesOf({ type })
  if (first !== undefined) return [first]
  if (range === undefined || type.kind !== 'number') return []
  return [{ kind: 'number', value: range.low, unit: type.unit }]
}

function onlyAs({ name, default: usual }: Param, [only]: readonly Value[]): string {
  const as = usual === undefined ? '' : 'its default '
  return `only \`${name}\` at ${as}\`${only === undefined ? '' : valueText(only)}\` was looked at`
}

interface Axis {
  readonly param: Param
  /** None where the parameter is left alone. */
  readonly values: readonly Value[]
}

/** Every combination, as long as there are few enough; beyond, the first value stands for all. */
function combined(
  axes: readonly Axis[],
  gaps: Set<string>,
  most: number = MOST_INSTANCES,
): readonly (readonly (readonly [Param, Value])[])[] {
  let rows: readonly (readonly (readonly [Param, Value])[])[] = [[]]
  for (const { param, values } of axes) {
    if (values.length === 0) continue
    let kept = values
    if (rows.length * values.length > most) {
      const usual = param.default ?? values[0]
      kept = usual === undefined ? [] : [usual]
      gaps.add(`${onlyAs(param, kept)}: there are too many combinations to look at`)
    }
    rows = rows.flatMap((row) => kept.map((value) => [...row, [param, value] as const]))
  }
  return rows
}

/** The values given, and those of the parameters that `extends` fixes as far as they follow. */
function withParents(args: Bindings, bound: ReturnType<typeof boundByParents>): Bindings {
  const bindings = new Map(args)
  for (const [param, fold] of bound.folded) {
    const value = fold(bindings)
    if (value !== undefined) bindings.set(param, value)
  }
  return bindings
}

function labelOf(params: readonly Param[], values: Bindings): string {
  return params
    .flatMap((param) => {
      const value = values.get(param)
      return value === undefined ? [] : [`${param.name}: ${valueText(value)}`]
    })
    .join(', ')
}

function valueText(value: Value): string {
  if (value.kind === 'text') return JSON.stringify(value.value).replace(/^"([\w.-]+)"$/, '$1')
  if (value.kind === 'flag') return `${value.value}`
  const size = quantityText(Math.abs(value.value), value.unit)
  return value.value < 0 ? `-${size}` : size
}
