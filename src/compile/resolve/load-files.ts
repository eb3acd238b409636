import type { Diagnostic } from '../../base/diagnostic.ts'
import { err, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import type { UseItem } from '../../syntax/ast.ts'
import { parse } from '../../syntax/index.ts'
import { problem } from '../problem.ts'
import type { LoadedFile } from './module.ts'
import { resolvePath } from './resolve-path.ts'

/**
 * Fetches the text of a used file.
 *
 * @param path relative to where the main file's own name is relative to, without `./` and `x/..`.
 * @returns the source, or one sentence that says why it cannot be had.
 */
export type Load = (path: string) => Result<Source, string>

/** The files that take part, each after those it uses; the main one is last. */
export interface LoadedFiles {
  readonly files: readonly LoadedFile[]
  readonly main: LoadedFile
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Parses a file and every file that it uses, directly or not, each once.
 *
 * Adds what the parser says of each, UH1004 for a file that cannot be had, and UH1005 for files
 * that use each other in a circle.
 */
export function loadFiles(source: Source, load: Load = noFiles): LoadedFiles {
  const state: State = { load, open: [], done: new Map(), count: 0, diagnostics: [] }
  const main = enter(source, resolvePath('', source.name), state)
  while (state.open.length > 0) step(state)
  const files = [...state.done.values()].filter((file) => file !== undefined)
  return { files, main: main.result, diagnostics: state.diagnostics }
}

interface State {
  readonly load: Load
  /** The chain of files from the main one to the one being looked at. */
  readonly open: Entry[]
  /** By path, in the order in which they were finished; undefined for one that cannot be had. */
  readonly done: Map<string, LoadedFile | undefined>
  count: number
  readonly diagnostics: Diagnostic[]
}

interface Entry {
  readonly path: string
  readonly pending: UseItem[]
  readonly uses: Map<UseItem, LoadedFile>
  readonly result: LoadedFile
}

function enter(source: Source, path: string, state: State): Entry {
  const { value: file, diagnostics } = parse(source)
  state.diagnostics.push(...diagnostics)
  state.count += 1
  const uses = new Map<UseItem, LoadedFile>()
  const pending = file.items.filter((item) => item.kind === 'use').reverse()
  const entry = { path, pending, uses, result: { source, file, uses } }
  state.open.push(entry)
  return entry
}

function step(state: State): void {
  const entry = state.open.at(-1)
  const item = entry?.pending.at(-1)
  if (entry === undefined) return
  if (item === undefined) {
    state.open.pop()
    state.done.set(entry.path, entry.result)
    return
  }
  const path = resolvePath(entry.path, item.path.text)
  const known = state.done.get(path)
  if (known !== undefined) entry.uses.set(item, known)
  else if (!state.done.has(path) && openUsed(entry, item, { path, state })) return
  entry.pending.pop()
}

/** Whether the used file was opened; its user is looked at again when it is done. */
function openUsed(
  { result: { source } }: Entry,
  item: UseItem,
  { path, state }: { readonly path: string; readonly state: State },
): boolean {
  const at = { source: source.name, span: item.path.span }
  const from = state.open.findIndex((open) => open.path === path)
  if (from >= 0) {
    const circle = [...state.open.slice(from).map((open) => open.path), path]
    state.diagnostics.push(
      problem('UH1005', at, {
        message: `\`${item.path.text}\` uses this file in turn: ${circle.join(' → ')}`,
        label: 'closes the circle',
        help: 'move what both need into a third file, and use that from each',
      }),
    )
    return false
  }
  const loaded: Result<Source, string> =
    state.count < MAX_FILES ? state.load(path) : err(`more than ${MAX_FILES} files take part`)
  if (loaded.ok) {
    enter(loaded.value, path, state)
    return true
  }
  state.done.set(path, undefined)
  state.diagnostics.push(
    problem('UH1004', at, {
      message: `\`${item.path.text}\` cannot be read: ${loaded.error}`,
      help: `a path is relative to the file it stands in; this one leads to \`${path}\``,
    }),
  )
  return false
}

const MAX_FILES = 100

function noFiles(): Result<Source, string> {
  return err('no other files are at hand here')
}
