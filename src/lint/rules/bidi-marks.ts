import type { Fix } from '../../base/diagnostic.ts'
import type { Span } from '../../base/span.ts'
import { unicodeEscape } from '../../base/unicode-escape.ts'
import { codePoint } from '../../syntax/odd/look-alike.ts'
import { spanOf, tokenize } from '../../syntax/tokenize.ts'
import { Text } from '../../syntax/tokens.ts'
import type { LintedFile } from '../linted-file.ts'
import type { FileRule, Finding } from '../rule.ts'

export const bidiMarks: FileRule = {
  code: 'UH7105',
  name: 'bidi-marks',
  summary: 'a text holds characters that hide or reorder what is shown',
  why: 'Marks that turn the direction of writing make an editor show a line in another order than the compiler reads it, and characters without width make two names look like one. Whoever reviews such a file sees another policy than the one that runs. In a comment the character can go; in a text it can be written as an escape, which everybody sees. Outside of comments and texts the language refuses these characters anyway, and where scripts need one between their letters, or an emoji is made of several, it may stay.',
  severity: 'error',
  set: 'default',
  fix: 'safe',
  over: 'file',
  examples: {
    bad: [
      '# only \u200e for partners\ncheapest where no_log\n',
      'best where provider is "open\u200bai"\n',
    ],
    good: [
      '# \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u{1f469}\u200d\u{1f4bb}\ncheapest where no_log\n',
    ],
  },
  check(file) {
    const { source } = file
    return [...source.text.matchAll(MARKS)].flatMap(({ 0: marks, index }): readonly Finding[] => {
      const span = { start: index, end: index + marks.length }
      if (mayStay(source.text, span)) return []
      const name = codePoint(marks)
      const turns = TURNS.test(marks)
      return [
        {
          place: { source: source.name, span },
          message: turns
            ? `${name} turns the direction of writing, so that this shows in another order than it is read`
            : `${name} cannot be seen, so that this is not what it looks like`,
          label: turns ? 'turned from here on' : 'an invisible character here',
          help: 'remove it, or write it as an escape in a text that needs it',
          fix: fixOf(file, span),
        },
      ]
    })
  },
}

const TURNING = '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069'
const MARKS = new RegExp(`[${TURNING}\\u00ad\\u200b-\\u200d\\u2060\\ufeff]+`, 'g')
const TURNS = new RegExp(`[${TURNING}]`)

/** A byte order mark, or what joins letters of a script or the parts of an emoji. */
function mayStay(text: string, { start, end }: Span): boolean {
  if (start === 0 && text.slice(start, end) === '\ufeff') return true
  const isJoiner = end === start + 1 && /[\u200c\u200d]/.test(text.charAt(start))
  return isJoiner && text.charAt(start - 1) > '\x7f' && text.charAt(end) > '\x7f'
}

function fixOf(file: LintedFile, span: Span): Fix | undefined {
  const within = ({ start, end }: Span) => start <= span.start && span.end <= end
  const isComment = file
    .comments()
    .some(({ start, text }) => within({ start, end: start + text.length }))
  if (isComment) {
    return { title: 'remove it', safe: true, edits: [{ span, text: '' }] }
  }
  const { tokens } = tokenize(file.source)
  const token = tokens.find((each) => within(spanOf(each)))
  if (token?.tokenType !== Text) return undefined
  const text = Array.from(file.source.text.slice(span.start, span.end), unicodeEscape).join('')
  return { title: 'write it as an escape', safe: true, edits: [{ span, text }] }
}
