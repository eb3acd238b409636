import { type CompiledPolicy, compile } from './compile/index.ts'
import { programFault } from './compile/program-fault.ts'

/** What may stand in the place of a value in a {@link policy} template. */
export type TemplateValue = string | number | boolean | readonly (string | number)[]

/**
 * Compiles a policy that is written in the program.
 *
 * ```ts
 * const { policy_ir } = policy`cheapest where quality >= ${0.8} and provider in ${providers}`
 * ```
 *
 * A value becomes a constant where it stands, never more: a text is quoted, a number is written in
 * digits (with its unit around it: `$${5}/Mtok`), a list becomes a list. So a value from outside
 * cannot change what the policy says.
 *
 * @returns the one policy of the text.
 * @throws Error with every report, when the text does not compile or holds no one policy: it is
 *   part of the program, so that is a bug in it. Use `compile` for a text from elsewhere.
 */
export function policy(
  texts: TemplateStringsArray,
  ...values: readonly TemplateValue[]
): CompiledPolicy {
  let text = texts[0] ?? ''
  for (const [i, value] of values.entries()) {
    if (!isOpen(text)) {
      throw new Error(
        'a value stands inside quotes or a comment: leave the quotes out, they are added',
      )
    }
    text += written(value) + (texts[i + 1] ?? '')
  }
  const { value, diagnostics } = compile({ name: '<policy>', text })
  if (value === undefined) throw new Error(programFault(text, diagnostics))
  const [only, ...others] = value.policies
  if (only !== undefined && others.length === 0) return only
  throw new Error(`expected one policy, found ${value.policies.length}`)
}

/** Whether what follows a text is outside of quotes, backticks and comments. */
function isOpen(text: string): boolean {
  const rest = text.replace(/"(?:[^"\\\r\n]|\\.)*"|`[^`\r\n]*`|#[^\r\n]*[\r\n]/g, ' ')
  return !/["`#]/.test(rest)
}

function written(value: TemplateValue): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return String(value)
    throw new Error(`a policy cannot hold the number ${value}`)
  }
  return `[${value.map(written).join(', ')}]`
}
