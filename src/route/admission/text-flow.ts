import { ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import { analyse, policySet } from '../../compile/index.ts'
import { listed } from '../../compile/listed.ts'
import { quote } from '../../ir/describe-value.ts'
import type { RouterError } from '../router-error.ts'
import { forbiddenStep } from './forbidden-step.ts'
import { compiledFlow } from './named-flow.ts'
import type { OwnFlow } from './own-flow.ts'
import { refused } from './refused.ts'
import { stepWarnings } from './step-warnings.ts'
import type { TermGround } from './term-policy.ts'
import { toldDiagnostics } from './told-diagnostics.ts'

/**
 * A flow of the `.uh` text in `policy`, which holds the policies of its steps as well.
 *
 * @param chosen which one, as `model` says it; may be absent where there is only one.
 */
export function textFlow(
  text: string,
  chosen: string | undefined,
  { vocabulary, transforms }: TermGround,
): Result<OwnFlow, RouterError> {
  const source: Source = { name: 'policy', text }
  const { value: analysis, diagnostics } = analyse(source, { vocabulary })
  if (analysis === undefined) {
    return invalid(`\`policy\` does not compile:\n${toldDiagnostics(diagnostics, text)}`)
  }
  const flows = policySet(analysis).flows()
  const names = flows.map(({ name }) => name)
  const [only] = flows
  const flow =
    chosen === undefined && flows.length === 1 ? only : flows.find(({ name }) => name === chosen)
  if (flow === undefined) return invalid(notChosen(names, chosen))
  const own = compiledFlow({ flow, sources: [source] }, 'text')
  const forbidden = forbiddenStep(own, transforms)
  if (forbidden !== undefined) return refused('forbidden_transform', forbidden, 'policy')
  return ok({ ...own, warnings: stepWarnings(own, () => 'policy') })
}

function notChosen(names: readonly string[], chosen: string | undefined): string {
  if (names.length === 0) {
    return '`policy` holds no flow: write one, or ask for a policy of it as `"model": "policy:NAME"`'
  }
  const found = chosen === undefined ? '' : `, and none of them is ${quote(chosen)}`
  return `\`policy\` holds the flows ${listed(names)}${found}: choose one with \`"model": "flow:${names[0]}"\``
}

function invalid(message: string) {
  return refused('invalid_policy_text', message, 'policy')
}
