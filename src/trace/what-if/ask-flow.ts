import type { Library } from '../library.ts'
import { type PlayedFlow, playedNodes } from '../play-flow.ts'
import type { Basis } from './basis.ts'
import type { Unjudged } from './change.ts'
import { isSameEnd } from './end.ts'
import { isCompared } from './estimate.ts'
import type { WhatIf, WhatIfs } from './what-if.ts'

/**
 * What would have been of the nodes of a flow, in their order, each as if it had been asked again
 * by itself. Where one that feeds it would end otherwise, what it would have been given is not
 * known, and the estimate says so.
 */
export function askFlow(
  { ask }: WhatIfs,
  played: PlayedFlow,
  library: Library,
): readonly (WhatIf | Unjudged)[] {
  const changed = new Set<string>()
  const nodes = playedNodes(played)
  return played.flow.nodes.flatMap(({ node, inputs }, index) => {
    const one = nodes[index]
    if (one === undefined) return []
    const answer = ask(one, library)
    const isFedOtherwise = inputs.some((name) => changed.has(name))
    if (isFedOtherwise || 'why' in answer || !isSameEnd(answer.from, answer.to)) changed.add(node)
    return [isFedOtherwise ? onOtherInput(answer) : answer]
  })
}

/** What is in no sum rests on nothing more. */
function onOtherInput(answer: WhatIf | Unjudged): WhatIf | Unjudged {
  if ('why' in answer || !isCompared(answer)) return answer
  const bases: readonly Basis[] = [...answer.bases, 'other input']
  return { ...answer, bases }
}
