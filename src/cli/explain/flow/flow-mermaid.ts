import { toldName } from '../../report/told-name.ts'
import { policyTitle } from '../../simulate/policy-title.ts'
import type { FlowPart } from './flow-parts.ts'

/** A flow as a Mermaid flowchart, for pages that draw it. A line says which input it is. */
export function flowMermaid(levels: readonly (readonly FlowPart[])[]): string {
  const parts = levels.flat()
  const lines = [
    'flowchart TD',
    ...parts.map(({ id, kind, name, asks }) => {
      if (asks === undefined) return `${id}([${label([name, ...(name === kind ? [] : [kind])])}])`
      return `${id}[${label([name, policyTitle(asks.policy), asks.first ?? 'nobody'])}]`
    }),
    ...parts.flatMap(({ id, inputs }) =>
      inputs.map((input, i) =>
        inputs.length === 1 ? `${input} --> ${id}` : `${input} -->|${i + 1}| ${id}`,
      ),
    ),
  ]
  return `${lines.map((line, i) => (i === 0 ? line : `  ${line}`)).join('\n')}\n`
}

function label(lines: readonly string[]): string {
  return `"${lines.map(escaped).join('<br/>')}"`
}

/**
 * Text that Mermaid shows as it is: all but letters, digits, blanks and a few signs that mean
 * nothing there is written as the entity of its code point, `#35;`. So nothing ends the label, is
 * HTML, Markdown, a directive or a comment. At its beginning a digit or a sign would make a list.
 */
function escaped(text: string): string {
  return [...toldName(text)]
    .map((char, i) => {
      const isPlain = i === 0 ? /[A-Za-z]/.test(char) : /[A-Za-z0-9 ./-]/.test(char)
      return isPlain ? char : `#${char.codePointAt(0)};`
    })
    .join('')
}
