import type { Diagnostic } from '../../base/diagnostic.ts'
import { problem } from '../problem.ts'
import type { LetShape } from './let-shape.ts'
import type { LetDefinition } from './module.ts'

/**
 * Leaves out every `let` whose value, with the `let`s in it, has more than {@link MAX_HEIGHT}
 * levels. Later stages recurse into values, so this bounds them. Adds UH3006 for the first of a
 * chain.
 *
 * @param lets each after those it refers to.
 */
export function limitHeight(
  lets: readonly LetDefinition[],
  shapes: ReadonlyMap<LetDefinition, LetShape>,
  diagnostics: Diagnostic[],
): readonly LetDefinition[] {
  const heights = new Map<LetDefinition, number>()
  for (const definition of lets) {
    const { refersTo, height } = shapes.get(definition) ?? { refersTo: [], height: 0 }
    if (!refersTo.every((each) => heights.has(each))) continue
    const total = height + Math.max(0, ...refersTo.map((each) => heights.get(each) ?? 0))
    if (total <= MAX_HEIGHT) heights.set(definition, total)
    else {
      const { item, home, name } = definition
      diagnostics.push(
        problem(
          'UH3006',
          { source: home.source.name, span: item.name.span },
          {
            message: `\`${name}\` is built from more than ${MAX_HEIGHT} levels of other definitions`,
            help: 'a policy may be 64 levels deep; write the definition with fewer steps',
          },
        ),
      )
    }
  }
  return [...heights.keys()]
}

const MAX_HEIGHT = 256
