import { visible } from '../../report/glyphs.ts'
import type { Style } from '../../report/style.ts'
import { toldName } from '../../report/told-name.ts'
import { wrap } from '../../report/wrap.ts'
import { policyTitle } from '../../simulate/policy-title.ts'
import type { FlowPart } from './flow-parts.ts'

/** A flow as a list, stage by stage: each step with what it takes and whom it asks first. */
export function flowList(
  levels: readonly (readonly FlowPart[])[],
  { style, width }: { readonly style: Style; readonly width: number },
): readonly string[] {
  const names = new Map(levels.flat().map(({ id, name }) => [id, toldName(name)]))
  const taken = ({ inputs }: FlowPart) => inputs.map((id) => names.get(id) ?? id).join(', ')
  const indented = (text: string) => wrap(text, width - INDENT.length).map((line) => INDENT + line)
  return levels.slice(1).flatMap((parts, i) => [
    ...(parts[0]?.kind === 'llm' ? [style.faint(`stage ${i + 1}`)] : []),
    ...parts.flatMap((part) => {
      const name = toldName(part.name)
      if (part.asks === undefined) return wrap(`${name} gives what ${taken(part)} gave`, width)
      const { policy, first } = part.asks
      const who = first === undefined ? 'selects nobody' : `tries ${visible(first)} first`
      return [
        `  ${style.strong(name)}`,
        ...indented(`takes ${taken(part)}`),
        ...indented(`asks ${visible(policyTitle(policy))}, which ${who}`),
      ]
    }),
  ])
}

const INDENT = '    '
