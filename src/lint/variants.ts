import { type Checked, type Diagnostic, hasErrors } from '../base/diagnostic.ts'
import type { Value } from '../compile/check/constant.ts'
import type { Param } from '../compile/check/param.ts'
import type { TypedPolicy } from '../compile/check/typed-policy.ts'
import { distinct } from '../compile/distinct.ts'
import type { Analysis } from '../compile/index.ts'
import { type Engine, type LoweredPolicy, lowerPolicy } from '../compile/lower-policy.ts'
import { quantityText } from '../compile/quantity-text.ts'
import { newSharing } from '../compile/sharing.ts'
import { newWorkload, withinWorkload } from '../compile/workload.ts'

/** A policy for some of the values that its parameters may have. */
export interface PolicyVariants {
  readonly name: string
  readonly typed: TypedPolicy
  /** Whether every choice and flag was combined with every other. */
  readonly isComplete: boolean
  /** None where a parameter has neither a default nor values that could be listed. */
  readonly variants: readonly PolicyVariant[]
}

export interface PolicyVariant {
  /** As a person writes them: `plan = free, private = true`; empty where there are none. */
  readonly values: () => string
  /** The same without numbers and texts: what conditions come out as apart from their bounds. */
  readonly choices: () => string
  readonly lowered: LoweredPolicy
}

/**
 * The policies of a file, each for every choice, both states of a flag and both ends of a range;
 * where that makes more than {@link MOST_VARIANTS}, for one parameter after the other, the rest at
 * their defaults. Adds what lowering them adds.
 */
export function lowerVariants({
  program,
  vocabulary,
}: Analysis): Checked<readonly PolicyVariants[]> {
  const diagnostics: Diagnostic[] = []
  const workload = newWorkload()
  const value = program.policies.map((policy): PolicyVariants => {
    const variants: PolicyVariant[] = []
    const { isComplete, all } = argumentsOf(policy)
    const engine: Engine = { vocabulary, target: 'sigma-pol/v2', sharing: newSharing(policy) }
    for (const args of all) {
      const outcome = withinWorkload(workload, policy.place, () =>
        lowerPolicy({ policy, args }, engine),
      )
      diagnostics.push(...outcome.diagnostics)
      if (outcome.value !== undefined && !hasErrors(outcome.diagnostics)) {
        variants.push({
          values: () => spelled([...args]),
          choices: () => spelled([...args].filter(([{ type }]) => isListed(type))),
          lowered: outcome.value,
        })
      }
    }
    return { name: policy.definition.name, typed: policy, isComplete, variants }
  })
  return { value, diagnostics: distinct(diagnostics) }
}

const MOST_VARIANTS = 32

/** Whether every value that there is can be tried. */
export function isListed({ kind }: Param['type']): boolean {
  return kind === 'choice' || kind === 'flag'
}

type Arguments = ReadonlyMap<Param, Value>

interface Tried {
  readonly isComplete: boolean
  readonly all: readonly Arguments[]
}

function argumentsOf(policy: TypedPolicy): Tried {
  const params = [...policy.params.values()]
  const choices = params.map((param) => ({ param, values: valuesOf(param) }))
  if (choices.some(({ values }) => values.length === 0)) return { isComplete: false, all: [] }
  const count = choices.reduce((product, { values }) => product * values.length, 1)
  const isComplete = count <= MOST_VARIANTS
  return { isComplete, all: isComplete ? everyCombination(choices) : oneAfterTheOther(choices) }
}

interface Choice {
  readonly param: Param
  /** Not empty; the default comes first where there is one. */
  readonly values: readonly Value[]
}

function everyCombination(choices: readonly Choice[]): readonly Arguments[] {
  return choices.reduce<readonly Arguments[]>(
    (all, { param, values }) =>
      all.flatMap((args) => values.map((value) => new Map([...args, [param, value]]))),
    [new Map()],
  )
}

function oneAfterTheOther(choices: readonly Choice[]): readonly Arguments[] {
  const usual: Arguments = new Map(
    choices.flatMap(({ param, values }) => (values[0] === undefined ? [] : [[param, values[0]]])),
  )
  const others = choices.flatMap(({ param, values }) =>
    values.slice(1).map((value) => new Map([...usual, [param, value]])),
  )
  return [usual, ...others].slice(0, MOST_VARIANTS)
}

function valuesOf(param: Param): readonly Value[] {
  const listed = [...(param.default === undefined ? [] : [param.default]), ...possibleValues(param)]
  return listed.filter(
    (value, index) => listed.findIndex((each) => each.value === value.value) === index,
  )
}

function possibleValues({ type, range }: Param): readonly Value[] {
  switch (type.kind) {
    case 'choice':
      return type.labels.map((value) => ({ kind: 'text', value }))
    case 'flag':
      return [true, false].map((value) => ({ kind: 'flag', value }))
    case 'number':
      if (range === undefined) return []
      return [range.low, range.high].map((value) => ({ kind: 'number', value, unit: type.unit }))
    default:
      return []
  }
}

function spelled(args: readonly (readonly [Param, Value])[]): string {
  return args
    .map(([{ name }, value]) =>
      value.kind === 'number'
        ? `${name} = ${quantityText(value.value, value.unit)}`
        : `${name} = ${value.value}`,
    )
    .join(', ')
}
