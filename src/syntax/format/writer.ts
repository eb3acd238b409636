import { isDoc } from '../docs.ts'
import type { Comment } from './comments.ts'

/** What a layout needs to know of the source. */
export interface Surroundings {
  /** The comments before each token, and at the last place those after all tokens. */
  readonly comments: readonly (readonly Comment[])[]
  /** True when a blank line stands above the token at that place. */
  readonly hasBlankAbove: (index: number) => boolean
}

/** How much deeper a nested line begins. */
export const INDENT = 2

type Waiting =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'spaces'; readonly count: number }
  | { readonly kind: 'line'; readonly indent: number }
  | { readonly kind: 'gap'; readonly blank: 'always' | 'kept' }

const NOTHING: Waiting = { kind: 'nothing' }

/**
 * The text as far as it is laid out. White space waits until the next token is written: only then
 * is it known whether comments come first, which end their lines and so bring breaks of their own.
 */
export class Writer {
  readonly #around: Surroundings
  readonly #out: string[] = []
  #column = 0
  #waiting: Waiting = { kind: 'gap', blank: 'kept' }
  /** The place of the first token whose comments are not written. */
  #commented = 0

  constructor(around: Surroundings) {
    this.#around = around
  }

  /** Where the next token will stand, from 0. */
  get column(): number {
    switch (this.#waiting.kind) {
      case 'spaces':
        return this.#column + this.#waiting.count
      case 'line':
        return this.#waiting.indent
      case 'gap':
        return 0
      default:
        return this.#column
    }
  }

  spaces(count: number): void {
    if (this.#waiting.kind === 'nothing') this.#waiting = { kind: 'spaces', count }
  }

  line(indent: number): void {
    this.#waiting = { kind: 'line', indent }
  }

  gap(blank: 'always' | 'kept'): void {
    this.#waiting = { kind: 'gap', blank }
  }

  /** Writes a token, and the comments before it; lines they begin are indented so far. */
  token(index: number, text: string, indent: number): void {
    this.comments(index, indent)
    this.#flush(index)
    this.#write(text)
  }

  /** Writes the comments before a token, if that has not been done. */
  comments(index: number, indent: number): void {
    const comments = this.#around.comments.slice(this.#commented, index + 1).flat()
    this.#commented = Math.max(this.#commented, index + 1)
    const [first] = comments
    if (first === undefined) return
    const trails = first.trails && this.#out.length > 0
    if (trails) this.#write(`  ${first.text}`)
    const own = trails ? comments.slice(1) : comments
    if (this.#waiting.kind === 'gap') {
      this.#commentsInGap(own, this.#waiting.blank)
      return
    }
    const at = this.#waiting.kind === 'line' ? this.#waiting.indent : indent + INDENT
    for (const { text } of own) {
      this.#newLine(at)
      this.#write(text)
    }
    this.line(at)
  }

  /** The whole text, with the comments behind the last token. */
  end(): string {
    this.gap('kept')
    this.comments(this.#around.comments.length - 1, 0)
    return this.#out.length === 0 ? '' : `${this.#out.join('')}\n`
  }

  /**
   * Between items comments belong to the one below, but for those that stand indented right under
   * the one above. Blank lines between them are kept, one at a time; a `##` stays with its item.
   */
  #commentsInGap(comments: readonly Comment[], blank: 'always' | 'kept'): void {
    const isTail = ({ text, indented, blankAbove }: Comment) =>
      this.#out.length > 0 && indented && !blankAbove && !isDoc(text)
    const end = comments.findIndex((comment) => !isTail(comment))
    const tail = end === -1 ? comments : comments.slice(0, end)
    for (const { text } of tail) {
      this.#newLine(INDENT)
      this.#write(text)
    }
    const own = comments.slice(tail.length)
    for (const [i, { text, blankAbove }] of own.entries()) {
      this.#newLine(0, (i === 0 && blank === 'always') || blankAbove ? 2 : 1)
      this.#write(text)
    }
    const last = own.at(-1)
    if (last === undefined) this.gap(blank)
    else if (isDoc(last.text)) this.line(0)
    else this.gap('kept')
  }

  #flush(index: number): void {
    const waiting = this.#waiting
    this.#waiting = NOTHING
    if (waiting.kind === 'spaces') this.#write(' '.repeat(waiting.count))
    if (waiting.kind === 'line') this.#newLine(waiting.indent)
    if (waiting.kind === 'gap') {
      this.#newLine(0, waiting.blank === 'always' || this.#around.hasBlankAbove(index) ? 2 : 1)
    }
  }

  #newLine(indent: number, count: 1 | 2 = 1): void {
    if (this.#out.length > 0) this.#out.push('\n'.repeat(count))
    this.#out.push(' '.repeat(indent))
    this.#column = indent
  }

  #write(text: string): void {
    this.#out.push(text)
    this.#column += text.length
  }
}
