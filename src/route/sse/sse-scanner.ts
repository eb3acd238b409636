import { readSseFields } from './sse-fields.ts'
import type { SseItem } from './sse-item.ts'

/**
 * Finds the events in a stream that comes in pieces cut anywhere, without changing a byte of it.
 *
 * An item ends with a blank line, or with the end of a comment that nothing stands before, so that
 * a keep-alive is never held back. A line ends with CR, LF or both. A CR at the end of a piece
 * waits for the LF in a stream that has written one after a CR before. In another it ends its line
 * at once, so that nothing waits for a byte that may never come; should the next piece begin with
 * an LF after all, that is a filler of its own. Text is decoded only of whole items, so that no
 * character is ever cut.
 *
 * What lies in one piece is handed out as a part of it; the rest is collected in a buffer that
 * doubles. Pieces are kept and must not be changed afterwards.
 */
export class SseScanner {
  readonly #maxEventBytes: number
  /** A piece as it came, or a buffer of our own with room after `#end`. */
  #buffer: Uint8Array = new Uint8Array()
  #ours = false
  /** Where the present item begins, the present line, what is not looked at, and what is free. */
  #item = 0
  #line = 0
  #at = 0
  #end = 0
  #afterReturn = false
  #usesBoth = false
  #atBeginning = true
  #broken = false

  /** @param maxEventBytes the size of an event past which the stream is given up. */
  constructor(maxEventBytes = 1_048_576) {
    this.#maxEventBytes = maxEventBytes
  }

  /** What is whole with this piece. After a fault nothing follows. */
  push(piece: Uint8Array): readonly SseItem[] {
    const items: SseItem[] = []
    if (this.#broken) return items
    this.#take(piece)
    this.#joinLineFeed(items)
    this.#readLines(items, 'more may come')
    if (!this.#broken && this.#end - this.#item > this.#maxEventBytes) this.#giveUp(items)
    return items
  }

  /** What the stream ended in, if that was not a blank line. */
  end(): readonly SseItem[] {
    const items: SseItem[] = []
    this.#readLines(items, 'this is all')
    if (!this.#broken && this.#item < this.#end) this.#finish(items, 'end of stream')
    return items
  }

  #readLines(items: SseItem[], outlook: 'more may come' | 'this is all'): void {
    while (this.#at < this.#end && !this.#broken) {
      const lineEnd = lineEndIn(this.#buffer, this.#at, this.#end)
      this.#at = lineEnd
      if (lineEnd === this.#end) return
      const isReturn = this.#buffer[lineEnd] === CR
      const isLast = lineEnd + 1 === this.#end
      if (isReturn && isLast && this.#usesBoth && outlook === 'more may come') return
      this.#at = lineEnd + 1
      if (isReturn) this.#takeLineFeed()
      this.#endLine(lineEnd, items)
    }
  }

  #takeLineFeed(): void {
    if (this.#at === this.#end) this.#afterReturn = true
    else if (this.#buffer[this.#at] === LF) {
      this.#at += 1
      this.#usesBoth = true
    }
  }

  #endLine(lineEnd: number, items: SseItem[]): void {
    const isFirst = this.#line === this.#item
    const begin = isFirst && this.#atBeginning ? this.#afterByteOrderMark() : this.#line
    this.#line = this.#at
    const isComment = isFirst && this.#buffer[begin] === COLON
    if (begin === lineEnd || isComment) this.#finish(items, 'blank line')
  }

  #finish(items: SseItem[], by: 'blank line' | 'end of stream'): void {
    const bytes = this.#buffer.subarray(this.#item, this.#at)
    if (bytes.length > this.#maxEventBytes) {
      this.#giveUp(items)
      return
    }
    const fields = readSseFields((this.#atBeginning ? FIRST_TEXT : TEXT).decode(bytes))
    this.#item = this.#at
    this.#atBeginning = false
    if (fields === undefined) items.push({ kind: 'filler', bytes })
    else items.push({ kind: 'event', bytes, ...fields, ended: by === 'blank line' })
  }

  #giveUp(items: SseItem[]): void {
    this.#broken = true
    this.#buffer = new Uint8Array()
    items.push({ kind: 'fault', code: 'event_too_large' })
  }

  /** A line feed after a return that ended the piece before belongs to the line that ended there. */
  #joinLineFeed(items: SseItem[]): void {
    if (!this.#afterReturn || this.#at === this.#end) return
    this.#afterReturn = false
    if (this.#buffer[this.#at] !== LF) return
    this.#usesBoth = true
    this.#at += 1
    const isAlone = this.#line === this.#item
    this.#line = this.#at
    if (isAlone) this.#finish(items, 'blank line')
  }

  #afterByteOrderMark(): number {
    const isMark = BYTE_ORDER_MARK.every((byte, i) => this.#buffer[this.#line + i] === byte)
    return isMark ? this.#line + BYTE_ORDER_MARK.length : this.#line
  }

  #take(piece: Uint8Array): void {
    const held = this.#end - this.#item
    if (held === 0) {
      this.#buffer = piece
      this.#ours = false
      this.#item = this.#line = this.#at = 0
      this.#end = piece.length
      return
    }
    // Items handed out lie before `#item`, so that writing behind `#end` changes none of them.
    if (!this.#ours || this.#buffer.length - this.#end < piece.length) this.#move(held, piece)
    this.#buffer.set(piece, this.#end)
    this.#end += piece.length
  }

  #move(held: number, piece: Uint8Array): void {
    const larger = new Uint8Array(Math.max(LEAST_BUFFER, 2 * (held + piece.length)))
    larger.set(this.#buffer.subarray(this.#item, this.#end))
    this.#buffer = larger
    this.#ours = true
    this.#line -= this.#item
    this.#at -= this.#item
    this.#item = 0
    this.#end = held
  }
}

/** Where the first line end from there on is, or the end. The loop that every byte goes through. */
function lineEndIn(buffer: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    const byte = buffer[at]
    if (byte === LF || byte === CR) return at
  }
  return end
}

const LF = 0x0a
const CR = 0x0d
const COLON = 0x3a
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf]
const LEAST_BUFFER = 4096

const TEXT = new TextDecoder('utf-8', { ignoreBOM: true })
/** Leaves a byte order mark out, which only the very first item may begin with. */
const FIRST_TEXT = new TextDecoder('utf-8')
