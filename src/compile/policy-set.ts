import { compareBytes } from '../base/byte-order.ts'
import { type Checked, type Diagnostic, hasErrors } from '../base/diagnostic.ts'
import { nearestName } from '../base/nearest-name.ts'
import { TERM_VERSION } from '../ir/encode.ts'
import type { Analysis } from './analyse.ts'
import { bindArguments } from './bind-arguments.ts'
import type { Value } from './check/constant.ts'
import { type CompiledFlow, compileFlow } from './compile-flow.ts'
import { type CompiledPolicy, compilePolicy } from './compile-policy.ts'
import { givenParams } from './given-params.ts'
import { problem } from './problem.ts'
import type { Target } from './target.ts'
import { newWorkload } from './workload.ts'

/** The policies of a file, to be compiled for one call after another. */
export interface PolicySet {
  readonly names: readonly string[]
  /**
   * The policy for these values of its parameters. Compiled once for each; the same values again
   * answer the same object. Undefined, with diagnostics, where the name or a value is wrong.
   */
  readonly compile: (
    name: string,
    params?: Readonly<Record<string, unknown>>,
  ) => Checked<CompiledPolicy | undefined>
  /** The names of the parameters of a policy; none where there is no such policy. */
  readonly parameters: (name: string) => readonly string[]
  /**
   * Some of the parameters of a policy as values, numbers in canonical units: `$10/Mtok` is 10. With
   * diagnostics for each that does not fit; that others are left without a value is none.
   */
  readonly read: (
    name: string,
    params: Readonly<Record<string, unknown>>,
  ) => Checked<ReadonlyMap<string, Value['value']>>
  /** The flows of the file; what is wrong with one is told by whoever compiles the file. */
  readonly flows: () => readonly CompiledFlow[]
}

/** Of a file without errors: reading, resolving and checking are done once and for all. */
export function policySet(analysis: Analysis, target: Target = TERM_VERSION): PolicySet {
  const { program, vocabulary, main } = analysis
  const policies = new Map(program.policies.map((each) => [each.definition.name, each]))
  const known = new Map<string, Checked<CompiledPolicy | undefined>>()
  return {
    names: [...policies.keys()],
    parameters: (name) => [...(policies.get(name)?.params.keys() ?? [])],
    read(name, params) {
      const policy = policies.get(name)
      if (policy === undefined) return { value: new Map(), diagnostics: [unknown(name)] }
      const { value, diagnostics } = bindArguments(policy, givenParams(params))
      return {
        value: new Map([...value].map(([param, { value: read }]) => [param.name, read])),
        diagnostics: diagnostics.filter(({ code }) => code !== 'UH2012'),
      }
    },
    flows() {
      const workload = newWorkload()
      return program.flows.flatMap(
        (flow) => compileFlow(flow, { vocabulary, target }, workload).value ?? [],
      )
    },
    compile(name, params = {}) {
      const key = keyOf(name, params)
      const before = known.get(key)
      if (before !== undefined) return before
      const made = make(name, params)
      // Values may come from anywhere: a flood of them is compiled each time, not kept.
      if (known.size < MOST_KEPT) known.set(key, made)
      return made
    },
  }

  function make(
    name: string,
    params: Readonly<Record<string, unknown>>,
  ): Checked<CompiledPolicy | undefined> {
    const policy = policies.get(name)
    if (policy === undefined) return failed([unknown(name)])
    const bound = bindArguments(policy, givenParams(params))
    if (hasErrors(bound.diagnostics)) return failed(bound.diagnostics)
    return compilePolicy({ policy, args: bound.value }, { vocabulary, target })
  }

  function unknown(name: string): Diagnostic {
    const nearest = nearestName(name, policies.keys())
    const at = { source: main.name, span: { start: 0, end: 0 } }
    return problem('UH1002', at, {
      message: `no policy is called \`${name}\``,
      help: nearest === undefined ? undefined : `did you mean \`${nearest}\`?`,
    })
  }
}

const MOST_KEPT = 1024

function failed(diagnostics: readonly Diagnostic[]): Checked<undefined> {
  return { value: undefined, diagnostics }
}

/** The same for the same values in any order. What JSON cannot hold is told by its type. */
function keyOf(name: string, params: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(params).sort(([a], [b]) => compareBytes(a, b))
  return JSON.stringify([
    name,
    ...entries.map(([key, value]) => [
      key,
      typeof value,
      typeof value === 'object' ? null : String(value),
    ]),
  ])
}
