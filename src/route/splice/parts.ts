/** Bytes to be sent one after the other. */
export interface Spliced {
  /** Views of the bytes that came in, and new pieces between them. None is empty. */
  readonly parts: readonly Uint8Array[]
  /** Bytes of all parts together. */
  readonly length: number
}

/** Collects what stays of some bytes and what comes in between. A class, since it owns the list. */
export class Parts {
  private readonly bytes: Uint8Array
  private readonly parts: Uint8Array[] = []
  private length = 0
  private done = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  /** Puts the text in the place of what lies from `start` to `end`; in ascending order only. */
  replace(start: number, end: number, text: string): void {
    if (start === end && text === '') return
    this.add(this.bytes.subarray(this.done, start))
    this.add(UTF_8.encode(text))
    this.done = end
  }

  /** With whatever lies behind the last replacement. */
  finish(): Spliced {
    this.add(this.bytes.subarray(this.done))
    return { parts: this.parts, length: this.length }
  }

  private add(part: Uint8Array): void {
    if (part.length === 0) return
    this.parts.push(part)
    this.length += part.length
  }
}

const UTF_8 = new TextEncoder()
