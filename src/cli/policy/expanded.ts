import { decompile } from '../../compile/index.ts'
import type { Compilation } from './compile-input.ts'

/** What short forms stand for, in the language itself; compiles to the same terms. */
export function expanded(compilations: readonly Compilation[]): string {
  const texts = compilations.map(({ output, vocabulary }) => {
    const { value } = decompile(output, { vocabulary, style: 'expanded' })
    if (value === undefined) throw new Error('what was compiled does not decompile')
    return value
  })
  return texts.join('\n')
}
