import { ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import { analyse, policySet } from '../../compile/index.ts'
import { listed } from '../../compile/listed.ts'
import { ANONYMOUS } from '../../compile/resolve/module.ts'
import { quote } from '../../ir/describe-value.ts'
import type { RouterError } from '../router-error.ts'
import { forbiddenTransform } from './forbidden-transform.ts'
import { type OwnPolicy, ownPolicy } from './own-policy.ts'
import type { PolicyParams } from './policy-params.ts'
import { refused } from './refused.ts'
import type { TermGround } from './term-policy.ts'
import { toldDiagnostics } from './told-diagnostics.ts'

export interface PolicyText {
  readonly text: string
  /** Which of several, as `model` says it. */
  readonly chosen: string | undefined
  readonly params: PolicyParams
}

/** The policy that came as `.uh` text in `policy`: the only one of the text, or the chosen one. */
export function textPolicy(
  { text, chosen, params }: PolicyText,
  { vocabulary, transforms }: TermGround,
): Result<OwnPolicy, RouterError> {
  const source: Source = { name: 'policy', text }
  const { value: analysis, diagnostics } = analyse(source, { vocabulary })
  if (analysis === undefined) {
    return invalid(`\`policy\` does not compile:\n${toldDiagnostics(diagnostics, text)}`)
  }
  const set = policySet(analysis)
  const name = chosenOf(set.names, chosen)
  if (!name.ok) return name
  const compiled = set.compile(name.value, params)
  if (compiled.value === undefined) {
    return refused('invalid_policy_params', toldDiagnostics(compiled.diagnostics), 'policy_params')
  }
  const forbidden = forbiddenTransform(compiled.value.policy_ir, transforms)
  if (forbidden !== undefined) return refused('forbidden_transform', forbidden.message, 'policy')
  const own = ownPolicy(compiled.value, { way: 'text', sources: [source] })
  // What has no name of its own goes by the one that the request gives it.
  return ok(own.name === ANONYMOUS && chosen !== undefined ? { ...own, name: chosen } : own)
}

function chosenOf(
  names: readonly string[],
  chosen: string | undefined,
): Result<string, RouterError> {
  const [only, ...others] = names
  if (only === undefined) {
    return invalid('`policy` holds no policy: write one, such as `cheapest where quality >= 0.8`')
  }
  if (others.length === 0) return ok(only)
  if (chosen !== undefined && names.includes(chosen)) return ok(chosen)
  const found = chosen === undefined ? '' : ` and none of them is ${quote(chosen)}`
  return invalid(
    `\`policy\` holds ${names.length} policies, ${listed(names)}${found}: choose one with \`"model": "policy:${only}"\``,
  )
}

function invalid(message: string) {
  return refused('invalid_policy_text', message, 'policy')
}
