/** What the server does next on the way of a response. */
export type Step =
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'head'; readonly status: number; readonly headers: Headers }
  /** A piece of the body, and what it is to the answer. */
  | { readonly kind: 'write'; readonly text: string; readonly is: WrittenAs }
  /** So many bytes of the same letter, which are never held in memory at once. */
  | { readonly kind: 'fill'; readonly bytes: number }
  | { readonly kind: 'end' }
  /** The connection is closed behind what was written, with nothing that says so. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'reset' }
  /** Nothing comes until the client is gone. */
  | { readonly kind: 'hang' }

export type Headers = Readonly<Record<string, string>>
export type WrittenAs = 'frame' | 'token' | 'end' | 'done'
