import type { IToken } from 'chevrotain'
import { onlyFix } from '../problem.ts'
import { shape } from '../shape.ts'
import { type OddToken, type Settled, wholeOf } from './settled.ts'

/** `// …` and `-- …`, to the end of the line. */
export const lineComment: OddToken = {
  shape: shape('/-', /(?:\/\/|--)[^\r\n]*/y),
  settle(token) {
    const mark = /^(?:\/+|-+)/.exec(token.image)?.[0] ?? ''
    const span = { start: token.startOffset, end: token.startOffset + mark.length }
    return comment({
      code: 'UH0007',
      span,
      message: `a comment begins with \`#\`, not with \`${mark}\``,
      label: 'write `#`',
      fix: onlyFix('write `#`', { span, text: '#' }),
    })
  },
}

/** A comment between marks; one that is not closed runs to the end. */
export const blockComment: OddToken = {
  shape: {
    starts: '/',
    end(text, start) {
      if (!text.startsWith('/*', start)) return start
      const close = text.indexOf('*/', start + 2)
      return close === -1 ? text.length : close + 2
    },
  },
  settle(token, source) {
    const span = wholeOf(token)
    return comment({
      code: 'UH0007',
      span: { start: span.start, end: span.start + 2 },
      message: 'a comment begins with `#` and ends with its line, not between `/*` and `*/`',
      label: 'write `#`',
      fix: onlyFix('write `#`', { span, text: asLines(token, source) }),
    })
  },
}

function comment(problem: Settled['problem']): Settled {
  return { type: undefined, image: '', problem }
}

/** What the comment says with a `#` before every line, and what follows it on a line of its own. */
function asLines({ image, startOffset }: IToken, source: string): string {
  const inner = image.replace(/^\/\*+/, '').replace(/\*+\/$/, '')
  const lines = inner
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim().replace(/^\*[ \t]?/, ''))
    .filter((line) => line !== '')
    .map((line) => `# ${line}`)
  const end = startOffset + image.length
  const closesLine = end === source.length || /[\r\n]/.test(source.charAt(end))
  return (lines.length === 0 ? '#' : lines.join('\n')) + (closesLine ? '' : '\n')
}
