import type { Style } from './style.ts'
import { wrap } from './wrap.ts'

/**
 * A page of the documentation on a terminal: headings stand out, paragraphs are wrapped, code is
 * indented. Understands what those pages use: headings, paragraphs, fences, code in backticks.
 */
export function renderMarkdown(page: string, { width, style }: MarkdownLook): string {
  const lines: string[] = []
  let paragraph: string[] = []
  let inFence = false
  const flush = () => {
    if (paragraph.length === 0) return
    lines.push(...wrap(paragraph.join(' '), width).map((line) => withCode(line, style)))
    paragraph = []
  }
  for (const line of page.split('\n')) {
    const isFence = line.startsWith('```')
    if (isFence || line === '' || line.startsWith('#') || inFence) flush()
    if (isFence) inFence = !inFence
    else if (inFence) lines.push(`    ${style.accent(line)}`.trimEnd())
    else if (line.startsWith('#')) lines.push(style.strong(line.replace(/^#+ /, '')))
    else if (line === '') lines.push('')
    else paragraph.push(line)
  }
  flush()
  return `${lines.join('\n').trimEnd()}\n`
}

export interface MarkdownLook {
  readonly width: number
  readonly style: Style
}

/** Code that a wrapped line cuts in two stays as it is. */
function withCode(line: string, style: Style): string {
  return line.replace(/`([^`]+)`/g, (_, code: string) => style.accent(code))
}
