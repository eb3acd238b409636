import { err, ok, type Result } from '../../base/result.ts'
import { unreachable } from '../../base/unreachable.ts'
import type { CompiledFlow, CompiledPolicy } from '../../compile/index.ts'
import { encode, TERM_VERSION } from '../../ir/encode.ts'
import { encodeFlow } from '../../ir/encode-flow.ts'
import { prettyJson } from '../json/pretty-json.ts'
import { type Problem, problem } from '../problem.ts'
import type { Compilation } from './compile-input.ts'
import { sourceMaps } from './source-maps.ts'

/** The forms in which `compile` answers. */
export const FORMS = ['json', 'term', 'encoding', 'fingerprint', 'expanded', 'map'] as const

export type Form = (typeof FORMS)[number]

/** Those that are JSON. */
export const JSON_FORMS: ReadonlySet<Form> = new Set<Form>(['json', 'term', 'map'])

/** What was compiled, in the form asked for. Some forms hold one policy or flow. */
export async function emitted(
  form: Form,
  compilations: readonly Compilation[],
): Promise<Result<string, Problem>> {
  switch (form) {
    case 'json':
      return ok(`${prettyJson(everything(compilations))}\n`)
    case 'map':
      return ok(`${prettyJson(sourceMaps(compilations))}\n`)
    case 'expanded':
      return ok((await import('../topics/policies.ts')).expanded(compilations))
    case 'term':
      return ofOne(compilations, (one) => JSON.stringify(termOf(one)))
    case 'encoding':
      return ofOne(compilations, (one) =>
        'policy_ir' in one ? encode(one.policy_ir) : encodeFlow(one.flow_ir),
      )
    case 'fingerprint':
      return ofOne(compilations, ({ fingerprint }) => fingerprint)
    default:
      return unreachable(form)
  }
}

function everything(compilations: readonly Compilation[]) {
  return {
    schema_version: 1,
    version: TERM_VERSION,
    policies: compilations.flatMap(({ output }) =>
      output.policies.map(({ name, fingerprint, policy_ir, params, source }) => ({
        name,
        fingerprint,
        policy_ir,
        params,
        source,
      })),
    ),
    flows: compilations.flatMap(({ output }) =>
      output.flows.map(({ name, fingerprint, flow_ir, source }) => ({
        name,
        fingerprint,
        flow_ir,
        source,
      })),
    ),
  }
}

type Compiled = CompiledPolicy | CompiledFlow

function termOf(compiled: Compiled): unknown {
  return 'policy_ir' in compiled ? compiled.policy_ir : compiled.flow_ir
}

function ofOne(
  compilations: readonly Compilation[],
  text: (one: Compiled) => string,
): Result<string, Problem> {
  const all = compilations.flatMap(({ output }): Compiled[] => [
    ...output.policies,
    ...output.flows,
  ])
  const [only, ...others] = all
  if (only === undefined) return err(problem('there is no policy to be written'))
  if (others.length === 0) return ok(`${text(only)}\n`)
  const names = all.map(({ name }) => `\`${name}\``).join(', ')
  return err(
    problem(
      `this form holds one policy, and there are ${all.length}: ${names}`,
      'choose one with `--policy NAME`',
    ),
  )
}
