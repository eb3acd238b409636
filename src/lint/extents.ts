import type { CatalogVocabulary } from '../catalog/index.ts'
import type { Applied } from '../compile/check/check-reference.ts'
import type { Value } from '../compile/check/constant.ts'
import type { Param } from '../compile/check/param.ts'
import {
  type CompiledInstance,
  compileInstances,
  type OpenPolicy,
} from '../compile/compile-instances.ts'
import { boundByParents, paramsIn } from '../compile/instances/open-params.ts'
import { withoutParams } from '../compile/instances/without-params.ts'
import { inheritedBody } from '../compile/specialise/extend.ts'
import { newWorkload } from '../compile/workload.ts'

/** What a policy can let pass, over all values of the parameters that are open. */
export interface Extents {
  /** The open parameters on which the filter depends. */
  readonly open: readonly string[]
  /** Together they let pass whatever any other way to apply the policy does, but for the gaps. */
  readonly widest: {
    readonly instances: readonly CompiledInstance[]
    readonly gaps: readonly string[]
  }
  /** Some of the ways that let pass least. */
  readonly narrowest: readonly CompiledInstance[]
  /**
   * Where there are gaps: the policy without some of the clauses that depend on open parameters, in
   * one way after the other. Each lets pass whatever the policy does, and has no gaps.
   */
  readonly relaxed: readonly (readonly CompiledInstance[])[]
}

/** The extents of a policy. Of one that cannot be compiled there is nothing but a gap. */
export function extentsOf(
  { applied, place }: Pick<OpenPolicy, 'applied' | 'place'>,
  vocabulary: CatalogVocabulary,
): Extents {
  const { policy, args } = applied
  const { where, ranking } = inheritedBody(policy)
  const bound = boundByParents(policy)
  const occurring = paramsIn([where, ranking], bound)
  const free = [...policy.params.values()].filter((param) => !args.has(param))
  const open = free.filter((param) => occurring.has(param))
  const lacking = free.filter((param) => isBoundless(param) && param.default === undefined)
  const whole: Applied = { policy, args: withStandIns(args, lacking) }

  const made = (each: Applied, extent: OpenPolicy['extent'] = 'widest') => {
    const ground = { vocabulary, workload: newWorkload() }
    const { value, diagnostics } = compileInstances({ applied: each, place, extent }, ground)
    const [first] = diagnostics.filter(({ severity }) => severity === 'error')
    return { ...value, gaps: first === undefined ? value.gaps : [...value.gaps, first.message] }
  }
  const relaxedBy = (params: readonly Param[]): readonly (readonly CompiledInstance[])[] => {
    if (params.length === 0) return []
    const { instances, gaps } = made({ ...whole, policy: withoutParams(policy, new Set(params)) })
    return gaps.length === 0 && instances.length > 0 ? [instances] : []
  }
  const anything = lacking.filter((param) => occurring.has(param))
  // What has no value at all can stand for nothing.
  const isWhole = anything.length === 0
  const widest = isWhole ? made(whole) : { instances: [], gaps: anything.map(gapOf) }
  // A stand-in for a weight of the score would settle which figures have to be known.
  const inRanking = paramsIn([ranking], bound)
  const isSettled = widest.gaps.length === 0 || anything.some((param) => inRanking.has(param))
  return {
    open: open.map(({ name }) => name),
    widest,
    narrowest: isWhole ? made(whole, 'narrowest').instances : [],
    relaxed: isSettled ? [] : [...relaxedBy(open.filter(isBoundless)), ...relaxedBy(open)],
  }
}

/** Whether there is no end to the values that a request can give. */
function isBoundless({ type, range }: Param): boolean {
  return type.kind === 'text' || (type.kind === 'number' && range === undefined)
}

/** With some value for each parameter that has none, so that there is something to compile. */
function withStandIns(
  args: ReadonlyMap<Param, Value>,
  lacking: readonly Param[],
): ReadonlyMap<Param, Value> {
  return new Map([...args, ...lacking.map((param) => [param, standIn(param)] as const)])
}

function standIn({ type }: Param): Value {
  return type.kind === 'number'
    ? { kind: 'number', value: 1, unit: type.unit }
    : { kind: 'text', value: 'anything' }
}

function gapOf({ name, type }: Param): string {
  const what = type.kind === 'number' ? 'number: it has no range' : 'text'
  return `\`${name}\` may be any ${what}`
}
