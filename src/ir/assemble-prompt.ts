import type { LlmNode } from './flow.ts'
import { TEMPLATE_SLOT } from './template-slots.ts'

/**
 * The prompt of a node, from what its inputs gave, in order.
 *
 * A template is filled in: `$` and digits stand for the input of that number, counted from 1, or
 * for nothing where there is none. Without a template one input is the prompt as it is, and
 * several become sections under `[input 1]`, `[input 2]`, ….
 */
export function assemblePrompt({ template }: LlmNode, texts: readonly string[]): string {
  if (template !== undefined) {
    return template.replace(TEMPLATE_SLOT, (_, digits: string) => texts[Number(digits) - 1] ?? '')
  }
  const [only = ''] = texts
  if (texts.length === 1) return only
  return texts.map((text, i) => `[input ${i + 1}]\n${text}`).join('\n\n')
}
