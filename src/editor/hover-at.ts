import type { Span } from '../base/span.ts'
import { spanOf } from '../syntax/tokenize.ts'
import { conditionAt } from './condition-at.ts'
import type { Document } from './document.ts'
import { codeSpan, paragraphs } from './markdown.ts'
import { mentionAt } from './mention-at.ts'
import { passing, passingText } from './passing.ts'
import { referentText } from './referent-text.ts'
import { oneLine } from './symbols-of.ts'
import { WORD_DOCS } from './words.ts'

/** What is said of a place of the text. */
export interface Hover {
  readonly span: Span
  /** Markdown. */
  readonly text: string
}

/** What the name, the condition or the word at an offset means, and whom it lets pass. */
export function hoverAt(document: Document, offset: number): Hover | undefined {
  const mention = mentionAt(document, offset)
  const named = mention && referentText(mention.of, document)
  const judged = conditionAt(document, offset)
  const counted = judged && countText(document, judged)
  if (mention !== undefined && named !== undefined) {
    // An item of a list says how many it stands for already.
    const isCounted = mention.of.kind === 'catalog-name' && sameSpan(mention.span, judged?.span)
    return { span: mention.span, text: paragraphs(named, isCounted ? undefined : counted) }
  }
  const word = wordAt(document, offset)
  if (judged !== undefined && counted !== undefined) {
    return { span: word?.span ?? judged.span, text: paragraphs(word?.text, counted) }
  }
  return word
}

function sameSpan(a: Span, b: Span | undefined): boolean {
  return a.start === b?.start && a.end === b.end
}

function countText(
  { source, workspace, mentions }: Document,
  { span, pred }: NonNullable<ReturnType<typeof conditionAt>>,
): string | undefined {
  const counts = passing(pred, workspace)
  if (counts === undefined) return undefined
  const clause = oneLine(source.text, span)
  const hasParams = mentions.some(({ of, span: { start } }) => {
    return of.kind === 'param' && span.start <= start && start < span.end
  })
  const when = hasParams ? ', its parameters being as they are by default' : ''
  return `${codeSpan(clause)} alone lets ${passingText(counts)} pass${when}.`
}

function wordAt({ lexed }: Document, offset: number): Hover | undefined {
  const token = lexed.tokens.find((each) => {
    const { start, end } = spanOf(each)
    return start <= offset && offset <= end && Object.hasOwn(WORD_DOCS, each.image)
  })
  if (token === undefined) return undefined
  const word = token.image as keyof typeof WORD_DOCS
  return { span: spanOf(token), text: `**${word}** · ${WORD_DOCS[word]}` }
}
