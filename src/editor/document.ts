import type { Diagnostic } from '../base/diagnostic.ts'
import type { Source } from '../base/source.ts'
import { type CompileOutput, compile } from '../compile/index.ts'
import { type Program, resolve } from '../compile/resolve/resolve.ts'
import { lint } from '../lint/index.ts'
import { type Tokens, tokenize } from '../syntax/tokenize.ts'
import { mendedText } from './mended-text.ts'
import type { Mention } from './mentions/mention.ts'
import { mentionsOf } from './mentions/mentions-of.ts'
import { once } from './once.ts'
import { type Sound, soundPart } from './sound-part.ts'
import type { Workspace } from './workspace.ts'

/**
 * One version of a text that is being edited. Everything about it is found out at most once, when
 * a question first needs it.
 */
export interface Document {
  readonly source: Source
  readonly workspace: Workspace
  readonly lexed: Tokens
  /** The file with all it uses, names bound, as far as it can be read: see {@link mendedText}. */
  readonly program: Program
  /** Every name of the file that can be read, in the order of the text. */
  readonly mentions: readonly Mention[]
  /** What compiling the whole file says, and what came out. */
  readonly compiled: Compiled
  /** Everything that is to be said about it, what compiling it says and what the rules find. */
  readonly findings: readonly Diagnostic[]
  /** Those items that have no errors, compiled. */
  readonly sound: Sound
}

interface Compiled {
  readonly output: CompileOutput | undefined
  readonly diagnostics: readonly Diagnostic[]
}

export function openDocument(source: Source, workspace: Workspace): Document {
  const { vocabulary, load } = workspace
  const lexed = tokenize(source)
  const program = once(() => {
    return resolve({ ...source, text: mendedText(source.text, lexed) }, load).value
  })
  const mentions = once(() => mentionsOf(program().main, vocabulary))
  const compiled = once(() => {
    const { value, diagnostics } = compile(source, { vocabulary, load })
    return { output: value, diagnostics }
  })
  const findings = once(() => lint(source, { vocabulary, load, ...workspace.rules }).diagnostics)
  const sound = once(() => soundPart(source, { vocabulary, load }))
  return {
    source,
    workspace,
    lexed,
    get program() {
      return program()
    },
    get mentions() {
      return mentions()
    },
    get compiled() {
      return compiled()
    },
    get findings() {
      return findings()
    },
    get sound() {
      return sound()
    },
  }
}
