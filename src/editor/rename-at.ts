import { compareBytes } from '../base/byte-order.ts'
import type { Edit } from '../base/diagnostic.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Span } from '../base/span.ts'
import { unquoteName, writeName } from '../syntax/quoted.ts'
import { isName } from '../syntax/repairs/beginnings.ts'
import { tokenize } from '../syntax/tokenize.ts'
import { isReserved, Name } from '../syntax/tokens.ts'
import { type Document, openDocument } from './document.ts'
import { mentionAt } from './mention-at.ts'
import type { Mention } from './mentions/mention.ts'
import { mentionsIn, type Reference } from './references-to.ts'
import { definedKey, symbolKey } from './symbol-key.ts'

/** The edits of a rename, by the name of the file that they are for. */
export type FileEdits = ReadonlyMap<string, readonly Edit[]>

/** A name that can be given another: where it stands, and how it reads without backticks. */
export interface Renamable {
  readonly span: Span
  readonly name: string
}

/** The name at an offset, if a policy file defines it; or one sentence that says why not. */
export function renamableAt(document: Document, offset: number): Result<Renamable, string> {
  const mention = mentionAt(document, offset)
  if (mention === undefined) return err('there is no name here')
  const { span, of } = mention
  if (symbolKey(of, document.source.name) === undefined) {
    return err('only what a policy file defines can be renamed')
  }
  return ok({ span, name: nameOf(document, mention) })
}

/**
 * Gives the name at an offset another, wherever it is spelled, in the files that are open or used.
 *
 * What would come out is read before it is answered: a rename after which any name means something
 * else is refused.
 *
 * @param to the new name; one that is no plain word is written in backticks.
 * @param open the other documents at hand.
 */
export function renameAt(
  document: Document,
  { offset, to }: { readonly offset: number; readonly to: string },
  open: readonly Document[],
): Result<FileEdits, string> {
  const found = renamableAt(document, offset)
  if (!found.ok) return found
  const written = writtenName(to)
  if (!written.ok) return written
  const mention = mentionAt(document, offset)
  const key = mention && symbolKey(mention.of, document.source.name)
  const documents = [document, ...open]
  const places = mentionsIn(documents).filter(({ source, mention: { of } }) => {
    return symbolKey(of, source) === key
  })
  const edits = editsOf(places, written.value)
  const broken = brokenFile(documents, edits)
  if (broken !== undefined) {
    return err(`\`${broken}\` has mistakes that keep names from being read; mend it first`)
  }
  const clash = clashOf(documents, edits)
  return clash === undefined ? ok(edits) : err(clash)
}

function nameOf({ source }: Document, { span }: Mention): string {
  const text = source.text.slice(span.start, span.end)
  return text.startsWith('`') ? unquoteName(text) : text
}

/** The name as it is written, or why it is none. */
function writtenName(to: string): Result<string, string> {
  const trimmed = to.trim()
  const isQuoted = trimmed.length > 1 && trimmed.startsWith('`') && trimmed.endsWith('`')
  if (isQuoted && isOneName(trimmed)) return ok(writeName(unquoteName(trimmed)))
  if (trimmed === '') return err('a name has at least one character')
  if (/\p{Cc}/u.test(trimmed)) return err('a name stands on one line')
  if (isReserved(trimmed)) {
    return err(`\`${trimmed}\` is a word of the language; in backticks it can be a name`)
  }
  const written = writeName(trimmed)
  return isOneName(written) ? ok(written) : err(`\`${trimmed}\` cannot be a name`)
}

function isOneName(text: string): boolean {
  const { tokens, problems } = tokenize({ name: Name.name, text })
  const [only] = tokens
  return (
    only !== undefined && tokens.length === 1 && problems.length === 0 && isName(only.tokenType)
  )
}

function editsOf(places: readonly Reference[], text: string): FileEdits {
  const edits = new Map<string, Edit[]>()
  for (const { source, span } of places) {
    const list = edits.get(source) ?? []
    list.push({ span, text })
    edits.set(source, list)
  }
  return new Map([...edits].sort(([a], [b]) => compareBytes(a, b)))
}

/** A file that takes part and cannot be read as a whole: a name in it could be missed. */
function brokenFile(documents: readonly Document[], edits: FileEdits): string | undefined {
  const involved = documents.filter(({ program }) =>
    program.modules.some(({ source }) => edits.has(source.name)),
  )
  return involved
    .flatMap(({ compiled }) => compiled.diagnostics)
    .find(({ code, severity }) => code.startsWith('UH0') && severity === 'error')?.source
}

/** What would be wrong or mean something else after the edits, in one sentence. */
function clashOf(documents: readonly Document[], edits: FileEdits): string | undefined {
  const changed = documents.map((each) => edited(each, edits))
  return isSameButNames(mentionsIn(documents), mentionsIn(changed))
    ? newError(documents, changed)
    : TAKEN
}

/** Whether every name still means what it did, and no two that were apart have become one. */
function isSameButNames(before: readonly Reference[], after: readonly Reference[]): boolean {
  if (before.length !== after.length) return false
  const meanings = new Map<string, string>()
  for (const [i, { mention: old }] of before.entries()) {
    const renamed = after[i]?.mention
    if (renamed?.of.kind !== old.of.kind) return false
    const [from, to] = [definedKey(old.of), definedKey(renamed.of)]
    if (from === undefined || to === undefined) continue
    if ((meanings.get(from) ?? to) !== to) return false
    meanings.set(from, to)
  }
  return new Set(meanings.values()).size === meanings.size
}

/** What the compiler objects to that it did not before. */
function newError(before: readonly Document[], after: readonly Document[]): string | undefined {
  const errorsOf = (documents: readonly Document[]) =>
    documents
      .flatMap(({ compiled }) => compiled.diagnostics)
      .filter(({ severity }) => severity === 'error')
  const [old, now] = [errorsOf(before), errorsOf(after)]
  if (now.length <= old.length) return undefined
  const known = new Set(old.map(({ message }) => message))
  return now.find(({ message }) => !known.has(message))?.message ?? TAKEN
}

const TAKEN = 'that name means something else already where it would stand'

/** The document as it would be, and every file that it uses. */
function edited({ source, workspace }: Document, edits: FileEdits): Document {
  const apply = (name: string, text: string): string => appliedEdits(text, edits.get(name) ?? [])
  return openDocument(
    { ...source, text: apply(source.name, source.text) },
    {
      ...workspace,
      load: (path) => {
        const loaded = workspace.load(path)
        if (!loaded.ok) return loaded
        const { name, text } = loaded.value
        return ok({ name, text: apply(name, text) })
      },
    },
  )
}

/** The text after some edits that do not overlap. */
export function appliedEdits(text: string, edits: readonly Edit[]): string {
  let result = ''
  let end = 0
  for (const edit of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    result += text.slice(end, edit.span.start) + edit.text
    end = edit.span.end
  }
  return result + text.slice(end)
}
